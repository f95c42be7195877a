/**
 * Winograd's tiles along a whole row: every transform of a row or column of a map is one product with a constant, banded
 * matrix. Zeros outside of the map need no padding: the band simply ends there.
 */
import { paddingOf } from "../../geometry.js";
import { chooseTile, makeTile } from "./tiles.js";

/** A matrix in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** How much of a map there is along an axis. */
export interface Extent {
  /** Cells that are read; those beyond them are zeros. */
  readonly read: number;
  /** Cells that are made. */
  readonly made: number;
  /** Taps of the filter. */
  readonly taps: number;
}

export interface Axis {
  readonly tiles: number;
  /** Multiplications of one tile. */
  readonly products: number;
  /** products · tiles: rows of a transformed map, ordered by product first, then by tile. */
  readonly transformed: number;
  /** [transformed, read]: a map's row → its tiles. */
  readonly bt: Matrix;
  /** [made, transformed]: tiles of products → the result's row. */
  readonly at: Matrix;
  /** [products, taps]: the filter. */
  readonly g: Matrix;
  /** [taps, transformed]: Gᵗ over tiles and their sum at once, for the filter's gradient along this axis. */
  readonly gradient: Matrix;
}

/** The transforms along an axis under a filter with as many zeros on either side as leave the length as it is. */
export function makeAxis({ read, made, taps }: Extent): Axis {
  const outputs = chooseTile(made, taps);
  const tile = makeTile(outputs, taps);
  const { products } = tile;
  const [before] = paddingOf(taps);
  const tiles = Math.ceil(made / outputs);
  const transformed = products * tiles;
  const bt = matrix(transformed, read);
  const at = matrix(made, transformed);
  const gradient = matrix(taps, transformed);
  for (let t = 0; t < tiles; t += 1) {
    for (let product = 0; product < products; product += 1) {
      const row = product * tiles + t;
      tile.bt[product]?.forEach((value, cell) => set(bt, row, t * outputs + cell - before, value));
      tile.at.forEach((values, cell) => set(at, t * outputs + cell, row, values[product] ?? 0));
      tile.g[product]?.forEach((value, tap) => set(gradient, tap, row, value));
    }
  }
  const g = matrix(products, taps);
  tile.g.forEach((values, product) => values.forEach((value, tap) => set(g, product, tap, value)));
  return { tiles, products, transformed, bt, at, g, gradient };
}

/** The transpose of a matrix. */
export function transpose({ rows, columns, values }: Matrix): Matrix {
  const result = matrix(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result.values[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return result;
}

/** True for the matrix that changes nothing, as a single tap's transforms are. */
export function isIdentity({ rows, columns, values }: Matrix): boolean {
  return rows === columns && values.every((value, at) => value === (at % (columns + 1) === 0 ? 1 : 0));
}

function matrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float32Array(rows * columns) };
}

/** Sets a cell; one outside of the matrix, such as a result beyond the map's edge, is left out. */
function set(target: Matrix, row: number, column: number, value: number): void {
  if (row < target.rows && column >= 0 && column < target.columns) {
    target.values[row * target.columns + column] = value;
  }
}
