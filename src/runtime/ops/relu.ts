/** The rectifier (ReLU). */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { multiply } from "./multiply.js";
import { positive } from "./positive.js";

/** y = max(x, 0); dx = dy where y > 0, else 0. */
export const reluOp = defineOp<NoAttributes>({
  name: "relu",
  types: ([x]) => floats(x?.shape ?? []),
  gradient: ({ outputs: [y], gradients: [dy] }) => [y && dy ? multiply(dy, positive(y)) : null],
});

/** max(x, 0), number by number. */
export function relu(x: Tensor): Tensor {
  return call(reluOp, [x], noAttributes);
}
