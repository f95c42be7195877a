/** Lines of the result: neighbours are aligned, then all are written. */
import type { Comment } from "./gaps.js";

export interface Line {
  /** Steps of indentation. */
  readonly indent: number;
  readonly text: string;
  /** What follows the text. */
  readonly comments: readonly Comment[];
  readonly afterBlank: boolean;
  /** Whole items that stand on one line are aligned with their neighbours. */
  readonly isItem: boolean;
  /** The text in two columns, aligned with neighbours of the same rule; null right where the line has a single one. */
  readonly columns: { readonly rule: string; readonly left: string; readonly right: string | null } | null;
}

/** The widest that a line may be, trailing comments aside. */
export const width = 100;

const step = "  ";

/** Writes the lines, each with a line break behind it. */
export function writeLines(lines: readonly Line[]): string {
  const aligned = runs(lines, areColumns).flatMap(alignColumns);
  const written = runs(aligned, areItems).flatMap(writeRun);
  return written.map((line) => `${line}\n`).join("");
}

/** Columns that the text of a line takes, indentation included. */
export function columnsOf(indent: number, text: string): number {
  return step.length * indent + (text.length - (text.lastIndexOf("\n") + 1));
}

function areColumns(a: Line, b: Line): boolean {
  return a.columns !== null && b.columns !== null && a.columns.rule === b.columns.rule && areItems(a, b);
}

function areItems(a: Line, b: Line): boolean {
  return a.isItem && b.isItem && a.indent === b.indent && !b.afterBlank;
}

/** Groups lines that belong together with their neighbours. */
function runs(lines: readonly Line[], together: (a: Line, b: Line) => boolean): Line[][] {
  const groups: Line[][] = [];
  let previous: Line | null = null;
  for (const line of lines) {
    if (previous !== null && together(previous, line)) groups.at(-1)?.push(line);
    else groups.push([line]);
    previous = line;
  }
  return groups;
}

/** Brings the right columns below each other, where all lines have room for it. */
function alignColumns(lines: readonly Line[]): readonly Line[] {
  const left = longest(lines, ({ columns }) =>
    columns === null || columns.right === null ? 0 : columns.left.length,
  );
  const right = longest(lines, ({ columns }) => columns?.right?.length ?? 0);
  const [first] = lines;
  if (first === undefined || columnsOf(first.indent, "") + left + 1 + right > width) return lines;
  return lines.map((line) => {
    const { columns } = line;
    if (columns === null || columns.right === null) return line;
    return { ...line, text: `${columns.left.padEnd(left)} ${columns.right}` };
  });
}

function longest(lines: readonly Line[], lengthOf: (line: Line) => number): number {
  return lines.reduce((length, line) => Math.max(length, lengthOf(line)), 0);
}

/** Writes neighbouring lines with their trailing comments below each other, unless that moved one out of sight. */
function writeRun(lines: readonly Line[]): string[] {
  const commented = lines.filter(({ comments }) => comments.length > 0);
  const column = longest(commented, ({ text }) => text.length);
  const isAligned = commented.every(({ indent, text, comments }) => {
    const [first = ""] = joined(comments).split("\n");
    const behind = step.length + first.length;
    const isTooLong = columnsOf(indent, text) + behind > width;
    return isTooLong || columnsOf(indent, "") + column + behind <= width;
  });
  return lines.flatMap(({ indent, text, comments, afterBlank }) => {
    const padded = isAligned && comments.length > 0 ? text.padEnd(column) : text;
    const behind = comments.length > 0 ? `${text === "" ? "" : step}${joined(comments)}` : "";
    return [...(afterBlank ? [""] : []), `${step.repeat(indent)}${padded}${behind}`];
  });
}

/** Comments on one line. */
export function joined(comments: readonly Comment[]): string {
  return comments.map(({ text }) => text).join(" ");
}
