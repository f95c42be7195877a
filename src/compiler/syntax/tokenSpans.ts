/** Places of Chevrotain's tokens. Tokens that recovery made up, and the end of the file, have no place of their own. */
import type { IToken } from "chevrotain";
import type { PlacedEnd } from "../foreign/placedEnd.js";
import type { Span } from "../source/span.js";
import type { NameNode } from "./ast.js";

/** The stretch of a real token. */
export function spanOfToken(token: IToken): Span {
  const placed = token.payload as PlacedEnd | undefined;
  return { start: token.startOffset, end: placed?.end ?? token.startOffset + token.image.length };
}

/** The first real token of a list of the concrete tree; null where it is absent or was made up by recovery. */
export function realToken(tokens: readonly IToken[] | undefined): IToken | null {
  const token = tokens?.[0];
  return token === undefined || token.isInsertedInRecovery || Number.isNaN(token.startOffset) ? null : token;
}

/** The name that a token stands for; null where there is no real token. */
export function nameOf(tokens: readonly IToken[] | undefined): NameNode | null {
  const token = realToken(tokens);
  return token === null ? null : { text: token.image, span: spanOfToken(token) };
}
