/** Lines that are redrawn on a terminal: made to fit its width, and taken away again whatever width it has by then. */
import { stripVTControlCharacters } from "node:util";

/** A part of a line. */
export interface LinePart {
  readonly text: string;
  /** How soon it is left out where the line is too long: the largest first, of equal ones the last; 0 never. */
  readonly rank: number;
}

/** How many columns a line may take on standard error; one is left free, where terminals would begin the next line. */
export function lineColumns(): number {
  return (process.stderr.columns || 80) - 1;
}

/** The parts that fit into so many columns, with two spaces between them; what is too long even so is cut, without its colours. */
export function fitLine(parts: readonly LinePart[], columns: number): string {
  let kept = parts.filter(({ text }) => text !== "");
  const line = () => kept.map(({ text }) => text).join("  ");
  while (widthOf(line()) > columns) {
    const rank = Math.max(...kept.map((part) => part.rank));
    if (rank === 0) return stripVTControlCharacters(line()).slice(0, columns);
    const last = kept.findLastIndex((part) => part.rank === rank);
    kept = kept.filter((_, index) => index !== last);
  }
  return line();
}

/**
 * How many rows lines take that were drawn below each other: terminals break lines anew when they become narrower.
 *
 * @param columns of the terminal now.
 */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
