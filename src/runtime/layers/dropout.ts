/** Dropout. */
import type { Tensor } from "../graph/graph.js";
import type { ShapeType } from "../graph/shapeTypes.js";
import { multiply } from "../ops/multiply.js";
import { feedDropoutMask } from "../ops/source.js";

/**
 * Inverted dropout: while training, each number becomes 0 with probability `rate` and is divided by 1 − rate otherwise; in
 * evaluation x itself. The mask is fed at every step, drawn by the trainer's seeded generator, so that every engine drops
 * the same numbers.
 *
 * @param rate in [0, 1)
 */
export function dropout<S extends ShapeType>(x: Tensor<S>, rate: number): Tensor<S> {
  if (!x.graph.training || rate === 0) return x;
  return multiply(x, feedDropoutMask(x.graph, x.shape, rate)) as Tensor<S>;
}
