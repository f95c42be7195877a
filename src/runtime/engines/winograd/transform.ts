/** What Winograd's method does along one axis of a map: a product with a constant matrix, in the cheapest form that it allows. */
import { type Matrix, transposed } from "./matrix.js";

/**
 * - "dense": a product with the whole matrix;
 * - "blocks": the matrix is a block over and over along its diagonal, so that the axis is cut and each part multiplied;
 * - "strided": the same, but that on the side of the block's columns (of its rows, for "gathered") the numbers for one column of all
 *   blocks lie side by side;
 * - "window": the first cells, or all of them and zeros behind.
 */
export type Transform =
  | { readonly kind: "dense"; readonly matrix: Matrix }
  | { readonly kind: "blocks" | "strided" | "gathered"; readonly block: Matrix; readonly count: number }
  | { readonly kind: "window"; readonly rows: number; readonly columns: number };

/** The transpose of a transform. */
export function transposeOf(transform: Transform): Transform {
  switch (transform.kind) {
    case "dense":
      return { kind: "dense", matrix: transposed(transform.matrix) };
    case "window":
      return { kind: "window", rows: transform.columns, columns: transform.rows };
    default:
      return { ...transform, kind: opposite[transform.kind], block: transposed(transform.block) };
  }
}

const opposite = { blocks: "blocks", strided: "gathered", gathered: "strided" } as const;

/** Cells that a transform reads. */
export function lengthRead(transform: Transform): number {
  switch (transform.kind) {
    case "dense":
      return transform.matrix.columns;
    case "window":
      return transform.columns;
    default:
      return transform.block.columns * transform.count;
  }
}

/** Cells that a transform makes. */
export function lengthMade(transform: Transform): number {
  return lengthRead(transposeOf(transform));
}

/** What going along the columns first has to save at least: a tenth. Sums of less are as good as equal, and the rows go first. */
const worthwhile = 0.9;

/** Whether to go along the rows of a map before its columns: the second transform works on what the first has made. */
export function rowsComeFirst(rows: Transform, columns: Transform): boolean {
  const rowsFirst = costOf(rows) * lengthRead(columns) + costOf(columns) * lengthMade(rows);
  const columnsFirst = costOf(columns) * lengthRead(rows) + costOf(rows) * lengthMade(columns);
  return columnsFirst > worthwhile * rowsFirst;
}

/** Multiplications that take as long as reading or writing one number. */
export const perNumber = 16;

/** What a transform of a single row or column costs, in multiplications. */
function costOf(transform: Transform): number {
  const [read, made] = [lengthRead(transform), lengthMade(transform)];
  switch (transform.kind) {
    case "window":
      return read === made ? 0 : perNumber * (read + made);
    case "dense":
      return made * read + perNumber * (read + made);
    case "blocks":
      return made * transform.block.columns + perNumber * (read + made);
    case "strided":
      return made * transform.block.columns + perNumber * (read + 3 * made);
    case "gathered":
      return made * transform.block.columns + perNumber * (3 * read + made);
  }
}
