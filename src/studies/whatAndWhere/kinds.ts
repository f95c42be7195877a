/** The cells by their kind of where, and their figures. */
import { type Estimate, groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import { estimateOf, measuredFigure } from "../statistics/figures.js";

/** All runs with one kind of where. */
export interface Kind {
  /** "hard", "soft beta 100" */
  readonly name: string;
  /** Rows and columns of the region that is looked at. */
  readonly size: readonly [rows: number, columns: number];
  /** By seed. */
  readonly cells: readonly StudyCell[];
}

/** Kinds in the order of their names, without runs that nothing was measured of. */
export function kindsOf({ cells, models }: StudyResults): Kind[] {
  const measured = cells.filter(({ measures }) => Object.keys(measures).length > 0);
  const poolingOf = ({ model }: StudyCell) =>
    models[model]?.poolings.findLast(({ where }) => where === "hard" || where === "soft") ?? {
      size: [1, 1] as const,
      where: "none",
    };
  const groups = groupBy(measured, (cell) => cell.choice["w"] ?? poolingOf(cell).where);
  return [...groups]
    .map(([name, group]) => ({
      name,
      size: poolingOf(group[0]!).size,
      cells: group.toSorted((a, b) => a.seed - b.seed),
    }))
    .toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
}

/** A figure of a movement over the seeds; null where it was not measured. */
export function figureOf(kind: Kind, condition: string, figure: string): Estimate | null {
  return estimateOf(kind, measuredFigure(condition, figure));
}

/** The means of a figure of several movements, as far as they were measured. */
export function meansOf(kind: Kind, conditions: readonly string[], figure: string): number[] {
  return conditions.flatMap((condition) => figureOf(kind, condition, figure)?.mean ?? []);
}

/** "0.953 ± 0.004" */
export function figureText(found: Estimate | null): string {
  if (found === null) return "–";
  const { mean, standardError } = found;
  return `${signed(mean)}${standardError === null ? "" : ` ± ${standardError.toFixed(3)}`}`;
}

/** "36.1 %" */
export function shareText(found: Estimate | null): string {
  return found === null ? "–" : `${(100 * found.mean).toFixed(1)} %`;
}

/** Three digits behind the point; a minus sign that is one. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
