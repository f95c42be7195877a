/** The plan phase: checked models with their shapes and weights → plan. */
import type { WeightedTerm } from "../check/weights.js";
import { elementsOf, type ShapeTrace } from "../check/shapes.js";
import type { NamedModel } from "../names/namedModel.js";
import { planDecoder } from "./decoderPlan.js";
import { planClassifier, planStage } from "./encoderPlan.js";
import { known } from "./invariant.js";
import { countParameters, parametersOf } from "./parameters.js";
import type { LossPlan, LossTermPlan, ModelPlan, StagePlan } from "./plan.js";

/** The plan of a model that is free of errors. */
export function buildModelPlan(
  model: NamedModel,
  shapes: ShapeTrace,
  terms: readonly WeightedTerm[],
): ModelPlan {
  const input = known(shapes.input, "the shape of the input");
  const stages = shapes.stages.map((trace) => planStage(trace, model.where));
  const classifier =
    model.classifier && planClassifier(model.classifier, known(shapes.classifier, "its shapes"));
  const decoder = planDecoder(stages);
  const parts = [...stages, ...decoder, ...(classifier ? [classifier] : [])];
  const parameters = parts.flatMap(({ layers }) => parametersOf(layers));
  return {
    name: model.name,
    documentation: model.node.documentation,
    span: model.node.span,
    input,
    stages,
    code: known(shapes.code, "the shape of the code"),
    classifier,
    decoder,
    loss: planLoss(model, stages, elementsOf(input), terms),
    parameters,
    parameterCount: countParameters(parameters),
  };
}

function planLoss(
  model: NamedModel,
  stages: readonly StagePlan[],
  imageElements: number,
  terms: readonly WeightedTerm[],
): LossPlan {
  const whats = new Map(stages.map((stage) => [stage.name, elementsOf(stage.what)]));
  const elements = {
    NLL: () => 1,
    L2rec: () => imageElements,
    L2M: (stage: string | null) => whats.get(stage ?? ""),
  };
  return {
    reduce: model.loss?.reduce?.argument?.text === "sum" ? "sum" : "mean",
    terms: terms.map(({ kind, stage, weight, identicallyZero, decidedBy }): LossTermPlan => ({
      kind,
      stage,
      weight,
      identicallyZero,
      elements: known(elements[kind](stage), "the size of a what"),
      span: decidedBy?.entry.span ?? model.node.span,
    })),
  };
}
