/** ONNX Runtime's operators for what Winograd's method asks of an engine. */
import type { Algebra } from "../../winograd/along.js";
import type { Lowering } from "../lowering.js";

/** What the method asks for, added to a lowering's graph. */
export function algebraOf(lowering: Lowering): Algebra {
  const { builder } = lowering;
  return {
    constant: ({ rows, columns, values }) => builder.floats([rows, columns], values),
    product: (a, b, transposed) =>
      transposed === undefined
        ? lowering.product(a, b)
        : lowering.fusedProduct(a, b, {
            ...(transposed.a === true ? { transA: 1 } : {}),
            ...(transposed.b === true ? { transB: 1 } : {}),
          }),
    reshape: (value, shape) => lowering.reshape(value, shape),
    transpose: (value, order) => lowering.transposed(value, order),
    firstCells: (value, { before, cells, after }, count) =>
      builder.add("Slice", [
        lowering.reshape(value, [before, cells, after]),
        builder.integers([0]),
        builder.integers([count]),
        builder.integers([1]),
      ]),
    withZerosBehind: (value, { before, cells, after }, count) =>
      builder.add("Pad", [
        lowering.reshape(value, [before, cells, after]),
        builder.integers([0, 0, 0, 0, count, 0]),
      ]),
    exchanged: (value, shape) => lowering.exchanged(value, shape),
  };
}
