/** Numbers of the paper, each with how we know it: that stays with it wherever it is shown. */

/**
 * `read`: in the paper's text; `read off a plot`: of one of its figures, ±0.002; `quoted`: by another publication; `remembered`: confirmed in
 * no text at hand.
 */
export type Standing = "read" | "read off a plot" | "quoted" | "remembered";

export interface PaperValue {
  readonly value: number;
  /** What the paper writes behind the ±; null where it has none. */
  readonly spread: number | null;
}

/** A row of one of the paper's tables, by the number of labels. */
export interface PaperRow {
  readonly standing: Standing;
  readonly values: Readonly<Partial<Record<number | "all", PaperValue>>>;
}

/** "9.17 ± 0.11" */
export function paperText({ value, spread }: PaperValue, decimals: number): string {
  const number = value.toFixed(decimals);
  return spread === null ? number : `${number} ± ${spread.toFixed(decimals)}`;
}
