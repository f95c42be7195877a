/** Differences of models as text and as JSON. */
import type { ModelPlan } from "../../plan/plan.js";
import { diffModels, type ModelDiff } from "../../plan/diff/diff.js";

export { renderDiff } from "./renderDiff.js";

/** A model and where it comes from, as the user named it. */
export interface NamedPlan {
  readonly reference: string;
  readonly model: ModelPlan;
}

/** What `swwae diff --json` prints; docs/schemas/diff.schema.json describes it. */
export interface DiffDocument extends ModelDiff {
  readonly format: 1;
  readonly before: { readonly reference: string; readonly model: string };
  readonly after: { readonly reference: string; readonly model: string };
  /** Whether weights saved under the first model load into the second. */
  readonly weightsLoad: boolean;
}

export function diffDocument(before: NamedPlan, after: NamedPlan): DiffDocument {
  const diff = diffModels(before.model, after.model);
  return {
    format: 1,
    before: { reference: before.reference, model: before.model.name },
    after: { reference: after.reference, model: after.model.name },
    ...diff,
    weightsLoad: diff.weights.fit === "all",
  };
}
