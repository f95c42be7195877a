/** The square root. */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { divide } from "./divide.js";
import { scale } from "./multiply.js";

/** y = √x; dx = dy / 2y. */
export const squareRootOp = defineOp<NoAttributes>({
  name: "squareRoot",
  types: ([x]) => floats(x?.shape ?? []),
  gradient: ({ outputs: [y], gradients: [dy] }) => [y && dy ? scale(divide(dy, y), 0.5) : null],
});

/** √x, number by number, for x ≥ 0. */
export function squareRoot(x: Tensor): Tensor {
  return call(squareRootOp, [x], noAttributes);
}
