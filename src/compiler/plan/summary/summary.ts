/** What a model amounts to: its layers with shapes, parameters and multiply-adds, the cost of a training step, its loss. */
import { dimensionsOf } from "../describe.js";
import type { ModelPlan } from "../plan.js";
import { weighLoss, type LossSummary } from "./effectiveWeights.js";
import { classifierRows, countTrained, decoderRows, encoderRows, type LayerRow } from "./layerRows.js";
import { type StepCost, trainingStepCost } from "./trainingStep.js";

/** A group of layers: a stage of the encoder or decoder, or the classifier. */
export interface PartSummary {
  readonly part: "encoder" | "decoder" | "classifier";
  /** The stage; null for the classifier. */
  readonly stage: string | null;
  /** In the order in which a pass goes through them. */
  readonly layers: readonly LayerRow[];
}

/** Multiply-adds of convolutions and dense layers for one image. Everything else (norms, ReLUs, pooling, the loss) counts 0. */
export interface MultiplyAdds {
  readonly encoder: number;
  readonly decoder: number;
  readonly classifier: number;
  /** The three together: one pass through the whole model. */
  readonly forward: number;
  /** Forward and both gradients of every layer that the loss reaches; what it does not reach is not computed. */
  readonly trainingStep: number;
}

/** Bytes of 32-bit numbers that one training step with Adam holds, before the engine's own working space. */
export interface Memory {
  /** Trained parameters and running statistics. */
  readonly parameters: number;
  /** Of the trained parameters that the loss reaches. */
  readonly gradients: number;
  /** Adam's two moments of each of those. */
  readonly moments: number;
  /** What the forward pass keeps for the gradients, for the whole batch. */
  readonly activations: number;
  readonly total: number;
}

export interface ModelSummary {
  readonly name: string;
  readonly documentation: string | null;
  /** [height, width, channels] of an image. */
  readonly input: readonly number[];
  /** [height, width, channels] or [features] of the code. */
  readonly code: readonly number[];
  readonly parts: readonly PartSummary[];
  /** Numbers in the trained parameters. */
  readonly parameters: number;
  /** Numbers in the running statistics of batch normalisation. */
  readonly runningStatistics: number;
  readonly multiplyAdds: MultiplyAdds;
  /** Images in the training step that `memory` is about. */
  readonly batch: number;
  readonly memory: Memory;
  readonly loss: LossSummary;
}

const bytesPerNumber = 4;

/**
 * Summarises a model. The training step is that of semi-supervised mode (all terms) with Adam and `batch` images.
 *
 * @param batch images in a step, ≥ 1
 */
export function summariseModel(model: ModelPlan, { batch }: { readonly batch: number }): ModelSummary {
  const trained = countTrained(model.parameters);
  const parts: PartSummary[] = [
    ...model.stages.map((stage): PartSummary => ({
      part: "encoder",
      stage: stage.name,
      layers: encoderRows(stage, trained),
    })),
    ...model.decoder.map((stage): PartSummary => ({
      part: "decoder",
      stage: stage.stage,
      layers: decoderRows(stage, trained),
    })),
  ];
  if (model.classifier !== null) {
    parts.push({ part: "classifier", stage: null, layers: classifierRows(model.classifier, trained) });
  }
  const step = trainingStepCost(model);
  return {
    name: model.name,
    documentation: model.documentation,
    input: dimensionsOf(model.input),
    code: dimensionsOf(model.code),
    parts,
    parameters: model.parameterCount,
    runningStatistics: sizeOf(model, false),
    multiplyAdds: countMultiplyAdds(parts, step),
    batch,
    memory: estimateMemory(model, step, batch),
    loss: weighLoss(model),
  };
}

function countMultiplyAdds(parts: readonly PartSummary[], step: StepCost): MultiplyAdds {
  const of = (part: PartSummary["part"]): number =>
    total(parts.filter((group) => group.part === part).flatMap(({ layers }) => layers.map(multiplyAddsOf)));
  const [encoder, decoder, classifier] = [of("encoder"), of("decoder"), of("classifier")];
  return {
    encoder,
    decoder,
    classifier,
    forward: encoder + decoder + classifier,
    trainingStep: step.multiplyAdds,
  };
}

function estimateMemory(model: ModelPlan, step: StepCost, batch: number): Memory {
  const parameters = bytesPerNumber * (sizeOf(model, true) + sizeOf(model, false));
  const gradients = bytesPerNumber * step.trainedNumbers;
  const moments = 2 * gradients;
  const activations = bytesPerNumber * step.keptNumbers * batch;
  return {
    parameters,
    gradients,
    moments,
    activations,
    total: parameters + gradients + moments + activations,
  };
}

/** Numbers in the parameters that are trained, or in those that are not. */
function sizeOf({ parameters }: ModelPlan, trained: boolean): number {
  return total(
    parameters
      .filter((parameter) => parameter.trained === trained)
      .map(({ shape }) => shape.reduce((product, size) => product * size, 1)),
  );
}

function multiplyAddsOf({ multiplyAdds }: LayerRow): number {
  return multiplyAdds;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
