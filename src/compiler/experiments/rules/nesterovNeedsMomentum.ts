/** SW0815: warns of nesterov without a momentum. */
import type { ExperimentContext } from "../rule.js";

export function nesterovNeedsMomentum({ experiment, report }: ExperimentContext): void {
  const without = experiment.settings.optimizer.points.find(
    ({ value }) => value.nesterov && value.momentum === 0,
  );
  if (without !== undefined)
    report("SW0815", { span: without.span, values: {}, label: "add momentum, such as momentum 0.9" });
}
