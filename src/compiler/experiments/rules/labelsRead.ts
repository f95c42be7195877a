/** SW0810: warns of a number of labels where no label is read. */
import { replacement } from "../../diagnostics/diagnostic.js";
import { type ExperimentContext, modelPlans } from "../rule.js";

export function labelsRead(context: ExperimentContext): void {
  const { settings } = context.experiment;
  const [first] = settings.labels.points;
  if (first === undefined || settings.labels.points.every(({ value }) => value === "all")) return;
  const isUnsupervised = settings.mode.points.every(({ value }) => value === "unsupervised");
  const plans = modelPlans(context);
  if (!isUnsupervised && (plans.length === 0 || plans.some(({ classifier }) => classifier !== null))) return;
  const last = settings.labels.points.at(-1) ?? first;
  const span = { start: first.span.start, end: last.span.end };
  context.report("SW0810", { span, values: {}, fix: replacement("labels all", span, "all") });
}
