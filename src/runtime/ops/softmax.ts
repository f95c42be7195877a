/** Softmax along an axis. */
import { call, type Tensor } from "../graph/graph.js";
import { defineOp, floats } from "./defineOp.js";
import { multiply } from "./multiply.js";
import { reshape } from "./reshape.js";
import { subtract } from "./subtract.js";
import { sum } from "./sum.js";

/**
 * Softmax along one axis; engines subtract the largest number first, so no exponential overflows:
 *
 *     y_i = exp(x_i − max x) / Σ_j exp(x_j − max x)
 *     dx_i = y_i · (dy_i − Σ_j dy_j · y_j)
 */
export const softmaxOp = defineOp<{ readonly axis: number }>({
  name: "softmax",
  types: ([x]) => floats(x?.shape ?? []),
  gradient({ outputs: [y], attributes: { axis }, gradients: [dy] }) {
    if (!y || !dy) return [null];
    const kept = y.shape.map((size, at) => (at === axis ? 1 : size));
    return [multiply(y, subtract(dy, reshape(sum(multiply(dy, y), [axis]), kept)))];
  },
});

/** Softmax of x along an axis. */
export function softmax(x: Tensor, axis: number): Tensor {
  return call(softmaxOp, [x], { axis });
}
