/** SW0808: every mode finds terms of the loss that it keeps. */
import type { ModelPlan, TrainingMode } from "../../plan/plan.js";
import { type ExperimentContext, modelPlans } from "../rule.js";

export function modeNeedsTerms(context: ExperimentContext): void {
  for (const { value: mode, span } of context.experiment.settings.mode.points) {
    if (mode === null) continue;
    for (const plan of modelPlans(context)) {
      const what = missing(mode, plan);
      if (what !== null) context.report("SW0808", { span, values: { mode, what, model: plan.name } });
    }
  }
}

/** What the mode needs and the loss has not; null where nothing is missing. */
function missing(mode: TrainingMode, { loss }: ModelPlan): string | null {
  const counting = loss.terms.filter(({ weight, identicallyZero }) => weight > 0 && !identicallyZero);
  const hasLabels = counting.some(({ kind }) => kind === "NLL");
  const hasReconstruction = counting.some(({ kind }) => kind !== "NLL");
  if (mode !== "unsupervised" && !hasLabels) return "NLL with a weight above 0";
  if (mode !== "supervised" && !hasReconstruction) return "L2rec or L2M with a weight above 0";
  return null;
}
