/** Addition. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { sumTo } from "./sum.js";

/**
 * y = a + b
 *
 * Axes of size 1 and missing leading axes are stretched to the other tensor's.
 */
export const addOp = defineOp<NoAttributes>({
  name: "add",
  types: ([a, b]) => floats(broadcastShapes(a?.shape ?? [], b?.shape ?? [], "add")),
  gradient({ inputs: [a, b], gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    return [sumTo(dy, a.shape), sumTo(dy, b.shape)];
  },
});

/** a + b, number by number. */
export function add(a: Tensor, b: Tensor): Tensor {
  return call(addOp, [a, b], noAttributes);
}
