/** The numbers in which to look for the first that is not finite: of every layer, of the loss, of every gradient. */
import { differentiate } from "../graph/differentiate.js";
import type { Node, Tensor } from "../graph/graph.js";
import { finishProgram, type Program, stateName } from "../graph/program.js";
import type { Model } from "../model/model.js";
import { stateOp } from "../ops/source.js";
import {
  outputsOf,
  traceLoss,
  trainedNames,
  trainedTensors,
  type TrainingProgramOptions,
} from "./training.js";

export interface DivergenceProgram {
  readonly program: Program;
  /** In the order in which they are computed: whose numbers they are, and the outputs that they are. */
  readonly watched: readonly { readonly what: string; readonly output: string }[];
}

/**
 * The forward and backward pass of a training step without its update, watched: whatever is computed of a layer's parameters, each term of the
 * loss, and the gradients, last layer first.
 *
 * Feeds: those of a training step, without the optimiser's. Outputs: the names in `watched`.
 */
export function divergenceProgram(
  model: Model,
  options: Pick<TrainingProgramOptions, "batch" | "mode">,
): DivergenceProgram {
  const { graph, terms, loss } = traceLoss(model, options.batch, options.mode);
  const forward = finishProgram("loss", graph, outputsOf(loss, terms)).nodes;
  const outputs = new Map<string, Tensor>();
  const watched: { what: string; output: string }[] = [];
  const watch = (what: string, output: string, tensor: Tensor): void => {
    outputs.set(output, tensor);
    watched.push({ what, output });
  };
  for (const node of forward) {
    const layer = layerOf(node);
    const [tensor] = node.outputs;
    if (layer === null || tensor === undefined || tensor.type.kind !== "float") continue;
    watch(`what ${layer} computes`, `layer ${node.id}`, tensor);
  }
  for (const { name, value } of terms) watch(`the term ${name}`, name, value);
  const names = trainedNames(model);
  const gradients = differentiate(loss, trainedTensors(graph, model));
  for (let position = names.length - 1; position >= 0; position -= 1) {
    const [name = "", gradient] = [names[position], gradients[position]];
    if (gradient) watch(`the gradient of ${name}`, `gradient:${name}`, gradient);
  }
  return { program: finishProgram(`watch ${model.name} (${options.mode})`, graph, outputs), watched };
}

/** The layer whose parameters a node takes, "encoder.bottom.conv"; null where it takes none. */
function layerOf(node: Node): string | null {
  const parameter = node.inputs.find((input) => input.node.op.name === stateOp.name);
  if (parameter === undefined) return null;
  return stateName(parameter).replace(/\.[^.]*$/, "");
}
