/** Sums as products with ones: several times as fast as ONNX Runtime's own sum over rows. */
import type { Value } from "../../../../onnx/graphBuilder.js";
import { countOf, type Shape } from "../../../graph/shape.js";
import type { Lowering } from "../lowering.js";

/** Σ over the rows of [before, rows, columns]: [before, 1, columns]. */
export function sumOverRows(
  lowering: Lowering,
  value: Value,
  { before, rows, columns }: { readonly before: number; readonly rows: number; readonly columns: number },
): Value {
  return lowering.product(ones(lowering, [1, rows]), lowering.reshape(value, [before, rows, columns]));
}

/** Σ over the columns of [rows, columns]: [rows, 1]. */
export function sumOverColumns(
  lowering: Lowering,
  value: Value,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Value {
  return lowering.product(lowering.reshape(value, [rows, columns]), ones(lowering, [columns, 1]));
}

function ones(lowering: Lowering, shape: Shape): Value {
  return lowering.once(`ones ${shape.join("x")}`, () =>
    lowering.builder.floats(shape, new Float32Array(countOf(shape)).fill(1)),
  );
}
