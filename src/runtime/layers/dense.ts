/** The fully connected layer. */
import type { Tensor } from "../graph/graph.js";
import type { Dimension } from "../graph/shapeTypes.js";
import { add } from "../ops/add.js";
import { matmul } from "../ops/matmul.js";
import type { Weights } from "./types.js";

/**
 * Fully connected layer: y = x · kernel + bias.
 *
 * x [n, i], kernel [i, o], bias [o] → [n, o]. Throws a ShapeError where the features differ.
 */
export function dense<N extends Dimension, I extends number, O extends number>(
  x: Tensor<readonly [N, NoInfer<I>]> | Tensor<readonly [N, number]>,
  weights: Weights<readonly [I, O], readonly [NoInfer<O>]>,
): Tensor<[N, O]> {
  return add(matmul(x, weights.kernel), weights.bias) as Tensor<[N, O]>;
}
