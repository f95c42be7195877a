/** The tokens of a source, and the concrete syntax tree with everything in the order in which it was written. */
import { type CstElement, type CstNode, type IToken, Lexer } from "chevrotain";
import { placeTokens } from "../../../grammar/places.js";
import { SpecParser } from "../../../grammar/parser.js";
import { allTokens } from "../../../grammar/tokens.js";
import { isExperiment } from "../syntax/parse.js";

/** A rule of the grammar with what it read: Chevrotain sorts children by their names, here they stand in source order. */
export interface Branch {
  readonly rule: string;
  /** Never empty. */
  readonly children: readonly (Branch | IToken)[];
  readonly start: number;
}

let lexer: Lexer | null = null;
let parser: SpecParser | null = null;

/** The tokens of a source, without comments. */
export function readTokens(text: string): IToken[] {
  lexer ??= new Lexer(allTokens, { positionTracking: "onlyOffset", skipValidations: true });
  return placeTokens(lexer.tokenize(text).tokens, isExperiment).tokens;
}

/** The tree of a source that is free of syntax errors; null where it has no tokens. */
export function readTree(tokens: IToken[]): Branch | null {
  parser ??= new SpecParser();
  parser.input = tokens;
  return toBranch(parser.spec());
}

export function isToken(child: Branch | CstElement): child is IToken {
  return "tokenType" in child;
}

/** All tokens of a branch, in order. */
export function tokensOf(branch: Branch): IToken[] {
  return branch.children.flatMap((child) => (isToken(child) ? [child] : tokensOf(child)));
}

function toBranch({ name, children }: CstNode): Branch | null {
  const inOrder = Object.values(children)
    .flat()
    .map((child) => (isToken(child) ? child : toBranch(child)))
    .filter((child) => child !== null)
    .sort((a, b) => startOf(a) - startOf(b));
  const [first] = inOrder;
  return first === undefined ? null : { rule: name, children: inOrder, start: startOf(first) };
}

function startOf(child: Branch | IToken): number {
  return isToken(child) ? child.startOffset : child.start;
}
