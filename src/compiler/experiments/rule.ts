/** What a rule about experiments is given, and the form that all of them have. */
import type { Report } from "../diagnostics/diagnostic.js";
import type { ExpandedModel } from "../expand/expander.js";
import type { ModelPlan } from "../plan/plan.js";
import type { Experiment } from "./experiment.js";

export interface ExperimentContext {
  readonly experiment: Experiment;
  /** The models that are free of errors; rules keep quiet about the others. */
  readonly sound: ReadonlySet<ExpandedModel>;
  readonly planFor: (model: ExpandedModel, written: string) => ModelPlan;
  readonly report: Report;
}

/** Looks at one experiment and reports what breaks the rule. Rules are independent of each other. */
export type ExperimentRule = (context: ExperimentContext) => void;

/** The plans of the sound models, each once. */
export function modelPlans({ experiment, sound, planFor }: ExperimentContext): ModelPlan[] {
  const chosen = experiment.settings.model.points.filter(({ value }) => sound.has(value.model));
  return [...new Set(chosen.map(({ value }) => planFor(value.model, value.written)))];
}
