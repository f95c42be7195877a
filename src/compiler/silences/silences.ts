/** Silences: `// swwae-ignore SW0406 reason`, in the line of a warning or in the line before. */
import type { IToken } from "chevrotain";
import type { Span } from "../source/span.js";

export interface Silence {
  readonly span: Span;
  /** The code, as it is written. */
  readonly code: { readonly text: string; readonly span: Span } | null;
  readonly reason: string;
}

const form = /^\/\/\s*swwae-ignore(?![A-Za-z0-9_])[^\S\n]*(\S*)[^\S\n]*(.*)$/;

/** The silences among the comments of a file. */
export function readSilences(comments: readonly IToken[]): Silence[] {
  return comments.flatMap(({ image, startOffset }): Silence[] => {
    const match = form.exec(image.trimEnd());
    if (match === null) return [];
    const [whole, code = "", reason = ""] = match;
    const start = startOffset + whole.indexOf(code, whole.indexOf("swwae-ignore") + "swwae-ignore".length);
    return [
      {
        span: { start: startOffset, end: startOffset + whole.length },
        code: code === "" ? null : { text: code, span: { start, end: start + code.length } },
        reason,
      },
    ];
  });
}
