/** Another shape for the same numbers. */
import { call, type Tensor } from "../graph/graph.js";
import { countOf, formatShape, sameShape, ShapeError, type Shape } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";

/** The same numbers in row-major order, under another shape. */
export const reshapeOp = defineOp<{ readonly shape: Shape }>({
  name: "reshape",
  types([x], { shape }) {
    const from = x?.shape ?? [];
    if (countOf(from) !== countOf(shape)) {
      throw new ShapeError(`reshape cannot make ${formatShape(shape)} of ${formatShape(from)}`);
    }
    return floats(shape);
  },
  gradient: ({ inputs: [x], gradients: [dy] }) => [x && dy ? reshape(dy, x.shape) : null],
});

/** x under another shape of as many numbers. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : call(reshapeOp, [x], { shape });
}
