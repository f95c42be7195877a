/** A source text with its path, and where its lines begin. */
import { lastStartingAt, type Span } from "./span.js";

export interface SourceFile {
  /** Path as given, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of every line; the first entry is 0. */
  readonly lineStarts: readonly number[];
}

/** A place as people count: line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Makes a source file; `\n`, `\r\n` and a lone `\r` each end a line. */
export function createSourceFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) lineStarts.push(ending.index + ending[0].length);
  return { path: path.replaceAll("\\", "/"), text, lineStarts };
}

/** The line and column of an offset; offsets past the end count as the end. */
export function positionAt(source: SourceFile, offset: number): Position {
  const place = Math.min(Math.max(offset, 0), source.text.length);
  const index = Math.max(
    0,
    lastStartingAt(source.lineStarts, (start) => start, place),
  );
  return { line: index + 1, column: place - (source.lineStarts[index] ?? 0) + 1 };
}

/** The text of a line (counted from 1) without its ending; empty for lines that do not exist. */
export function lineText(source: SourceFile, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return "";
  return source.text.slice(start, source.lineStarts[line] ?? source.text.length).replace(/[\r\n]+$/, "");
}

/** The characters that a span covers. */
export function textOf(source: SourceFile, span: Span): string {
  return source.text.slice(span.start, span.end);
}
