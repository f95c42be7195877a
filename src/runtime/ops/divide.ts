/** Division. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { multiply, scale } from "./multiply.js";
import { sumTo } from "./sum.js";

/**
 * y = a / b, number by number; ∂y/∂b = −y / b
 *
 * Axes of size 1 and missing leading axes are stretched to the other tensor's.
 */
export const divideOp = defineOp<NoAttributes>({
  name: "divide",
  types: ([a, b]) => floats(broadcastShapes(a?.shape ?? [], b?.shape ?? [], "divide")),
  gradient({ inputs: [a, b], outputs: [y], gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    const da = divide(dy, b);
    return [sumTo(da, a.shape), y ? sumTo(scale(multiply(da, y), -1), b.shape) : null];
  },
});

/** a / b, number by number. */
export function divide(a: Tensor, b: Tensor): Tensor {
  return call(divideOp, [a, b], noAttributes);
}
