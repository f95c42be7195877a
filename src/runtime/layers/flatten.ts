/** Between maps and vectors. */
import type { Tensor } from "../graph/graph.js";
import { mapSizes } from "../graph/shape.js";
import type { Dimension } from "../graph/shapeTypes.js";
import { reshape } from "../ops/reshape.js";

/** A map [n, h, w, c] as vectors [n, h·w·c], row-major. */
export function flatten<N extends Dimension>(
  x: Tensor<readonly [N, number, number, number]>,
): Tensor<[N, number]> {
  const [n, height, width, channels] = mapSizes(x.shape, "flatten");
  return reshape(x, [n, height * width * channels]) as Tensor<[N, number]>;
}

/** Vectors [n, h·w·c] as a map [n, h, w, c]: the inverse of `flatten`. */
export function unflatten<
  N extends Dimension,
  const Map extends readonly [height: number, width: number, channels: number],
>(x: Tensor<readonly [N, number]>, map: Map): Tensor<[N, Map[0], Map[1], Map[2]]> {
  return reshape(x, [x.shape[0] ?? 0, ...map]) as Tensor<[N, Map[0], Map[1], Map[2]]>;
}
