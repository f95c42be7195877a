/** SW0813: a warm-up leaves epochs to train at the full rate. */
import type { ExperimentContext } from "../rule.js";

export function warmupEnds({ experiment, report }: ExperimentContext): void {
  const { schedule, epochs } = experiment.settings;
  const shortest = epochs.points.reduce((least, { value }) => Math.min(least, value), Infinity);
  const long = schedule.points.find(({ value }) => value.warmupEpochs >= shortest && value.warmupEpochs > 0);
  if (long === undefined) return;
  report("SW0813", { span: long.span, values: { warmup: long.value.warmupEpochs, epochs: shortest } });
}
