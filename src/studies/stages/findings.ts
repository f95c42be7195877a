/** What L2M was found to do, in words that the figures choose. */
import { verdictOf } from "../statistics/differences.js";
import {
  differenceText,
  type FigureOf,
  listText,
  meanOf,
  numberText,
  measuredFigure,
} from "../statistics/figures.js";
import { differenceToNone, type ModeVariants, type Variant } from "./variants.js";

/** Error of the picture that the whole decoder makes, of all test images. */
export const reconstructionError: FigureOf = ({ test }) => test.reconstructionError;

/** Share of wrong test images; nothing of a mode whose classifier learns nothing. */
export function errorRateIn(mode: string): FigureOf {
  return ({ test }) => (mode === "unsupervised" ? null : test.errorRate);
}

/** Sentences about one mode. */
export function findingsOf(mode: ModeVariants): string[] {
  const none = mode.variants.find(({ l2m }) => l2m === 0);
  const some = mode.variants.filter(({ l2m }) => l2m > 0);
  if (none === undefined || some.length === 0) return [];
  return [
    orderFinding(mode, none, some),
    sizeFinding(mode, none, some),
    ...startFindings(mode, none, some),
    idleFinding(mode, none, some),
    ...priceFindings(mode, some),
  ];
}

/** The stages whose what the decoder rebuilds: all but the code. */
function rebuiltStages({ stages }: ModeVariants): readonly string[] {
  return stages.slice(0, -1);
}

function orderFinding(mode: ModeVariants, none: Variant, some: readonly Variant[]): string {
  const stages = rebuiltStages(mode);
  const inPlace = (variant: Variant): string =>
    listText(stages.map((stage) => percent(meanOf(variant, measuredFigure(stage, "maps in place")))));
  const others = some.map((variant) => `with L2M ${variant.l2m}, ${inPlace(variant)}`).join("; ");
  return `Order, ${mode.mode}: in the order that brings the decoder's maps closest to the whats, ${inPlace(none)} of the maps of ${listText(stages)} keep their place without L2M; ${others}.`;
}

/** L2M falls when the decoder rebuilds the whats, and when the whats get small. */
function sizeFinding(mode: ModeVariants, none: Variant, some: readonly Variant[]): string {
  const parts = some.map((variant) => {
    const factors = rebuiltStages(mode).map((stage) => {
      const size = measuredFigure(stage, "size of what");
      return numberText(meanOf(variant, size) / meanOf(none, size), 2);
    });
    return `by ${listText(factors)} with L2M ${variant.l2m}`;
  });
  return `Size, ${mode.mode}: the whats of ${listText(rebuiltStages(mode))} are multiplied ${listText(parts)}, against those without it: what L2M compares it may also make small.`;
}

function startFindings(mode: ModeVariants, none: Variant, some: readonly Variant[]): string[] {
  const code = measuredFigure(mode.stages.at(-1) ?? "", "picture error");
  return rebuiltStages(mode).map((stage) => {
    const figure = measuredFigure(stage, "picture error");
    const factors = [none, ...some].map((variant) =>
      factorText(meanOf(variant, figure) / meanOf(variant, code), variant),
    );
    const nearer = some.filter((variant) => {
      const difference = differenceToNone(mode, variant, figure);
      return difference !== null && verdictOf(difference) === "lower";
    });
    return `Start, ${mode.mode}: decoded from the encoder's own what of ${stage}, the picture's error is ${listText(factors)} that of the whole decoder. ${nearerText(nearer)}`;
  });
}

function nearerText(nearer: readonly Variant[]): string {
  if (nearer.length === 0)
    return "With no weight of L2M is it lower than without, by a 95 % interval below 0.";
  const weights = listText(nearer.map(({ l2m }) => `${l2m}`));
  return `It is lower than without L2M, by a 95 % interval below 0, with a weight of ${weights}.`;
}

function idleFinding(mode: ModeVariants, none: Variant, some: readonly Variant[]): string {
  const code = mode.stages.at(-1) ?? "";
  const factors = [none, ...some].map((variant) => {
    const own = meanOf(variant, measuredFigure(code, "picture error"));
    const other = meanOf(variant, measuredFigure(code, "picture error, what of another image"));
    return factorText(other / own, variant);
  });
  return `Idling, ${mode.mode}: with the code of another image and the wheres of its own, a picture's error is ${listText(factors)} that with its own code; a factor of 1 would mean that the upper stages idle, and the wheres say everything.`;
}

/** "2.9 times (L2M 0.1)" */
function factorText(factor: number, { l2m }: Variant): string {
  return `${numberText(factor, 2)} times (L2M ${l2m})`;
}

function priceFindings(mode: ModeVariants, some: readonly Variant[]): string[] {
  const of = (name: string, figure: FigureOf): string[] => {
    const differences = some.flatMap((variant) => {
      const difference = differenceToNone(mode, variant, figure);
      return difference === null ? [] : [{ ...variant, difference, verdict: verdictOf(difference) }];
    });
    const told = (["lower", "higher"] as const).flatMap((verdict) => {
      const found = differences.filter((each) => each.verdict === verdict);
      const texts = found.map(({ l2m, difference }) => `L2M ${l2m}, by ${differenceText(difference)}`);
      return texts.length === 0 ? [] : [`${verdict} with ${texts.join("; with ")}`];
    });
    const untold = differences
      .filter(({ verdict }) => verdict === "not told apart")
      .map(({ l2m }) => `${l2m}`);
    if (untold.length > 0) told.push(`not told apart from that without it with L2M ${listText(untold)}`);
    return told.length === 0 ? [] : [`Price, ${mode.mode}: ${name} is ${told.join("; ")}.`];
  };
  return [
    ...of("the error of reconstruction", reconstructionError),
    ...of("the share of wrong test images", errorRateIn(mode.mode)),
  ];
}

function percent(share: number): string {
  return `${numberText(100 * share, 2)} %`;
}
