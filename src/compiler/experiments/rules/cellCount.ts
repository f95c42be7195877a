/** SW0814: a sweep stays within what can be listed. */
import { countCells } from "../experiment.js";
import type { ExperimentContext } from "../rule.js";
import { mostCells } from "../sweep.js";

export function cellCount({ experiment, report }: ExperimentContext): void {
  if (countCells(experiment) <= mostCells) return;
  const { name, keyword } = experiment.node;
  report("SW0814", { span: (name ?? keyword).span, values: { limit: mostCells.toLocaleString("en-US") } });
}
