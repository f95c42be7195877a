/** Evaluation: the forward pass alone, without dropout and with running statistics. */
import { Graph, type Tensor } from "../graph/graph.js";
import { finishProgram, type Program } from "../graph/program.js";
import type { Model } from "../model/model.js";
import { traceParameters } from "../model/parameters.js";
import { traceBatch } from "./batch.js";
import { ModeError } from "./mode.js";

/** What can be asked of an evaluation. */
export type EvaluationOutput = "logits" | "reconstruction" | "terms";

export interface EvaluationProgramOptions {
  /** Images per run, ≥ 1. */
  readonly batch: number;
  readonly outputs: readonly EvaluationOutput[];
}

/**
 * A forward pass.
 *
 * Feeds: `image` [n, h, w, c] and, where terms that need them are asked for, `labels` [n, classes].
 * Outputs, as asked: `logits` [n, classes]; `reconstruction` [n, h, w, c]; every loss term, unweighted, under its name.
 *
 * Throws a ModeError where logits are asked of a model without classifier.
 */
export function evaluationProgram(model: Model, options: EvaluationProgramOptions): Program {
  const graph = new Graph(false);
  const parameters = traceParameters(graph, model.parameters);
  const batch = traceBatch(graph, model, options.batch);
  const outputs = new Map<string, Tensor>();

  for (const output of new Set(options.outputs)) {
    switch (output) {
      case "logits":
        if (model.classify === null)
          throw new ModeError(`${model.name} has no classifier, so it gives no logits`);
        outputs.set("logits", model.classify(parameters, model.encode(parameters, batch.image).code));
        break;
      case "reconstruction":
        outputs.set("reconstruction", model.reconstruct(parameters, batch.image));
        break;
      case "terms":
        for (const { name, value } of model.loss(parameters, batch)) outputs.set(name, value);
        break;
    }
  }
  return finishProgram(`evaluate ${model.name}`, graph, outputs);
}
