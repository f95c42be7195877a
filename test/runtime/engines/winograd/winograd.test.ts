/** Winograd's tiles: exact as algebra, and how far float32 rounds them. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeAxis } from "../../../../src/runtime/engines/winograd/axis.js";
import type { Matrix } from "../../../../src/runtime/engines/winograd/matrix.js";
import {
  lengthMade,
  lengthRead,
  rowsComeFirst,
  type Transform,
  transposeOf,
} from "../../../../src/runtime/engines/winograd/transform.js";
import { paddingOf } from "../../../../src/runtime/ops/conv2d.js";
import type { TileOrder } from "../../../../src/runtime/engines/winograd/tileChoice.js";
import { makeTile, type Tile, tileOutputs } from "../../../../src/runtime/engines/winograd/tiles.js";
import { loadOf } from "../../../../src/runtime/engines/winograd/work.js";

/** y = at · ((g · taps) ⊙ (bt · inputs)), every step rounded by `round`. */
function filter(
  { at, g, bt }: Tile,
  inputs: readonly number[],
  taps: readonly number[],
  round: (x: number) => number,
): number[] {
  const apply = (rows: readonly (readonly number[])[], values: readonly number[]): number[] =>
    rows.map((row) =>
      row.reduce((sum, x, position) => round(sum + round(round(x) * (values[position] ?? 0))), 0),
    );
  const u = apply(g, taps);
  const v = apply(bt, inputs);
  return apply(
    at,
    v.map((x, position) => round(x * (u[position] ?? 0))),
  );
}

function direct(outputs: number, inputs: readonly number[], taps: readonly number[]): number[] {
  return Array.from({ length: outputs }, (_, position) =>
    taps.reduce((sum, tap, offset) => sum + tap * (inputs[position + offset] ?? 0), 0),
  );
}

/** A matrix times a vector. */
function times({ rows, columns, values }: Matrix, by: readonly number[]): number[] {
  return Array.from({ length: rows }, (_, at) =>
    by.reduce((sum, x, column) => sum + x * (values[at * columns + column] ?? 0), 0),
  );
}

/** The form of the transform back on an axis that is read and made as a whole. */
function kindOf(length: number, taps: number, order: TileOrder): string {
  return makeAxis({ read: length, made: length, filter: { taps, most: 8 }, load: some }, order).at.kind;
}

function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, cell) => sum + value * (b[cell] ?? 0), 0);
}

/** What a transform makes of a row. */
function apply(transform: Transform, row: readonly number[]): number[] {
  switch (transform.kind) {
    case "dense":
      return times(transform.matrix, row);
    case "window":
      return Array.from({ length: transform.rows }, (_, at) => row[at] ?? 0);
    default: {
      const { block, count, kind } = transform;
      // The place of a number of a part: side by side with its part's, or with those of the other parts.
      const place = (side: "rows" | "columns", part: number, at: number): number =>
        kind === (side === "rows" ? "gathered" : "strided") ? at * count + part : part * block[side] + at;
      const result = zeros(block.rows * count);
      for (let part = 0; part < count; part += 1) {
        const read = Array.from({ length: block.columns }, (_, at) => row[place("columns", part, at)] ?? 0);
        times(block, read).forEach((value, at) => (result[place("rows", part, at)] = value));
      }
      return result;
    }
  }
}

/** The transforms of a map of so many cells under a kernel of so many taps. */
function axes([height, width]: readonly [number, number], [down, across]: readonly [number, number]) {
  const kernel = { rows: { taps: down, most: 8 }, columns: { taps: across, most: 8 } };
  return {
    rows: makeAxis({ read: height, made: height, filter: kernel.rows, load: some }, "tileFirst"),
    columns: makeAxis({ read: width, made: width, filter: kernel.columns, load: some }, "productFirst"),
  };
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

const number = fc.double({ min: -1, max: 1, noNaN: true });

/** As many channels as layers often have. */
const some = loadOf({ channels: 64, filters: 64 });

/** Few channels ask for other tiles than many. */
const loads = fc.constantFrom(
  loadOf({ channels: 4, filters: 16 }),
  some,
  loadOf({ channels: 512, filters: 512 }),
);

const filters = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13].flatMap((taps) =>
  [6, 8, 10].flatMap((most) => tileOutputs({ taps, most }).map((outputs) => [outputs, taps, most] as const)),
);

describe.each(filters)("a tile of %i results of %i taps by %i products at most", (outputs, count, most) => {
  const tile = makeTile(outputs, { taps: count, most });
  const data = fc.tuple(
    fc.array(number, { minLength: outputs + count - 1, maxLength: outputs + count - 1 }),
    fc.array(number, { minLength: count, maxLength: count }),
  );

  it("filters exactly, but for rounding", () => {
    fc.assert(
      fc.property(data, ([inputs, taps]) => {
        const expected = direct(outputs, inputs, taps);
        filter(tile, inputs, taps, (x) => x).forEach((y, at) => expect(y).toBeCloseTo(expected[at] ?? 0, 12));
      }),
    );
  });

  it("stays within 2·10⁻⁵ in float32", () => {
    fc.assert(
      fc.property(data, ([inputs, taps]) => {
        const [x, g] = [inputs.map(Math.fround), taps.map(Math.fround)];
        const expected = direct(outputs, x, g);
        filter(tile, x, g, Math.fround).forEach((y, at) =>
          expect(Math.abs(y - (expected[at] ?? 0))).toBeLessThan(2e-5),
        );
      }),
    );
  });
});

describe("an axis", () => {
  it.each(["tileFirst", "productFirst"] as const)(
    "convolves a whole row, zeros beyond its ends included (%s)",
    (order) => {
      fc.assert(
        fc.property(
          fc.array(number, { minLength: 1, maxLength: 64 }),
          fc.array(number, { minLength: 1, maxLength: 13 }),
          loads,
          fc.constantFrom(6, 8, 10),
          (row, taps, load, most) => {
            const filter = { taps: taps.length, most };
            const axis = makeAxis({ read: row.length, made: row.length, filter, load }, order);
            const u = apply(axis.g, taps);
            const kind = (r: number): number =>
              order === "tileFirst" ? r % axis.products : Math.floor(r / axis.tiles);
            const products = apply(axis.bt, row).map((x, r) => x * (u[kind(r)] ?? 0));
            const [before, after] = paddingOf(taps.length);
            const expected = direct(row.length, [...zeros(before), ...row, ...zeros(after)], taps);
            apply(axis.at, products).forEach((y, at) => expect(y).toBeCloseTo(expected[at] ?? 0, 4));
          },
        ),
      );
    },
  );

  it("works on long axes block by block where its tiles divide them", () => {
    expect(kindOf(32, 3, "tileFirst")).toBe("blocks");
    expect(kindOf(30, 3, "tileFirst")).toBe("blocks");
    expect(kindOf(31, 3, "tileFirst")).toBe("dense");
    expect(kindOf(48, 3, "productFirst")).toBe("strided");
    expect(kindOf(32, 3, "productFirst")).toBe("dense");
    expect(kindOf(32, 1, "tileFirst")).toBe("window");
  });

  it("has transposes that are adjoint to it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<TileOrder>("tileFirst", "productFirst"),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 13 }),
        loads,
        fc.constantFrom(6, 8, 10),
        (order, length, taps, load, most) => {
          const { at } = makeAxis({ read: length, made: length, filter: { taps, most }, load }, order);
          const x = Array.from({ length: lengthRead(at) }, (_, cell) => Math.sin(cell + 1));
          const y = Array.from({ length: lengthMade(at) }, (_, cell) => Math.cos(2 * cell));
          expect(inner(apply(at, x), y)).toBeCloseTo(inner(x, apply(transposeOf(at), y)), 6);
        },
      ),
    );
  });
});

describe("both axes of a map", () => {
  it("are transformed along that one first which makes the map smaller, or less larger", () => {
    // Seven taps make three times as many numbers of a row, two a fifth more.
    const { rows, columns } = axes([40, 20], [2, 7]);
    expect(rowsComeFirst(rows.bt, columns.bt)).toBe(true);
    expect(rowsComeFirst(transposeOf(rows.bt), transposeOf(columns.bt))).toBe(false);
    const turned = axes([20, 40], [7, 2]);
    expect(rowsComeFirst(turned.rows.bt, turned.columns.bt)).toBe(false);
    expect(rowsComeFirst(transposeOf(turned.rows.bt), transposeOf(turned.columns.bt))).toBe(true);
  });

  it("are transformed along the rows first where both are alike", () => {
    const { rows, columns } = axes([14, 14], [3, 3]);
    expect(rowsComeFirst(rows.bt, columns.bt)).toBe(true);
    expect(rowsComeFirst(transposeOf(rows.bt), transposeOf(columns.bt))).toBe(true);
  });
});
