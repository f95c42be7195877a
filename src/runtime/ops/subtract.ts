/** Subtraction. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { scale } from "./multiply.js";
import { sumTo } from "./sum.js";

/**
 * y = a − b
 *
 * Axes of size 1 and missing leading axes are stretched to the other tensor's.
 */
export const subtractOp = defineOp<NoAttributes>({
  name: "subtract",
  types: ([a, b]) => floats(broadcastShapes(a?.shape ?? [], b?.shape ?? [], "subtract")),
  gradient({ inputs: [a, b], gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    return [sumTo(dy, a.shape), sumTo(scale(dy, -1), b.shape)];
  },
});

/** a − b, number by number. */
export function subtract(a: Tensor, b: Tensor): Tensor {
  return call(subtractOp, [a, b], noAttributes);
}
