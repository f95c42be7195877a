/** The parameters that layers take, and the batches that losses take. */
import type { Tensor } from "../graph/graph.js";
import type { ShapeType } from "../graph/shapeTypes.js";

/** A layer's weights and bias. */
export interface Weights<Kernel extends ShapeType, Bias extends ShapeType> {
  readonly kernel: Tensor<Kernel>;
  readonly bias: Tensor<Bias>;
}

/** Batch normalisation's trained scale and shift, and its running statistics, each [channels]. */
export interface Normalisation<C extends number> {
  readonly scale: Tensor<readonly [C]>;
  readonly shift: Tensor<readonly [C]>;
  readonly mean: Tensor<readonly [C]>;
  readonly variance: Tensor<readonly [C]>;
}

/**
 * What a loss is given: images [n, height, width, channels] and, for a model with a classifier, their labels [n, classes],
 * one-hot; a row of zeros says that the sample carries no label.
 */
export type Batch<
  Input extends readonly [number, number, number],
  Classes extends number | null = null,
> = Classes extends number
  ? { readonly image: Tensor<["n", ...Input]>; readonly labels: Tensor<["n", Classes]> }
  : { readonly image: Tensor<["n", ...Input]> };
