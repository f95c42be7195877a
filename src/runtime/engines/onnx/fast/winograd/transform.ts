/** What Winograd's method does along one axis of a map: a product with a constant matrix, in the cheapest form that it allows. */
import type { Value } from "../../../../../onnx/graphBuilder.js";
import type { Lowering } from "../../lowering.js";
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

/** A value [before, cells read, after] transformed: [before, cells made, after]. */
export function along(
  lowering: Lowering,
  transform: Transform,
  value: Value,
  { before, after }: { readonly before: number; readonly after: number },
): Value {
  const { builder } = lowering;
  switch (transform.kind) {
    case "window": {
      const { rows, columns } = transform;
      if (rows === columns) return value;
      const cells = lowering.reshape(value, [before, columns, after]);
      return rows < columns
        ? builder.add("Slice", [
            cells,
            builder.integers([0]),
            builder.integers([rows]),
            builder.integers([1]),
          ])
        : builder.add("Pad", [cells, builder.integers([0, 0, 0, 0, rows - columns, 0])]);
    }
    case "dense": {
      const { columns } = transform.matrix;
      const shape = before === 1 ? [columns, after] : [before, columns, after];
      return lowering.product(constant(lowering, transform.matrix), lowering.reshape(value, shape));
    }
    case "blocks": {
      const { block, count } = transform;
      const parts = lowering.reshape(value, [before * count, block.columns, after]);
      return lowering.product(constant(lowering, block), parts);
    }
    case "strided": {
      const { block, count } = transform;
      const parts = lowering.reshape(value, [before, block.columns, count * after]);
      const product = lowering.product(constant(lowering, block), parts);
      return exchanged(lowering, product, { before, outer: block.rows, inner: count, after });
    }
    case "gathered": {
      const { block, count } = transform;
      const strided = exchanged(lowering, value, { before, outer: count, inner: block.columns, after });
      const parts = lowering.reshape(strided, [before, block.columns, count * after]);
      return lowering.product(constant(lowering, block), parts);
    }
  }
}

/** A value [h, w, rest…] transformed along its rows and along its columns, in the cheaper order. */
export function alongBoth(
  lowering: Lowering,
  value: Value,
  by: { readonly rows: Transform; readonly columns: Transform; readonly rest: number },
): Value {
  const { rows, columns, rest } = by;
  const alongRows = (of: Value, width: number): Value =>
    along(lowering, rows, of, { before: 1, after: width * rest });
  const alongColumns = (of: Value, height: number): Value =>
    along(lowering, columns, of, { before: height, after: rest });
  return rowsComeFirst(rows, columns)
    ? alongColumns(alongRows(value, lengthRead(columns)), lengthMade(rows))
    : alongRows(alongColumns(value, lengthRead(rows)), lengthMade(columns));
}

/** Whether it is cheaper to go along the rows of a map before its columns: the second transform works on what the first has made. */
export function rowsComeFirst(rows: Transform, columns: Transform): boolean {
  const rowsFirst = costOf(rows) * lengthRead(columns) + costOf(columns) * lengthMade(rows);
  const columnsFirst = costOf(columns) * lengthRead(rows) + costOf(rows) * lengthMade(columns);
  return rowsFirst <= columnsFirst;
}

/** Multiplications that take as long as reading or writing one number. */
const perNumber = 16;

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

/** A value [before, outer, inner, after] as [before, inner, outer, after]. */
function exchanged(
  lowering: Lowering,
  value: Value,
  sizes: {
    readonly before: number;
    readonly outer: number;
    readonly inner: number;
    readonly after: number;
  },
): Value {
  const { before, outer, inner, after } = sizes;
  const cells = lowering.reshape(value, [before, outer * inner, after]);
  const order = Array.from(
    { length: outer * inner },
    (_, cell) => (cell % outer) * inner + Math.floor(cell / outer),
  );
  // A Gather copies whole rows on all threads; a Transpose of so many axes does not.
  return lowering.builder.add("Gather", [cells, lowering.builder.integers(order)], {
    attributes: { axis: 1 },
  });
}

function constant({ builder }: Lowering, { rows, columns, values }: Matrix): Value {
  return builder.floats([rows, columns], values);
}
