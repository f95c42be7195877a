/** What a transform does to a value, in the terms of whichever engine writes it down. */
import type { Shape } from "../../graph/shape.js";
import type { Matrix } from "./matrix.js";
import { lengthMade, lengthRead, rowsComeFirst, type Transform } from "./transform.js";

/** A value in an engine's graph, by name. */
export type Value = string;

/** What Winograd's method asks of an engine. */
export interface Algebra {
  /** A constant [rows, columns]. */
  constant(matrix: Matrix): Value;
  /** A matrix product over the last two axes; axes before them are the batch, and one that is missing or 1 stretches. */
  product(a: Value, b: Value, transposed?: { readonly a?: boolean; readonly b?: boolean }): Value;
  reshape(value: Value, shape: Shape): Value;
  transpose(value: Value, order: readonly number[]): Value;
  /** The first so many cells of [before, cells, after]. */
  firstCells(value: Value, shape: Cells, count: number): Value;
  /** So many cells of zeros behind those of [before, cells, after]. */
  withZerosBehind(value: Value, shape: Cells, count: number): Value;
  /** A value [before, outer, inner, after] as [before, inner, outer, after]; copies. */
  exchanged(value: Value, shape: Exchanged): Value;
}

export interface Cells {
  readonly before: number;
  readonly cells: number;
  readonly after: number;
}

export interface Exchanged {
  readonly before: number;
  readonly outer: number;
  readonly inner: number;
  readonly after: number;
}

/** A value [before, cells read, after] transformed: [before, cells made, after]. */
export function along(
  algebra: Algebra,
  transform: Transform,
  value: Value,
  { before, after }: { readonly before: number; readonly after: number },
): Value {
  switch (transform.kind) {
    case "window": {
      const { rows, columns } = transform;
      if (rows === columns) return value;
      const shape = { before, cells: columns, after };
      return rows < columns
        ? algebra.firstCells(value, shape, rows)
        : algebra.withZerosBehind(value, shape, rows - columns);
    }
    case "dense": {
      const { columns } = transform.matrix;
      const shape = before === 1 ? [columns, after] : [before, columns, after];
      return algebra.product(algebra.constant(transform.matrix), algebra.reshape(value, shape));
    }
    case "blocks": {
      const { block, count } = transform;
      const parts = algebra.reshape(value, [before * count, block.columns, after]);
      return algebra.product(algebra.constant(block), parts);
    }
    case "strided": {
      const { block, count } = transform;
      const parts = algebra.reshape(value, [before, block.columns, count * after]);
      const product = algebra.product(algebra.constant(block), parts);
      return algebra.exchanged(product, { before, outer: block.rows, inner: count, after });
    }
    case "gathered": {
      const { block, count } = transform;
      const strided = algebra.exchanged(value, { before, outer: count, inner: block.columns, after });
      const parts = algebra.reshape(strided, [before, block.columns, count * after]);
      return algebra.product(algebra.constant(block), parts);
    }
  }
}

/** A value [h, w, rest…] transformed along its rows and along its columns, in the cheaper order. */
export function alongBoth(
  algebra: Algebra,
  value: Value,
  by: { readonly rows: Transform; readonly columns: Transform; readonly rest: number },
): Value {
  const { rows, columns, rest } = by;
  const alongRows = (of: Value, width: number): Value =>
    along(algebra, rows, of, { before: 1, after: width * rest });
  const alongColumns = (of: Value, height: number): Value =>
    along(algebra, columns, of, { before: height, after: rest });
  return rowsComeFirst(rows, columns)
    ? alongColumns(alongRows(value, lengthRead(columns)), lengthMade(rows))
    : alongRows(alongColumns(value, lengthRead(rows)), lengthMade(columns));
}
