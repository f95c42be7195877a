/** The three kinds of loss terms (Eq. 1). */
import type { Tensor } from "../graph/graph.js";
import { countOf, formatShape, sameShape, ShapeError } from "../graph/shape.js";
import type { Dimension, ShapeType } from "../graph/shapeTypes.js";
import { divide } from "../ops/divide.js";
import { logSoftmax } from "../ops/logSoftmax.js";
import { maximum } from "../ops/maximum.js";
import { multiply, scale } from "../ops/multiply.js";
import { constant } from "../ops/source.js";
import { subtract } from "../ops/subtract.js";
import { sum } from "../ops/sum.js";

/**
 * L_NLL: the mean negative log-likelihood of the samples that carry a label.
 *
 *     −Σ_{n, k} labels[n, k] · log softmax(logits[n])[k] / max(1, Σ labels)
 *
 * logits and labels [n, classes], labels one-hot; a row of zeros is a sample without label and counts nowhere, so any
 * mixture may share a batch, and a batch without a label gives 0. Result: [].
 */
export function nll<N extends Dimension, Classes extends number>(
  logits: Tensor<readonly [N, Classes]>,
  labels: Tensor<readonly [N, NoInfer<Classes>]>,
): Tensor<[]> {
  expectSameShape("nll", logits, labels);
  const labelled = maximum(sum(labels), constant(labels.graph, 1));
  const likelihood = sum(multiply(labels, logSoftmax(logits)));
  return scale(divide(likelihood, labelled), -1) as Tensor<[]>;
}

/**
 * L_L2rec and L_L2M: the squared distance ‖a − b‖² of two maps, per sample the sum over its elements ("sum") or their mean
 * ("mean"), then the mean over the batch. Gradient flows into both.
 *
 * a and b of one shape [n, …]; result: [].
 */
export function l2<S extends ShapeType>(
  a: Tensor<S>,
  b: Tensor<NoInfer<S>>,
  reduce: "mean" | "sum",
): Tensor<[]> {
  expectSameShape("l2", a, b);
  const difference = subtract(a, b);
  const count = reduce === "mean" ? countOf(a.shape) : (a.shape[0] ?? 1);
  return scale(sum(multiply(difference, difference)), 1 / Math.max(1, count)) as Tensor<[]>;
}

/** Names of loss terms: an L2M term says which stage it belongs to. */
export type LossTermName = "NLL" | "L2rec" | `L2M ${string}`;

/** A term of the loss: it adds `weight · value`. */
export interface LossTerm {
  readonly name: LossTermName;
  /** λ of the term, ≥ 0. */
  readonly weight: number;
  /** The term itself, [], before its weight. */
  readonly value: Tensor;
}

/** Names and weighs a term of the loss. */
export function lossTerm(name: LossTermName, weight: number, value: Tensor<[]>): LossTerm {
  return { name, weight, value };
}

function expectSameShape(op: string, a: Tensor, b: Tensor): void {
  if (!sameShape(a.shape, b.shape)) {
    throw new ShapeError(
      `${op} compares two tensors of one shape, not ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  }
}
