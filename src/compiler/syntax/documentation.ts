/** Documentation comments: the `///` lines straight before a model or a stage. */
import type { IToken } from "chevrotain";
import type { SourceFile } from "../source/sourceFile.js";
import { lastStartingAt } from "../source/span.js";

/**
 * The text of the `///` comments that stand directly before `offset` (only white space and each other between), without the slashes and
 * one space after them, joined by "\n"; null where there are none. `comments` are all of the file, in order.
 */
export function documentationBefore(
  source: SourceFile,
  comments: readonly IToken[],
  offset: number,
): string | null {
  const lines: string[] = [];
  let end = offset;
  for (let index = lastStartingAt(comments, (comment) => comment.startOffset, offset); index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined) break;
    const commentEnd = comment.startOffset + comment.image.length;
    if (source.text.slice(commentEnd, end).trim() !== "") break;
    lines.push(comment.image.replace(/^\/\/\/ ?/, "").trimEnd());
    end = comment.startOffset;
  }
  return lines.length === 0 ? null : lines.toReversed().join("\n");
}
