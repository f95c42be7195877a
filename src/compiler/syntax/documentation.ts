/** Documentation comments: the `///` lines straight before a model or a stage. */
import type { IToken } from "chevrotain";
import type { SourceFile } from "../source/sourceFile.js";

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
  for (let index = lastBefore(comments, offset); index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined) break;
    const commentEnd = comment.startOffset + comment.image.length;
    if (source.text.slice(commentEnd, end).trim() !== "") break;
    lines.unshift(comment.image.replace(/^\/\/\/ ?/, "").trimEnd());
    end = comment.startOffset;
  }
  return lines.length === 0 ? null : lines.join("\n");
}

/** Index of the last comment that starts before `offset`; -1 where there is none. */
function lastBefore(comments: readonly IToken[], offset: number): number {
  let low = -1;
  let high = comments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((comments[middle]?.startOffset ?? Infinity) < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
