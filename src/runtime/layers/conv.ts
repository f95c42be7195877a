/** The convolutional layer. */
import type { Tensor } from "../graph/graph.js";
import type { Dimension } from "../graph/shapeTypes.js";
import { add } from "../ops/add.js";
import { conv2d } from "../ops/conv2d.js";
import type { Weights } from "./types.js";

/**
 * Convolution with bias, stride 1 and 'same' padding: y = x ∗ kernel + bias.
 *
 * x [n, h, w, c], kernel [height, width, c, k], bias [k] → [n, h, w, k]. Throws a ShapeError where the channels differ.
 */
export function conv<
  N extends Dimension,
  H extends number,
  W extends number,
  C extends number,
  K extends number,
>(
  x: Tensor<readonly [N, H, W, C]>,
  weights: Weights<readonly [number, number, NoInfer<C>, K], readonly [NoInfer<K>]>,
): Tensor<[N, H, W, K]> {
  return add(conv2d(x, weights.kernel), weights.bias) as Tensor<[N, H, W, K]>;
}
