/** Optimisers, as part of the step graph. */
import type { Graph, Tensor } from "../graph/graph.js";
import { stateName } from "../graph/program.js";
import { add } from "../ops/add.js";
import { divide } from "../ops/divide.js";
import { multiply, scale } from "../ops/multiply.js";
import { constant, feed, state } from "../ops/source.js";
import { squareRoot } from "../ops/squareRoot.js";
import { subtract } from "../ops/subtract.js";

/** Adam (Kingma and Ba 2015). */
export interface AdamOptions {
  /** How a weight decay acts: `adam` adds it to the gradient (an L2 penalty), `adamw` keeps it apart (Loshchilov and Hutter 2019). */
  readonly kind: "adam" | "adamw";
  /** Decay of the first moment, in [0, 1); 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1); 0.999. */
  readonly beta2?: number;
  /** Keeps the division finite; 10⁻⁸. */
  readonly epsilon?: number;
  /** Share of each parameter that is added to its gradient (adam) or, times the rate, taken away at each step (adamw); 0. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent with momentum. */
export interface SgdOptions {
  readonly kind: "sgd";
  /** Share of the last step's velocity that is kept, in [0, 1); 0. */
  readonly momentum?: number;
  /** Whether a step looks ahead by the velocity that it leaves (Nesterov 1983); false. Without momentum it changes nothing. */
  readonly nesterov?: boolean;
  /** Share of each parameter that is added to its gradient (an L2 penalty); 0. */
  readonly weightDecay?: number;
}

export type OptimizerOptions = AdamOptions | SgdOptions;

/** Adam's decays, filled in. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

/**
 * The new values of a parameter and of its moments, by state name. A weight decay acts on every trained parameter.
 *
 * The learning rate is fed as `rate` []; Adam's bias corrections 1 − β₁ᵗ and 1 − β₂ᵗ as `correction1` and `correction2` [].
 */
export function updatesOf(
  options: OptimizerOptions,
  parameter: Tensor,
  gradient: Tensor,
): readonly (readonly [name: string, value: Tensor])[] {
  const rate = feed(parameter.graph, "rate", [], "scalar");
  return options.kind === "sgd"
    ? sgdUpdates(options, parameter, gradient, rate)
    : adamUpdates(options, parameter, gradient, rate);
}

/**
 *     adam:   g ← g + decay · p
 *     m ← β₁ m + (1 − β₁) g      v ← β₂ v + (1 − β₂) g²
 *     step = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *     adam:   p ← p − rate · step
 *     adamw:  p ← p − rate · (step + decay · p)
 */
function adamUpdates(
  options: AdamOptions,
  parameter: Tensor,
  lossGradient: Tensor,
  rate: Tensor,
): readonly (readonly [string, Tensor])[] {
  const { kind, beta1, beta2, epsilon, weightDecay } = { ...adamDefaults, ...options };
  const { graph } = parameter;
  const gradient = kind === "adam" ? addDecay(lossGradient, parameter, weightDecay) : lossGradient;
  const m = moment(graph, "adam.m", parameter);
  const v = moment(graph, "adam.v", parameter);
  const nextM = add(scale(m.tensor, beta1), scale(gradient, 1 - beta1));
  const nextV = add(scale(v.tensor, beta2), scale(multiply(gradient, gradient), 1 - beta2));

  const correctedM = divide(nextM, feed(graph, "correction1", [], "scalar"));
  const correctedV = divide(nextV, feed(graph, "correction2", [], "scalar"));
  const direction = divide(correctedM, add(squareRoot(correctedV), constant(graph, epsilon)));
  const decayed = kind === "adamw" ? addDecay(direction, parameter, weightDecay) : direction;
  return [
    [stateName(parameter), subtract(parameter, multiply(decayed, rate))],
    [m.name, nextM],
    [v.name, nextV],
  ];
}

/**
 *     g ← g + decay · p      u ← momentum · u + g
 *     p ← p − rate · u       with Nesterov: p ← p − rate · (g + momentum · u)
 */
function sgdUpdates(
  { momentum = 0, nesterov = false, weightDecay = 0 }: SgdOptions,
  parameter: Tensor,
  lossGradient: Tensor,
  rate: Tensor,
): readonly (readonly [string, Tensor])[] {
  const gradient = addDecay(lossGradient, parameter, weightDecay);
  if (momentum === 0) return [[stateName(parameter), subtract(parameter, multiply(gradient, rate))]];
  const velocity = moment(parameter.graph, "sgd.velocity", parameter);
  const next = add(scale(velocity.tensor, momentum), gradient);
  const direction = nesterov ? add(gradient, scale(next, momentum)) : next;
  return [
    [stateName(parameter), subtract(parameter, multiply(direction, rate))],
    [velocity.name, next],
  ];
}

/** direction + decay · parameter; the direction itself where the decay is 0. */
function addDecay(direction: Tensor, parameter: Tensor, decay: number): Tensor {
  return decay === 0 ? direction : add(direction, scale(parameter, decay));
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
