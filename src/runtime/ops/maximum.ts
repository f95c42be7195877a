/** The larger of two. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { multiply } from "./multiply.js";
import { positive } from "./positive.js";
import { constant } from "./source.js";
import { subtract } from "./subtract.js";
import { sumTo } from "./sum.js";

/**
 * y = max(a, b), number by number; at a tie the gradient goes to b.
 *
 * Axes of size 1 and missing leading axes are stretched to the other tensor's.
 */
export const maximumOp = defineOp<NoAttributes>({
  name: "maximum",
  types: ([a, b]) => floats(broadcastShapes(a?.shape ?? [], b?.shape ?? [], "maximum")),
  gradient({ inputs: [a, b], gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    const first = positive(subtract(a, b));
    const second = subtract(constant(dy.graph, 1), first);
    return [sumTo(multiply(dy, first), a.shape), sumTo(multiply(dy, second), b.shape)];
  },
});

/** max(a, b), number by number. */
export function maximum(a: Tensor, b: Tensor): Tensor {
  return call(maximumOp, [a, b], noAttributes);
}
