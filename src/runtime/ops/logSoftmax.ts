/** The logarithm of the softmax along the last axis, what the classifier's loss is made of. */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";
import { exp } from "./exp.js";
import { multiply } from "./multiply.js";
import { reshape } from "./reshape.js";
import { subtract } from "./subtract.js";
import { sum } from "./sum.js";

/**
 * Log-softmax along the last axis; engines subtract the largest number first:
 *
 *     y_i = x_i − log Σ_j exp(x_j)
 *     dx_i = dy_i − exp(y_i) · Σ_j dy_j
 */
export const logSoftmaxOp = defineOp<NoAttributes>({
  name: "logSoftmax",
  types: ([x]) => floats(x?.shape ?? []),
  gradient({ outputs: [y], gradients: [dy] }) {
    if (!y || !dy) return [null];
    const last = y.shape.length - 1;
    const kept = y.shape.map((size, axis) => (axis === last ? 1 : size));
    return [subtract(dy, multiply(exp(y), reshape(sum(dy, [last]), kept)))];
  },
});

/** Log-softmax of x [n, classes] along its last axis. */
export function logSoftmax(x: Tensor): Tensor {
  return call(logSoftmaxOp, [x], noAttributes);
}
