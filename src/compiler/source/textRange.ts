/** Spans for other programs: as offsets, and as lines and columns. */
import { positionAt, type SourceFile } from "./sourceFile.js";
import type { Span } from "./span.js";

/** Lines and columns count from 1, offsets from 0, both in UTF-16 code units; ends are exclusive. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The range of a span. */
export function rangeOf(source: SourceFile, { start, end }: Span): TextRange {
  const last = positionAt(source, end);
  return {
    offset: start,
    length: end - start,
    ...positionAt(source, start),
    endLine: last.line,
    endColumn: last.column,
  };
}
