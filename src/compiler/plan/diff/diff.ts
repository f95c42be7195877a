/** What distinguishes two models, and whether the weights of one load into the other. */
import { describeShape } from "../describe.js";
import type { ModelPlan } from "../plan.js";
import { type Change, diffLayers, layerTexts } from "./layers.js";
import { diffLoss } from "./loss.js";
import { diffStages } from "./stages.js";
import { compareWeights, type WeightsComparison } from "./weights.js";

export interface ModelDiff {
  /** Whether the two are one network with one loss; names of models and documentation do not count. */
  readonly identical: boolean;
  /** From the input up to the classifier, then the loss. */
  readonly changes: readonly Change[];
  /** What follows from the changes. */
  readonly code: { readonly before: string; readonly after: string };
  readonly parameters: { readonly before: number; readonly after: number };
  readonly weights: WeightsComparison;
}

/** Compares two models: `before` the one whose weights there are, `after` the one that is to take them. */
export function diffModels(before: ModelPlan, after: ModelPlan): ModelDiff {
  const { changes: stageChanges, renamed } = diffStages(before.stages, after.stages);
  const changes = [
    ...diffInput(before, after),
    ...stageChanges,
    ...diffClassifier(before, after),
    ...diffLoss(before.loss, after.loss, renamed),
  ];
  return {
    identical: changes.length === 0,
    changes,
    code: { before: describeShape(before.code), after: describeShape(after.code) },
    parameters: { before: before.parameterCount, after: after.parameterCount },
    weights: compareWeights(before.parameters, after.parameters),
  };
}

function diffInput(before: ModelPlan, after: ModelPlan): Change[] {
  const [from, to] = [describeShape(before.input), describeShape(after.input)];
  if (from === to) return [];
  return [{ kind: "changed", part: "input", stage: null, before: from, after: to, note: null }];
}

function diffClassifier({ classifier: before }: ModelPlan, { classifier: after }: ModelPlan): Change[] {
  const place = { part: "classifier", stage: null } as const;
  const [from, to] = [before, after].map((classifier) => classifier && layerTexts(classifier.layers));
  if (from && to) return diffLayers(from, to, place);
  if (from) return [{ ...place, kind: "removed", before: from.join(", "), after: null, note: null }];
  if (to) return [{ ...place, kind: "added", before: null, after: to.join(", "), note: null }];
  return [];
}
