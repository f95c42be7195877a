/** Figures of runs that differ by their seed alone, and how they are written. */
import { estimate, type Estimate, significant } from "../../report/index.js";
import type { StudyCell } from "../results/document.js";
import { type PairedDifference, type Seeded, writeDifference } from "./differences.js";

/** Runs that differ by their seed alone. */
export interface Runs {
  readonly cells: readonly StudyCell[];
}

/** A figure of one cell; undefined where it was not measured. */
export type FigureOf = (cell: StudyCell) => number | null | undefined;

/** What a figure of a part of the net, or of a way to measure, is called among a cell's measures: "lower: dead maps". */
export function measureName(part: string, figure: string): string {
  return `${part}: ${figure}`;
}

/** What {@link measureName} of a part was measured. */
export function measuredFigure(part: string, figure: string): FigureOf {
  return ({ measures }) => measures[measureName(part, figure)];
}

/** Share of wrong test images. */
export const errorRate: FigureOf = ({ test }) => test.errorRate;

/** Share of wrong images among those held back. */
export const validationErrorRate: FigureOf = ({ validation }) => validation?.errorRate;

/** A figure of runs, by seed. */
export function seededOf({ cells }: Runs, figure: FigureOf): Seeded[] {
  return cells.flatMap((cell) => {
    const value = figure(cell);
    return value == null ? [] : [{ seed: cell.seed, value }];
  });
}

/** The mean over the seeds; NaN where there is nothing. */
export function meanOf(runs: Runs, figure: FigureOf): number {
  const values = seededOf(runs, figure);
  return values.reduce((sum, { value }) => sum + value, 0) / values.length;
}

/** Mean and standard error over the seeds; null where there is nothing. */
export function estimateOf(runs: Runs, figure: FigureOf): Estimate | null {
  const values = seededOf(runs, figure);
  return values.length === 0 ? null : estimate(values.map(({ value }) => value));
}

/** "0.0123 ± 0.0004": three digits of the mean that say something, and the standard error to the same place. */
export function figureText(runs: Runs, figure: FigureOf): string {
  const found = estimateOf(runs, figure);
  if (found === null) return "–";
  const { mean, standardError } = found;
  // Of a mean within its own error, the error says which digits count.
  const size = Math.max(Math.abs(mean), standardError ?? 0);
  const decimals = size === 0 ? 0 : Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(size))));
  const text = `${mean < 0 ? "−" : ""}${Math.abs(mean).toFixed(decimals)}`;
  return `${text}${standardError === null ? "" : ` ± ${standardError.toFixed(decimals)}`}`;
}

/** "−0.0012 (95 % interval −0.0020 to −0.0004, 5 seeds)" */
export function differenceText(difference: PairedDifference): string {
  return writeDifference(difference, signedText);
}

function signedText(value: number): string {
  return `${value > 0 ? "+" : ""}${numberText(value)}`;
}

/** Three digits that say something, and a minus sign that is one. */
export function numberText(value: number, digits = 3): string {
  const text = significant(Number(Math.abs(value).toPrecision(digits)));
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** "lower, middle and upper" */
export function listText(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
