/** What stands between two tokens: comments, line breaks and blank lines. */
import type { IToken } from "chevrotain";
import { spanOfToken } from "../syntax/tokenSpans.js";

export interface Comment {
  /** As written, without white space at the ends of lines, which end with "\n". */
  readonly text: string;
  /** True for `//` and `///`: nothing can follow on the same line. */
  readonly endsLine: boolean;
  /** True where it covers several lines. */
  readonly isTall: boolean;
}

/** Comments that share a line with each other and with no token. */
export interface CommentRow {
  readonly comments: readonly Comment[];
  readonly afterBlank: boolean;
}

/** The stretch before a token, or before the end of the file. */
export interface Gap {
  /** Comments on the line of the previous token, where that line ends with them. */
  readonly behind: readonly Comment[];
  readonly rows: readonly CommentRow[];
  /** Comments on the line of the token that follows. */
  readonly before: readonly Comment[];
  /** True where a blank line precedes the line of the token. */
  readonly afterBlank: boolean;
  /** True where the previous token and this one stand on different lines. */
  readonly breaksLine: boolean;
  /** True where nothing at all lies between the tokens. */
  readonly isEmpty: boolean;
}

/** The gap before every token, and behind the last one. */
export function readGaps(
  text: string,
  tokens: readonly IToken[],
): { before: ReadonlyMap<IToken, Gap>; atEnd: Gap } {
  const before = new Map<IToken, Gap>();
  let end = 0;
  tokens.forEach((token, index) => {
    const span = spanOfToken(token);
    before.set(token, readGap(text.slice(end, span.start), { isFirst: index === 0, isLast: false }));
    end = span.end;
  });
  return { before, atEnd: readGap(text.slice(end), { isFirst: tokens.length === 0, isLast: true }) };
}

const commentPattern = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;

interface Row extends CommentRow {
  readonly comments: Comment[];
}

function readGap(text: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Gap {
  // The first row continues the line of the previous token; every line break between comments begins another.
  const rows: Row[] = [{ comments: [], afterBlank: false }];
  let end = 0;
  const takeSpace = (stop: number) => {
    const breaks = text.slice(end, stop).match(/\r\n|\n|\r/g)?.length ?? 0;
    if (breaks > 0) rows.push({ comments: [], afterBlank: breaks > 1 });
  };
  for (const match of text.matchAll(commentPattern)) {
    takeSpace(match.index);
    rows.at(-1)?.comments.push(createComment(match[0]));
    end = match.index + match[0].length;
  }
  takeSpace(text.length);
  const breaksLine = rows.length > 1;
  if (isFirst) rows.unshift({ comments: [], afterBlank: false });
  if (isLast) rows.push({ comments: [], afterBlank: false });
  const isEmpty = text === "";
  const last = rows.pop() ?? { comments: [], afterBlank: false };
  const behind = rows.shift()?.comments ?? [];
  const between = rows.filter(({ comments }) => comments.length > 0);
  // What covers several lines leaves no room for a token beside it.
  if (last.comments.some(({ isTall }) => isTall)) {
    return { behind, rows: [...between, last], before: [], afterBlank: false, breaksLine, isEmpty };
  }
  return { behind, rows: between, before: last.comments, afterBlank: last.afterBlank, breaksLine, isEmpty };
}

function createComment(written: string): Comment {
  const endsLine = written.startsWith("//");
  const lines = written.split(/\r\n|\n|\r/);
  const text = lines.map((line) => line.trimEnd()).join("\n");
  return { text, endsLine, isTall: text.includes("\n") };
}
