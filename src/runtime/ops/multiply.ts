/** Multiplication. */
import { call, type Tensor } from "../graph/graph.js";
import { broadcastShapes } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { constant } from "./source.js";
import { sumTo } from "./sum.js";

/**
 * y = a · b, number by number.
 *
 * Axes of size 1 and missing leading axes are stretched to the other tensor's.
 */
export const multiplyOp = defineOp<NoAttributes>({
  name: "multiply",
  types: ([a, b]) => floats(broadcastShapes(a?.shape ?? [], b?.shape ?? [], "multiply")),
  gradient({ inputs: [a, b], gradients: [dy] }) {
    if (!a || !b || !dy) return [null, null];
    return [sumTo(multiply(dy, b), a.shape), sumTo(multiply(dy, a), b.shape)];
  },
});

/** a · b, number by number. */
export function multiply(a: Tensor, b: Tensor): Tensor {
  return call(multiplyOp, [a, b], noAttributes);
}

/** x times a finite number. */
export function scale(x: Tensor, factor: number): Tensor {
  return factor === 1 ? x : multiply(x, constant(x.graph, factor));
}
