/** The rectifier. */
import type { Tensor } from "../graph/graph.js";
import type { ShapeType } from "../graph/shapeTypes.js";
import { relu as reluOf } from "../ops/relu.js";

/** ReLU: max(x, 0), number by number. */
export function relu<S extends ShapeType>(x: Tensor<S>): Tensor<S> {
  return reluOf(x) as Tensor<S>;
}
