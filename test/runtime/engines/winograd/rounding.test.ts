/** How far float32 rounds Winograd's method along both axes of a map: products of unequal number no further than eight by eight. */
import { describe, expect, it } from "vitest";
import { makeTile, type Tile } from "../../../../src/runtime/engines/winograd/tiles.js";
import { normals } from "../../../support/values.js";

type Grid = readonly (readonly number[])[];

const channels = 16;
const samples = 24;

/** down · grid · acrossᵗ, every sum rounded to float32. */
function transformed(down: Grid, numbers: Grid, across: Grid): number[][] {
  const columns = (numbers[0] ?? []).map((_, column) => numbers.map((row) => row[column] ?? NaN));
  const rows = down.map((weights) => columns.map((column) => rounded(weights, column)));
  return rows.map((row) => across.map((weights) => rounded(weights, row)));
}

/** Σ of weights times numbers. */
function rounded(weights: readonly number[], numbers: readonly number[]): number {
  return weights.reduce(
    (sum, weight, at) => Math.fround(sum + Math.fround(Math.fround(weight) * (numbers[at] ?? NaN))),
    0,
  );
}

function grid(rows: number, columns: number, name: string): number[][] {
  const { data } = normals([rows, columns], 1, name);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_cell, column) => data[row * columns + column] ?? NaN),
  );
}

/** Σ over the taps, in double precision. */
function direct(inputs: Grid, taps: Grid, row: number, column: number): number {
  let sum = 0;
  taps.forEach((line, a) => line.forEach((tap, b) => (sum += tap * (inputs[row + a]?.[column + b] ?? NaN))));
  return sum;
}

/** The error's root mean square, relative to that of the results, over normal numbers of some channels. */
function relativeError(down: Tile, across: Tile): number {
  let [errors, results] = [0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    const maps = Array.from({ length: channels }, (_, channel) => ({
      inputs: grid(down.outputs + down.taps - 1, across.outputs + across.taps - 1, `x ${sample} ${channel}`),
      taps: grid(down.taps, across.taps, `kernel ${sample} ${channel}`),
    }));
    const products = maps.map(({ inputs, taps }) => {
      const u = transformed(down.g, taps, across.g);
      return transformed(down.bt, inputs, across.bt).map((row, p) =>
        row.map((value, q) => Math.fround(value * (u[p]?.[q] ?? NaN))),
      );
    });
    const sums = (products[0] ?? []).map((row, p) =>
      row.map((_, q) => products.reduce((sum, product) => Math.fround(sum + (product[p]?.[q] ?? NaN)), 0)),
    );
    transformed(down.at, sums, across.at).forEach((row, i) =>
      row.forEach((value, j) => {
        const expected = maps.reduce((sum, { inputs, taps }) => sum + direct(inputs, taps, i, j), 0);
        errors += (value - expected) ** 2;
        results += expected ** 2;
      }),
    );
  }
  return Math.sqrt(errors / results);
}

/** The largest tile of a filter that is whole. */
function whole(taps: number, products: number): Tile {
  return makeTile(products + 1 - taps, { taps, most: products });
}

const kernels = [
  [2, 3],
  [2, 5],
  [2, 7],
  [3, 3],
  [3, 5],
  [3, 7],
  [5, 5],
] as const;

describe.each(kernels)("a kernel of %i×%i taps", (down, across) => {
  it.each([
    [8, 8],
    [6, 10],
  ] as const)("by %i×%i products", (rows, columns) => {
    expect(relativeError(whole(down, rows), whole(across, columns))).toBeLessThan(3.5e-6);
  });
});
