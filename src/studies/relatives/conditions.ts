/** The cells by what their decoder is told, and their figures. */
import { groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { type PairedDifference, pairedDifference } from "../statistics/differences.js";
import { type FigureOf, seededOf } from "../statistics/figures.js";
import { measureNames } from "./measure.js";

/** What a net is, beside the others. */
export interface RelativeFacts {
  /** The weight of L2rec; 0 for a Convnet alone. */
  readonly lambda: number;
  /** The kinds of where of its poolings, bottom first. */
  readonly wheres: readonly string[];
  /** The share of the image's pixels that are missing while training. */
  readonly noise: number;
  /** Whether a pooling leaves one number of each map. */
  readonly wholeMaps: boolean;
}

/** All runs of one net. */
export interface Condition extends RelativeFacts {
  /** "SWWAE, hard where" */
  readonly name: string;
  /** By seed. */
  readonly cells: readonly StudyCell[];
}

/** Names by the kind of where that all poolings have. */
const names: Readonly<Record<string, string>> = {
  hard: "SWWAE, hard where",
  soft: "SWWAE, soft where",
  none: "plain auto-encoder",
  map: "Ladder-style",
};

/** What a net is called. */
export function nameOf({ lambda, wheres, noise, wholeMaps }: RelativeFacts): string {
  const missing = noise === 0 ? "" : `, noise ${noise}`;
  if (lambda === 0) return `Convnet alone${missing}`;
  const kinds = new Set(wheres);
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1) return `where ${wheres.join(", ")}${missing}`;
  if (kind === "none" && noise > 0) return `denoising auto-encoder${missing}`;
  if (kind === "hard" && wholeMaps) return `winner-take-all at the top${missing}`;
  return `${names[kind] ?? `where ${kind}`}${wholeMaps ? ", whole maps" : ""}${missing}`;
}

/** The nets in the order of their first cells. */
export function conditionsOf({ cells, models }: StudyResults): Condition[] {
  const factsOf = ({ model, measures }: StudyCell): RelativeFacts => ({
    lambda: models[model]?.weights["L2rec"] ?? 0,
    wheres: (models[model]?.poolings ?? []).map(({ where }) => where),
    noise: measures[measureNames.noise] ?? 0,
    wholeMaps: (measures[measureNames.wholeMaps] ?? 0) > 0,
  });
  const inOrder = cells.toSorted((a, b) => a.number - b.number);
  return [...groupBy(inOrder, (cell) => JSON.stringify(factsOf(cell)))].map(([, group]) => {
    const facts = factsOf(group[0]!);
    return { ...facts, name: nameOf(facts), cells: group.toSorted((a, b) => a.seed - b.seed) };
  });
}

/** Whether its decoder learns anything. */
export function reconstructs({ lambda }: RelativeFacts): boolean {
  return lambda > 0;
}

/** The net without a decoder, and with this noise on its images. */
export function convnetOf(conditions: readonly Condition[], noise = 0): Condition | null {
  return conditions.find((condition) => condition.lambda === 0 && condition.noise === noise) ?? null;
}

/** The SWWAE with switches at all poolings. */
export function hardOf(conditions: readonly Condition[]): Condition | null {
  return (
    conditions.find(
      ({ lambda, wheres, noise, wholeMaps }) =>
        lambda > 0 && noise === 0 && !wholeMaps && wheres.every((where) => where === "hard"),
    ) ?? null
  );
}

/** Squared error per pixel of test images; nothing where the decoder learnt nothing. */
export function reconstructionErrorOf(condition: RelativeFacts): FigureOf {
  return ({ test }) => (reconstructs(condition) ? test.reconstructionError : null);
}

/** A figure of what crosses; nothing where no decoder is there to use it. */
export function acrossOf(
  condition: RelativeFacts,
  figure: Exclude<keyof typeof measureNames, "noise" | "wholeMaps">,
): FigureOf {
  return ({ measures }) => (reconstructs(condition) ? measures[measureNames[figure]] : null);
}

/** The difference of a figure to another net, of pairs of the same seed; null where there is none. */
export function differenceTo(
  other: Condition | null,
  condition: Condition,
  figure: (condition: RelativeFacts) => FigureOf,
): PairedDifference | null {
  if (other === null || other === condition) return null;
  return pairedDifference(seededOf(condition, figure(condition)), seededOf(other, figure(other)));
}
