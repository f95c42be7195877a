/** SW0808 and SW0817: every mode finds terms of the loss that it keeps. */
import { modes } from "../../../../grammar/vocabulary.js";
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
import type { MessageValues } from "../../diagnostics/table.js";
import type { ModelPlan, TrainingMode } from "../../plan/plan.js";
import type { Span } from "../../source/span.js";
import { type ExperimentContext, modelPlans } from "../rule.js";

export function modeNeedsTerms(context: ExperimentContext): void {
  const plans = modelPlans(context);
  const { points } = context.experiment.settings.mode;
  for (const { value: mode, span } of points) {
    if (mode === null) continue;
    const fix = points.length === 1 ? otherMode(plans, span) : null;
    for (const plan of plans) {
      const what = missing(mode, plan);
      if (what !== null) context.report("SW0808", { span, values: { mode, what, model: plan.name }, fix });
      else if (mode === "semi-supervised")
        for (const values of halfLearned(plan, plans)) context.report("SW0817", { span, values, fix });
    }
  }
}

const labels = "NLL with a weight above 0";
const reconstruction = "L2rec or L2M with a weight above 0";

/** What the mode cannot do without and the loss has not; null where nothing is missing. */
function missing(mode: TrainingMode, plan: ModelPlan): string | null {
  const { readsLabels, reconstructs } = learned(plan);
  if (mode === "supervised") return readsLabels ? null : labels;
  if (mode === "unsupervised") return reconstructs ? null : reconstruction;
  if (plan.classifier === null) return labels;
  return readsLabels || reconstructs ? null : "a term with a weight above 0";
}

/**
 * What SW0817 says about a model. Nothing in a sweep that reaches 0, where the model is compared with others that learn from both.
 */
function halfLearned(plan: ModelPlan, plans: readonly ModelPlan[]): MessageValues<"SW0817">[] {
  const { readsLabels, reconstructs } = learned(plan);
  const lackOf = (what: string, rest: string) => [{ what, model: plan.name, rest }];
  if (!reconstructs && !plans.some((other) => learned(other).reconstructs))
    return lackOf(reconstruction, "labels");
  if (!readsLabels && !plans.some((other) => learned(other).readsLabels))
    return lackOf(labels, "reconstructions");
  return [];
}

/** Which terms of the loss count. */
function learned({ loss }: ModelPlan): { readsLabels: boolean; reconstructs: boolean } {
  const counting = loss.terms.filter(({ weight, identicallyZero }) => weight > 0 && !identicallyZero);
  return {
    readsLabels: counting.some(({ kind }) => kind === "NLL"),
    reconstructs: counting.some(({ kind }) => kind !== "NLL"),
  };
}

/** The one mode in which all models learn from all that the mode keeps. */
function otherMode(plans: readonly ModelPlan[], span: Span): Fix | null {
  const [first, second] = modes.filter((mode) =>
    plans.every((plan) => {
      const { readsLabels, reconstructs } = learned(plan);
      return missing(mode, plan) === null && (mode !== "semi-supervised" || (readsLabels && reconstructs));
    }),
  );
  return first === undefined || second !== undefined ? null : replacement(`mode ${first}`, span, first);
}
