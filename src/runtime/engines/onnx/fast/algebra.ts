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
    transpose: (value, perm) => builder.add("Transpose", [value], { attributes: { perm } }),
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
    exchanged: (value, { before, outer, inner, after }) => {
      const order = Array.from(
        { length: outer * inner },
        (_, cell) => (cell % outer) * inner + Math.floor(cell / outer),
      );
      // A Gather copies whole rows on all threads; a Transpose of so many axes does not.
      return builder.add(
        "Gather",
        [lowering.reshape(value, [before, outer * inner, after]), builder.integers(order)],
        { attributes: { axis: 1 } },
      );
    },
  };
}
