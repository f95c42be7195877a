/** The training step: forward, backward and update, derived from a model's loss. */
import { differentiate } from "../graph/differentiate.js";
import { Graph, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import { finishProgram, type Program } from "../graph/program.js";
import type { LossTerm } from "../layers/losses.js";
import { parameterList, type Model } from "../model/model.js";
import { traceParameters } from "../model/parameters.js";
import { add } from "../ops/add.js";
import { scale } from "../ops/multiply.js";
import { state } from "../ops/source.js";
import { traceBatch } from "./batch.js";
import { clipByNorm } from "./clipping.js";
import { unclamped, type Mode } from "./mode.js";
import { updatesOf, type OptimizerOptions } from "./optimizer.js";

export interface TrainingProgramOptions {
  /** Images per step, ≥ 1. */
  readonly batch: number;
  readonly mode: Mode;
  readonly optimizer: OptimizerOptions;
  /** The largest norm that the gradient of all parameters together may have, > 0; null or absent for any. */
  readonly clip?: number | null;
}

/**
 * The whole training step of a model in a mode.
 *
 * Feeds: `image` [n, h, w, c], `labels` [n, classes] one-hot with rows of zeros for samples without label, `rate` [], for
 * Adam `correction1` and `correction2` [], and a mask for each dropout. What the mode has no use for is not fed.
 * Outputs: `loss` [], the weighted sum of the unclamped terms, and each such term, unweighted, under its name.
 *
 * Throws a ModeError where the mode leaves no term, a ShapeError where a hand-written model's shapes do not fit.
 */
export function trainingProgram(model: Model, options: TrainingProgramOptions): Program {
  const { graph, terms, loss } = traceLoss(model, options.batch, options.mode);
  const trained = trainedTensors(graph, model);
  const gradients = clipByNorm(differentiate(loss, trained), options.clip ?? null);

  const updates = new Map<string, Tensor>();
  trained.forEach((parameter, position) => {
    const gradient = gradients[position];
    if (!gradient) return;
    for (const [name, value] of updatesOf(options.optimizer, parameter, gradient)) updates.set(name, value);
  });
  return finishProgram(`train ${model.name} (${options.mode})`, graph, outputsOf(loss, terms), updates);
}

/**
 * The loss and its gradients, without an update: for checks against another engine or numeric differentiation.
 *
 * Outputs: those of {@link trainingProgram} and `gradient:NAME` for each trained parameter that the loss depends on.
 */
export function gradientProgram(
  model: Model,
  options: Pick<TrainingProgramOptions, "batch" | "mode">,
): Program {
  const { graph, terms, loss } = traceLoss(model, options.batch, options.mode);
  const names = trainedNames(model);
  const outputs = outputsOf(loss, terms);
  differentiate(loss, trainedTensors(graph, model)).forEach((gradient, position) => {
    if (gradient) outputs.set(`gradient:${names[position]}`, gradient);
  });
  return finishProgram(`differentiate ${model.name} (${options.mode})`, graph, outputs);
}

/** The loss of a training step, recorded. */
export function traceLoss(
  model: Model,
  batch: number,
  mode: Mode,
): { readonly graph: Graph; readonly terms: readonly LossTerm[]; readonly loss: Tensor } {
  const graph = new Graph(true);
  const parameters = traceParameters(graph, model.parameters);
  const terms = unclamped(model.loss(parameters, traceBatch(graph, model, batch)), mode, model.name);
  return { graph, terms, loss: weightedSum(terms) };
}

/** L = Σ λ · L_term (Eq. 1). */
function weightedSum(terms: readonly LossTerm[]): Tensor {
  const [first, ...rest] = terms.map(({ weight, value }) => scale(value, weight));
  invariant(first !== undefined, "a loss has at least one term");
  return rest.reduce((total, term) => add(total, term), first);
}

/** The loss and its terms, by their names. */
export function outputsOf(loss: Tensor, terms: readonly LossTerm[]): Map<string, Tensor> {
  return new Map([["loss", loss], ...terms.map(({ name, value }) => [name, value] as const)]);
}

/** The parameters that are trained, by name. */
export function trainedNames(model: Model): readonly string[] {
  return parameterList(model)
    .filter(({ trained }) => trained)
    .map(({ name }) => name);
}

/** The same as tensors of a graph. */
export function trainedTensors(graph: Graph, model: Model): readonly Tensor[] {
  return parameterList(model)
    .filter(({ trained }) => trained)
    .map(({ name, shape }) => state(graph, name, shape, "parameter"));
}
