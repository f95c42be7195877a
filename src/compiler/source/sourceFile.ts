/** A source text with its path, and where its lines begin. */
import { lastStartingAt, type Span } from "./span.js";

export interface SourceFile {
  /** Path as given, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of every line; the first entry is 0. */
  readonly lineStarts: readonly number[];
  /**
   * Where its offsets begin. The files of one compilation are laid end to end, so that an offset tells its file: 0 for the spec that is
   * compiled, and for a file by itself.
   */
  readonly start: number;
  /** The other files of the compilation, in the order of their starts; empty for a file by itself. */
  readonly others: readonly SourceFile[];
}

/** A place as people count: line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Makes a source file; `\n`, `\r\n` and a lone `\r` each end a line. */
export function createSourceFile(path: string, text: string, start = 0): SourceFile {
  const lineStarts = [0];
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) lineStarts.push(ending.index + ending[0].length);
  return { path: path.replaceAll("\\", "/"), text, lineStarts, start, others: [] };
}

/** The text of one file, or the texts of several by their paths. */
export type SourceTexts = string | ReadonlyMap<string, string>;

/** The source file of each path; the one text serves for every path. Each is made once. */
export function sourceReader(texts: SourceTexts): (path: string) => SourceFile {
  const made = new Map<string, SourceFile>();
  return (path) => {
    const key = typeof texts === "string" ? "" : path;
    let source = made.get(key);
    if (source === undefined) {
      source = createSourceFile(path, typeof texts === "string" ? texts : (texts.get(path) ?? ""));
      made.set(key, source);
    }
    return source;
  };
}

/** The file of the compilation that an offset lies in. */
export function fileAt(source: SourceFile, offset: number): SourceFile {
  return source.others[lastStartingAt(source.others, ({ start }) => start, offset)] ?? source;
}

/** The line and column of an offset; offsets past the end count as the end. */
export function positionAt(source: SourceFile, offset: number): Position {
  const { start, text, lineStarts } = fileAt(source, offset);
  const place = Math.min(Math.max(offset - start, 0), text.length);
  const index = Math.max(
    0,
    lastStartingAt(lineStarts, (lineStart) => lineStart, place),
  );
  return { line: index + 1, column: place - (lineStarts[index] ?? 0) + 1 };
}

/** "line 5", and "line 5 of nets.swwae" for an offset in another file than the compiled one. */
export function describeLine(source: SourceFile, offset: number): string {
  const file = fileAt(source, offset);
  const { line } = positionAt(source, offset);
  return file === source ? `line ${line}` : `line ${line} of ${file.path}`;
}

/** The text of a line (counted from 1) without its ending; empty for lines that do not exist. */
export function lineText(source: SourceFile, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return "";
  return source.text.slice(start, source.lineStarts[line] ?? source.text.length).replace(/[\r\n]+$/, "");
}

/** The characters that a span covers. */
export function textOf(source: SourceFile, span: Span): string {
  const { start, text } = fileAt(source, span.start);
  return text.slice(span.start - start, span.end - start);
}
