/** Winograd's tiles: exact as algebra, and how far float32 rounds them. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeAxis } from "../../../../src/runtime/engines/onnx/fast/winograd/axis.js";
import { paddingOf } from "../../../../src/runtime/engines/onnx/geometry.js";
import {
  chooseTile,
  makeTile,
  tileOutputs,
} from "../../../../src/runtime/engines/onnx/fast/winograd/tiles.js";

/** y = at · ((g · taps) ⊙ (bt · inputs)), every step rounded by `round`. */
function filter(
  outputs: number,
  inputs: readonly number[],
  taps: readonly number[],
  round: (x: number) => number,
): number[] {
  const { at, g, bt } = makeTile(outputs, taps.length);
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

/** A row of a matrix times a vector. */
function times(values: Float32Array, columns: number, by: readonly number[], row: number): number {
  return by.reduce((sum, x, column) => sum + x * (values[row * columns + column] ?? 0), 0);
}

/** The tiles of axes of some lengths. */
function chosen(taps: number): number[] {
  return [32, 16, 8, 7, 14, 6, 3, 1].map((length) => chooseTile(length, taps));
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

const number = fc.double({ min: -1, max: 1, noNaN: true });

const filters = [1, 2, 3, 4, 5, 6, 7].flatMap((taps) =>
  tileOutputs(taps).map((outputs) => [outputs, taps] as const),
);

describe.each(filters)("a tile of %i results of %i taps", (outputs, count) => {
  const data = fc.tuple(
    fc.array(number, { minLength: outputs + count - 1, maxLength: outputs + count - 1 }),
    fc.array(number, { minLength: count, maxLength: count }),
  );

  it("filters exactly, but for rounding", () => {
    fc.assert(
      fc.property(data, ([inputs, taps]) => {
        const expected = direct(outputs, inputs, taps);
        filter(outputs, inputs, taps, (x) => x).forEach((y, at) =>
          expect(y).toBeCloseTo(expected[at] ?? 0, 12),
        );
      }),
    );
  });

  it("stays within 2·10⁻⁵ in float32", () => {
    fc.assert(
      fc.property(data, ([inputs, taps]) => {
        const [x, g] = [inputs.map(Math.fround), taps.map(Math.fround)];
        const expected = direct(outputs, x, g);
        filter(outputs, x, g, Math.fround).forEach((y, at) =>
          expect(Math.abs(y - (expected[at] ?? 0))).toBeLessThan(2e-5),
        );
      }),
    );
  });
});

describe("an axis", () => {
  it("is tiled with the fewest products, and among equals with the smallest tiles", () => {
    expect(chosen(3)).toEqual([4, 4, 4, 4, 5, 6, 3, 2]);
    expect(chosen(5)).toEqual([4, 4, 4, 4, 4, 3, 3, 2]);
  });

  it("convolves a whole row, zeros beyond its ends included", () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 20 }),
        fc.array(number, { minLength: 1, maxLength: 7 }),
        (row, taps) => {
          const axis = makeAxis({ read: row.length, made: row.length, taps: taps.length });
          const u = Array.from({ length: axis.products }, (_, product) =>
            times(axis.g.values, taps.length, taps, product),
          );
          const v = Array.from({ length: axis.transformed }, (_, r) =>
            times(axis.bt.values, row.length, row, r),
          );
          const products = v.map((x, r) => x * (u[Math.floor(r / axis.tiles)] ?? 0));
          const [before, after] = paddingOf(taps.length);
          const expected = direct(row.length, [...zeros(before), ...row, ...zeros(after)], taps);
          expected.forEach((y, at) =>
            expect(times(axis.at.values, axis.transformed, products, at)).toBeCloseTo(y, 4),
          );
        },
      ),
    );
  });
});
