/** What was found of the maps, in words that the figures choose. */
import { pairedDifference, verdictOf } from "../statistics/differences.js";
import { listText, meanOf, numberText, seededOf, measuredFigure } from "../statistics/figures.js";
import { filtersName } from "./measure.js";
import { type Mode, stagesOf } from "./modes.js";

/** Sentences, one for every figure, and what is told apart from supervised training. */
export function findingsOf(modes: readonly Mode[]): string[] {
  if (modes.length === 0) return [];
  const stages = stagesOf(modes);
  const perStage = (figure: string, write: (value: number) => string): string =>
    modes
      .map(
        (mode) =>
          `${mode.name} ${listText(stages.map((stage) => write(meanOf(mode, measuredFigure(stage, figure)))))}`,
      )
      .join("; ");
  const perMode = (figure: string): string =>
    listText(
      modes.map((mode) => `${numberText(meanOf(mode, measuredFigure(filtersName, figure)), 2)} ${mode.name}`),
    );
  return [
    `First layer: the smoothness of the filters is ${perMode("smoothness")}; ${toldApart(modes, [filtersName], "smoothness")}`,
    `Dead maps of ${listText(stages)}, that nothing excites: ${perStage("dead maps", percent)}; ${toldApart(modes, stages, "dead maps")}`,
    `Locality: so many pixels hold most of what a map of ${listText(stages)} answers to: ${perStage("pixels", (value) => String(Math.round(value)))}; ${toldApart(modes, stages, "pixels")}`,
    `Likeness of the projections of a map of ${listText(stages)}: ${perStage("likeness", (value) => numberText(value, 2))}; ${toldApart(modes, stages, "likeness")}`,
  ];
}

/** Which modes differ from supervised training, with an interval on one side of 0. */
function toldApart(modes: readonly Mode[], stages: readonly string[], figure: string): string {
  const supervised = modes.find(({ name }) => name === "supervised");
  if (supervised === undefined) return "nothing to compare it with.";
  const told = modes.flatMap((mode) =>
    stages.flatMap((stage) => {
      if (mode === supervised) return [];
      const of = measuredFigure(stage, figure);
      const difference = pairedDifference(seededOf(mode, of), seededOf(supervised, of));
      const verdict = difference === null ? "not told apart" : verdictOf(difference);
      if (verdict === "not told apart") return [];
      return [`${mode.name} ${verdict}${stage === filtersName ? "" : ` in ${stage}`}`];
    }),
  );
  return told.length === 0
    ? "no mode is told apart from supervised."
    : `told apart from supervised: ${listText(told)}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
