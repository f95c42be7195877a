/** The indicator of the positive numbers, ReLU's slope. */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";

/** y = 1 where x > 0, else 0. It is flat: no gradient flows. */
export const positiveOp = defineOp<NoAttributes>({
  name: "positive",
  types: ([x]) => floats(x?.shape ?? []),
  gradient: () => [null],
});

/** 1 where x > 0, else 0. */
export function positive(x: Tensor): Tensor {
  return call(positiveOp, [x], noAttributes);
}
