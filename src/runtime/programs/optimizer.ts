/** Optimisers, as part of the step graph. */
import type { Graph, Tensor } from "../graph/graph.js";
import { stateName } from "../graph/program.js";
import { add } from "../ops/add.js";
import { divide } from "../ops/divide.js";
import { multiply, scale } from "../ops/multiply.js";
import { constant, feed, state } from "../ops/source.js";
import { squareRoot } from "../ops/squareRoot.js";
import { subtract } from "../ops/subtract.js";

/** Adam (Kingma and Ba 2015), with decoupled weight decay (Loshchilov and Hutter 2019) where asked. */
export interface AdamOptions {
  readonly kind: "adam";
  /** Decay of the first moment, in [0, 1); 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1); 0.999. */
  readonly beta2?: number;
  /** Keeps the division finite; 10⁻⁸. */
  readonly epsilon?: number;
  /** Share of each parameter, times the rate, that is taken away at each step; 0. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent with momentum. */
export interface SgdOptions {
  readonly kind: "sgd";
  /** Share of the last step's velocity that is kept, in [0, 1); 0. */
  readonly momentum?: number;
}

export type OptimizerOptions = AdamOptions | SgdOptions;

/** Adam's decays, filled in. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

/**
 * The new values of a parameter and of its moments, by state name.
 *
 * The learning rate is fed as `rate` []; Adam's bias corrections 1 − β₁ᵗ and 1 − β₂ᵗ as `correction1` and `correction2` [].
 */
export function updatesOf(
  options: OptimizerOptions,
  parameter: Tensor,
  gradient: Tensor,
): readonly (readonly [name: string, value: Tensor])[] {
  const rate = feed(parameter.graph, "rate", [], "scalar");
  return options.kind === "adam"
    ? adamUpdates(options, parameter, gradient, rate)
    : sgdUpdates(options, parameter, gradient, rate);
}

/**
 *     m ← β₁ m + (1 − β₁) g      v ← β₂ v + (1 − β₂) g²
 *     p ← p − rate · ( (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) + decay · p )
 */
function adamUpdates(
  options: AdamOptions,
  parameter: Tensor,
  gradient: Tensor,
  rate: Tensor,
): readonly (readonly [string, Tensor])[] {
  const { beta1, beta2, epsilon, weightDecay } = { ...adamDefaults, ...options };
  const { graph } = parameter;
  const m = moment(graph, "adam.m", parameter);
  const v = moment(graph, "adam.v", parameter);
  const nextM = add(scale(m.tensor, beta1), scale(gradient, 1 - beta1));
  const nextV = add(scale(v.tensor, beta2), scale(multiply(gradient, gradient), 1 - beta2));

  const correctedM = divide(nextM, feed(graph, "correction1", [], "scalar"));
  const correctedV = divide(nextV, feed(graph, "correction2", [], "scalar"));
  const direction = divide(correctedM, add(squareRoot(correctedV), constant(graph, epsilon)));
  const decayed = weightDecay === 0 ? direction : add(direction, scale(parameter, weightDecay));
  return [
    [stateName(parameter), subtract(parameter, multiply(decayed, rate))],
    [m.name, nextM],
    [v.name, nextV],
  ];
}

/**
 *     u ← momentum · u + g      p ← p − rate · u
 */
function sgdUpdates(
  { momentum = 0 }: SgdOptions,
  parameter: Tensor,
  gradient: Tensor,
  rate: Tensor,
): readonly (readonly [string, Tensor])[] {
  if (momentum === 0) return [[stateName(parameter), subtract(parameter, multiply(gradient, rate))]];
  const velocity = moment(parameter.graph, "sgd.velocity", parameter);
  const next = add(scale(velocity.tensor, momentum), gradient);
  return [
    [stateName(parameter), subtract(parameter, multiply(next, rate))],
    [velocity.name, next],
  ];
}

/** A state of the optimiser's own, of the parameter's shape and beginning at zero. */
function moment(
  graph: Graph,
  kind: string,
  parameter: Tensor,
): { readonly name: string; readonly tensor: Tensor } {
  const name = `${kind}:${stateName(parameter)}`;
  return { name, tensor: state(graph, name, parameter.shape, "zeros") };
}
