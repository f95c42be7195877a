/** Which terms of a plan's loss reach generated code, and what they need there. */
import type { LossTermPlan, ModelPlan } from "../../plan/plan.js";

/** The terms that reach generated code: those of a weight above 0 that are not 0 whatever the parameters are. */
export function emittedTerms(model: ModelPlan): LossTermPlan[] {
  return model.loss.terms.filter(({ weight, identicallyZero }) => weight > 0 && !identicallyZero);
}

export function isTop(stage: string | null, model: ModelPlan): boolean {
  return stage === model.stages.at(-1)?.name;
}

/** Whether a term compares a map of the decoder; the L2M of the top stage compares the code itself. */
export function readsDecoder({ kind, stage }: LossTermPlan, model: ModelPlan): boolean {
  return kind === "L2rec" || (kind === "L2M" && !isTop(stage, model));
}
