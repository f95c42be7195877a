/** The cells by the mode of their training. */
import { groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { filtersName } from "./measure.js";

/** All runs of one mode. */
export interface Mode {
  readonly name: string;
  /** By seed. */
  readonly cells: readonly StudyCell[];
}

const order = ["supervised", "unsupervised", "semi-supervised"];

/** The modes that were trained, supervised first. */
export function modesOf({ cells, trainings }: StudyResults): Mode[] {
  const measured = cells.filter(({ measures }) => Object.keys(measures).length > 0);
  return [...groupBy(measured, ({ training }) => String(trainings[training]?.["mode"]))]
    .map(([name, group]) => ({ name, cells: group.toSorted((a, b) => a.seed - b.seed) }))
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** Names of the stages, bottom first. */
export function stagesOf(modes: readonly Mode[]): string[] {
  const names = modes.flatMap(({ cells }) => cells.flatMap(({ measures }) => Object.keys(measures)));
  const stages = names.flatMap((name) => /^(.*): dead maps$/.exec(name)?.[1] ?? []);
  return [...new Set(stages)].filter((stage) => stage !== filtersName);
}
