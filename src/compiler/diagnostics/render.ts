/** Diagnostics as text for a terminal: the message, the place in the source with carets, notes and fix. */
import picocolors from "picocolors";
import {
  lineText,
  positionAt,
  type SourceFile,
  sourceReader,
  type SourceTexts,
} from "../source/sourceFile.js";
import type { Diagnostic } from "./diagnostic.js";

const tabWidth = 4;

/** Longer lines are shown in part, around the span. */
const longestLine = 200;

type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Renders diagnostics, a blank line between them and none at the end; the empty string for none. `sources` is the text of the one file that they
 * are about, or the texts of all files by their paths, as `compile` gives them.
 * `color` turns on the escape sequences of a terminal.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: SourceTexts,
  { color }: { color: boolean },
): string {
  const sourceOf = sourceReader(sources);
  const colors = picocolors.createColors(color);
  return diagnostics.map((diagnostic) => render(diagnostic, sourceOf(diagnostic.path), colors)).join("\n\n");
}

function render(diagnostic: Diagnostic, source: SourceFile, colors: Colors): string {
  const { code, severity, message, path, span, notes, fix } = diagnostic;
  const paint = severity === "error" ? colors.red : colors.yellow;
  const { line, column } = positionAt(source, span.start);
  const gutter = " ".repeat(String(positionAt(source, span.end).line).length);
  const edge = colors.dim("│");
  const remarks = [
    ...notes,
    ...(fix === null ? [] : [`${colors.green("fix")}: ${fix.title}`]),
    `explain: swwae explain ${code}`,
  ];
  return [
    `${paint(colors.bold(`${severity} ${code}`))}: ${colors.bold(message)}`,
    `${gutter} ${colors.dim("╭─")} ${path}:${line}:${column}`,
    ...frame(diagnostic, source, gutter.length, colors, paint),
    `${gutter} ${edge}`,
    ...remarks.map((remark) => `${gutter} ${colors.dim("=")} ${remark}`),
  ].join("\n");
}

/** The lines of the source that the span touches (at most the first and the last), each with carets below it. */
function frame(
  diagnostic: Diagnostic,
  source: SourceFile,
  width: number,
  colors: Colors,
  paint: (text: string) => string,
): string[] {
  const { span, label } = diagnostic;
  const first = positionAt(source, span.start);
  const last = positionAt(source, Math.max(span.start, span.end - 1));
  const edge = colors.dim("│");
  const lines: string[] = [];
  for (const line of first.line === last.line ? [first.line] : [first.line, last.line]) {
    if (line === last.line && line > first.line + 1) lines.push(`${" ".repeat(width)} ${colors.dim("┆")}`);
    const { text, from, until } = clip(
      lineText(source, line),
      line === first.line ? first.column - 1 : null,
      line === last.line ? last.column : null,
    );
    const before = displayWidth(text.slice(0, from), 0);
    const marked = Math.max(1, displayWidth(text.slice(from, Math.max(from, until)), before));
    const carets = paint("^".repeat(span.end === span.start ? 1 : marked));
    const note = line === last.line && label !== "" ? ` ${paint(label)}` : "";
    lines.push(`${colors.dim(String(line).padStart(width))} ${edge} ${expandTabs(text)}`);
    lines.push(`${" ".repeat(width)} ${edge} ${" ".repeat(before)}${carets}${note}`);
  }
  return lines;
}

/**
 * The part of a line that is shown, and the stretch in it that gets the carets. `start` and `end` are the span's on this line; where the span
 * comes from an earlier line or goes on to a later one (null), the stretch begins with the first word or ends with the line.
 */
function clip(
  line: string,
  start: number | null,
  end: number | null,
): { text: string; from: number; until: number } {
  const from = start ?? line.length - line.trimStart().length;
  const until = Math.min(end ?? line.length, line.length);
  const cutBefore = line.length > longestLine && from > longestLine / 2 ? from - longestLine / 4 : 0;
  const shown = line.slice(cutBefore, cutBefore + longestLine);
  const text = `${cutBefore > 0 ? "…" : ""}${shown}${cutBefore + longestLine < line.length ? "…" : ""}`;
  const shift = cutBefore > 0 ? cutBefore - 1 : 0;
  return { text, from: from - shift, until: Math.min(until - shift, text.length) };
}

/** Columns of a terminal that the text takes when it starts at column `start`. */
function displayWidth(text: string, start: number): number {
  let column = start;
  for (const character of text) column += characterWidth(character, column);
  return column - start;
}

function expandTabs(text: string): string {
  let result = "";
  let column = 0;
  for (const character of text) {
    const width = characterWidth(character, column);
    result += character === "\t" ? " ".repeat(width) : character;
    column += width;
  }
  return result;
}

const noColumn = /^(?:\p{Mark}|[\u200B-\u200D\uFEFF])$/u;
const twoColumns =
  /^(?:[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation})$/u;

/** A tab reaches to the next stop; combining marks take no column; East Asian wide characters and emoji take two. */
function characterWidth(character: string, column: number): number {
  if (character === "\t") return tabWidth - (column % tabWidth);
  if (character < "\u0300") return 1;
  if (noColumn.test(character)) return 0;
  return twoColumns.test(character) ? 2 : 1;
}
