/** What each token is, and how it is written: from the patterns of the lexer. */
import type { TokenType } from "chevrotain";
import { allTokens, quotedText, Word } from "../tokens.js";
import { literalOf } from "./productions.js";
import { writePattern } from "./tokenEbnf.js";

export interface TokenReference {
  readonly name: string;
  readonly sentence: string;
  readonly ebnf: string;
}

/** Tokens with a spelling of their own, in the order in which the reference tells them. A test holds them to the lexer's. */
const sentences = {
  Name: "The name of a model, a stage, a layer, a parameter, and any other word. The letters outside ASCII are let in, so that a foreign name is one error.",
  Word: "A name or a keyword, where a name is expected: a stage that is called `where` is one error, and not a lost way.",
  Quantity:
    "Whatever begins with a digit: a number, a size, a shape, a part of the paper's notation. It takes more than there is, `5.5x5` or `1e400`, and what is " +
    "wrong with that is said afterwards.",
  SizeJoin:
    "The `x` of a size with a computed side, `(X)x(X)` or `3x(X)`: only straight between two sides, one of which is in parentheses.",
  Text: "A path in quotes, only behind `from`, `data` and a comma.",
  WhiteSpace: "Separates, and means nothing more.",
  LineComment:
    "Left out, except that `// swwae-ignore CODE reason` [silences](language.md#diagnostics) a warning.",
  BlockComment: "Left out.",
  DocumentationComment: "The documentation of the model, experiment or stage that follows.",
  UnclosedComment: "A comment without an end, which is one error.",
} as const;

type SpelledToken = keyof typeof sentences;

/** Tokens that look around themselves have a function for a pattern; this is what they take. */
const patternsOfFunctions: Readonly<Partial<Record<SpelledToken, RegExp>>> = {
  SizeJoin: /x/,
  Text: quotedText,
};

/** Every token that is no literal. */
export function readTokens(): TokenReference[] {
  const spelled = allTokens.filter(({ name }) => literalOf(name) === null);
  const unknown = spelled.find(({ name }) => !(name in sentences));
  if (unknown !== undefined) throw new Error(`nothing is said of the token ${unknown.name}`);
  return Object.entries(sentences).map(([name, sentence]) => {
    const token = spelled.find((candidate) => candidate.name === name);
    if (token === undefined) throw new Error(`the lexer has no token ${name}`);
    return { name, sentence, ebnf: `${name} ::= ${spelling(token)}` };
  });
}

/** The words that can never be names, in the order of the lexer. */
export function readKeywords(): string[] {
  return membersOf(Word).flatMap(({ name }) => literalOf(name) ?? []);
}

function membersOf(category: TokenType): TokenType[] {
  return allTokens.filter(({ CATEGORIES }) => CATEGORIES?.includes(category));
}

function spelling(token: TokenType): string {
  if (token === Word) {
    const members = membersOf(Word).map(({ name }) => literalOf(name));
    return ["Name", ...members.flatMap((text) => (text === null ? [] : `'${text}'`))].join(" | ");
  }
  const pattern = patternsOfFunctions[token.name as SpelledToken] ?? token.PATTERN;
  if (!(pattern instanceof RegExp)) throw new Error(`${token.name} has no pattern to write down`);
  return writePattern(pattern);
}
