/** The exponential function. */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { multiply } from "./multiply.js";

/** y = eˣ; dx = dy · y. */
export const expOp = defineOp<NoAttributes>({
  name: "exp",
  types: ([x]) => floats(x?.shape ?? []),
  gradient: ({ outputs: [y], gradients: [dy] }) => [y && dy ? multiply(dy, y) : null],
});

/** eˣ, number by number. */
export function exp(x: Tensor): Tensor {
  return call(expOp, [x], noAttributes);
}
