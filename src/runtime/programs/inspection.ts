/** Inspection: what a model computes inside, and what its decoder makes of each stage alone. */
import { Graph, type Tensor } from "../graph/graph.js";
import { finishProgram, type Program } from "../graph/program.js";
import { substitute } from "../graph/substitute.js";
import { coordinates, type Where } from "../layers/where.js";
import type { Model } from "../model/model.js";
import { traceParameters, type ParameterTree } from "../model/parameters.js";
import { decodedWhat, encodedStages, type EncodedStage, forgetPlaces, wheresOf } from "../model/stages.js";
import { feed } from "../ops/source.js";
import { traceBatch } from "./batch.js";

/** What can be asked of an inspection. */
export type InspectionOutput = "logits" | "what" | "where" | "decoded" | "reconstructions" | "borrowed";

export interface InspectionProgramOptions {
  /** Images per run, ≥ 1. */
  readonly batch: number;
  readonly outputs: readonly InspectionOutput[];
}

/**
 * A forward pass with the lid off. STAGE stands for the name of each stage.
 *
 * Feeds: `image` [n, h, w, c]; for borrowed wheres `whereImage` of the same shape.
 * Outputs, as asked:
 * - logits: `logits` [n, classes], where the model has a classifier;
 * - what: `what:STAGE`, the stage's what [n, h', w', c'] or [n, features];
 * - where: `x:STAGE` and `y:STAGE`, its coordinates as {@link coordinates} gives them; for stages that keep a where;
 * - decoded: `decoded:STAGE`, the map in which the decoder rebuilds the stage's what, of its shape; of all stages but the top one, from whose
 *   code the decoder starts;
 * - reconstructions: `with:STAGE` and `without:STAGE` [n, h, w, c], decoded from this stage's what downward, through the
 *   wheres of the stages at and below it, or without them: each what is split evenly among the cells of its region;
 * - borrowed: `borrowed:STAGE` [n, h, w, c], the same from the what of `image` and the wheres of `whereImage`.
 */
export function inspectionProgram(model: Model, options: InspectionProgramOptions): Program {
  const graph = new Graph(false);
  const parameters = traceParameters(graph, model.parameters);
  const { image } = traceBatch(graph, model, options.batch);
  const encoded = model.encode(parameters, image);
  const stages = encodedStages(model, encoded);
  const wheres = wheresOf(stages);
  const outputs = new Map<string, Tensor>();
  const decodeEach = (prefix: string, places: Readonly<Record<string, Where>>): void => {
    for (const [name, tensor] of decodeFromEach(model, parameters, stages, encoded.code, places))
      outputs.set(`${prefix}:${name}`, tensor);
  };

  for (const output of new Set(options.outputs)) {
    switch (output) {
      case "logits":
        if (model.classify !== null) outputs.set("logits", model.classify(parameters, encoded.code));
        break;
      case "what":
        for (const { name, what } of stages) outputs.set(`what:${name}`, what);
        break;
      case "where":
        for (const [name, where] of Object.entries(wheres)) {
          const place = coordinates(where);
          if (place !== null) outputs.set(`x:${name}`, place.x).set(`y:${name}`, place.y);
        }
        break;
      case "decoded": {
        const decoded = model.decode(parameters, encoded.code, wheres);
        for (const { name } of stages.slice(0, -1)) {
          outputs.set(`decoded:${name}`, decodedWhat(model, decoded, name));
        }
        break;
      }
      case "reconstructions":
        decodeEach("with", wheres);
        decodeEach("without", forgetPlaces(wheres));
        break;
      case "borrowed": {
        const lender = feed(graph, "whereImage", image.shape);
        decodeEach("borrowed", wheresOf(encodedStages(model, model.encode(parameters, lender))));
        break;
      }
    }
  }
  return finishProgram(`inspect ${model.name}`, graph, outputs);
}

/** What the decoder makes of each stage's what alone, from that stage downward, by the stage's name. */
function decodeFromEach(
  model: Model,
  parameters: ParameterTree,
  stages: readonly EncodedStage[],
  code: Tensor,
  wheres: Readonly<Record<string, Where>>,
): readonly (readonly [stage: string, image: Tensor])[] {
  const decoded = model.decode(parameters, code, wheres);
  return stages.map(({ name, what }, position) => [
    name,
    position === stages.length - 1
      ? decoded.image
      : substitute(decoded.image, decodedWhat(model, decoded, name), what),
  ]);
}
