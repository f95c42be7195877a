/** The cells by how they were trained and the weight of L2M, and their figures. */
import { groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { type PairedDifference, pairedDifference } from "../statistics/differences.js";
import { type FigureOf, seededOf } from "../statistics/figures.js";

/** All runs of one mode with one weight of L2M. */
export interface Variant {
  readonly l2m: number;
  /** By seed. */
  readonly cells: readonly StudyCell[];
}

/** All runs of one mode. */
export interface ModeVariants {
  readonly mode: string;
  /** By the weight, ascending. */
  readonly variants: readonly Variant[];
  /** Names of the stages, bottom first: the last one is the code. */
  readonly stages: readonly string[];
}

/** What is learnt from the picture alone stands first. */
const order = ["unsupervised", "semi-supervised", "supervised"];

/** The modes that were trained. */
export function modesOf({ cells, models, trainings }: StudyResults): ModeVariants[] {
  const measured = cells.filter(({ measures }) => Object.keys(measures).length > 0);
  const weightOf = ({ model }: StudyCell): number =>
    Math.max(
      0,
      ...Object.entries(models[model]?.weights ?? {}).flatMap(([term, weight]) =>
        term.startsWith("L2M") ? [weight] : [],
      ),
    );
  return [...groupBy(measured, ({ training }) => String(trainings[training]?.["mode"]))]
    .map(([mode, group]) => ({
      mode,
      variants: [...groupBy(group, weightOf)]
        .map(([l2m, own]) => ({ l2m, cells: own.toSorted((a, b) => a.seed - b.seed) }))
        .toSorted((a, b) => a.l2m - b.l2m),
      stages: Object.keys(group[0]?.measures ?? {}).flatMap((name) =>
        name.endsWith(": picture error") ? [name.replace(": picture error", "")] : [],
      ),
    }))
    .toSorted((a, b) => order.indexOf(a.mode) - order.indexOf(b.mode));
}

/** The difference of a figure to the variant without L2M, of pairs of the same seed; null where there is none. */
export function differenceToNone(
  { variants }: ModeVariants,
  variant: Variant,
  figure: FigureOf,
): PairedDifference | null {
  const none = variants.find(({ l2m }) => l2m === 0);
  if (none === undefined || variant.l2m === 0) return null;
  return pairedDifference(seededOf(variant, figure), seededOf(none, figure));
}
