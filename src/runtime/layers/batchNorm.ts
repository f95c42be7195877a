/** Batch normalisation. */
import type { Tensor } from "../graph/graph.js";
import type { Dimension } from "../graph/shapeTypes.js";
import { add } from "../ops/add.js";
import { divide } from "../ops/divide.js";
import { multiply, scale } from "../ops/multiply.js";
import { constant } from "../ops/source.js";
import { squareRoot } from "../ops/squareRoot.js";
import { subtract } from "../ops/subtract.js";
import { sum } from "../ops/sum.js";
import type { Normalisation } from "./types.js";

/** Keeps the division finite for channels that do not vary. */
const epsilon = 1e-5;

/** Share of a step's statistics in the running ones. */
const momentum = 0.1;

/**
 * Batch normalisation per channel: y = scale · (x − mean) / √(variance + 10⁻⁵) + shift.
 *
 * While training, mean and variance are the batch's (over all axes but the last), and the running ones move a tenth of the
 * way towards them (the variance with Bessel's correction); in evaluation they are the running ones.
 *
 * x [n, h, w, c] or [n, c] → the same shape; scale, shift, mean and variance [c].
 */
export function batchNorm<S extends readonly [Dimension, ...number[]]>(
  x: Tensor<S>,
  parameters: Normalisation<number>,
): Tensor<S> {
  const { scale: gain, shift, mean, variance } = parameters;
  const statistics = x.graph.training ? batchStatistics(x) : { mean, variance };
  const centred = subtract(x, statistics.mean);
  const deviation = squareRoot(add(statistics.variance, constant(x.graph, epsilon)));
  const y = add(multiply(centred, divide(gain, deviation)), shift);

  if (x.graph.training) {
    const count = samplesPerChannel(x);
    const unbiased = scale(statistics.variance, count / Math.max(1, count - 1));
    x.graph.update({ state: mean, value: moveTowards(mean, statistics.mean), because: y });
    x.graph.update({ state: variance, value: moveTowards(variance, unbiased), because: y });
  }
  return y as Tensor<S>;
}

/** Mean and (biased) variance of each channel over the batch, each [c]. */
function batchStatistics(x: Tensor): { readonly mean: Tensor; readonly variance: Tensor } {
  const axes = x.shape.slice(1).map((_, axis) => axis);
  const share = 1 / samplesPerChannel(x);
  const mean = scale(sum(x, axes), share);
  const centred = subtract(x, mean);
  return { mean, variance: scale(sum(multiply(centred, centred), axes), share) };
}

function samplesPerChannel(x: Tensor): number {
  return x.shape.slice(0, -1).reduce((product, size) => product * size, 1);
}

function moveTowards(from: Tensor, to: Tensor): Tensor {
  return add(scale(from, 1 - momentum), scale(to, momentum));
}
