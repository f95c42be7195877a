/** The syntax phase: source text → syntax tree and syntax diagnostics. */
import { type IParserErrorMessageProvider, type IToken, Lexer } from "chevrotain";
import type { SpecCstNode } from "../../../grammar/cst.js";
import { SpecParser } from "../../../grammar/parser.js";
import { placeTokens } from "../../../grammar/places.js";
import {
  allTokens,
  Dash,
  declarationStarts,
  LeftBrace,
  LeftParenthesis,
  Plus,
  RightBrace,
  RightParenthesis,
  Slash,
  Star,
} from "../../../grammar/tokens.js";
import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { readSilences, type Silence } from "../silences/silences.js";
import { translateHabits, untranslated } from "../foreign/translate.js";
import type { SourceFile } from "../source/sourceFile.js";
import { lastStartingAt, type Span } from "../source/span.js";
import type { SpecNode } from "./ast.js";
import { buildTree } from "./buildTree.js";
import { expectations, lexerDiagnostics, parserDiagnostics, type Stretch } from "./syntaxErrors.js";
import { spanOfToken } from "./tokenSpans.js";

/** Deeper nesting is refused, so that no source can exhaust the stack. */
const deepestNesting = 64;

/** Signs of arithmetic in one pair of parentheses. */
const mostSigns = 1000;
const operators = new Set([Dash, Plus, Slash, Star]);

interface Machinery {
  readonly lexer: Lexer;
  readonly parser: SpecParser;
}

let machinery: Machinery | null = null;

/** The lexer and the parser analyse the grammar when they are made, so they are made once, when first needed. */
function getMachinery(): Machinery {
  machinery ??= {
    lexer: new Lexer(allTokens, { positionTracking: "onlyOffset", skipValidations: true }),
    parser: new SpecParser(expectations satisfies IParserErrorMessageProvider),
  };
  return machinery;
}

export interface Parsed {
  readonly spec: SpecNode;
  readonly diagnostics: readonly Diagnostic[];
  readonly silences: readonly Silence[];
  /** Stretches in another language's spelling, which were read as they are meant: what else is wrong in them shows when they are mended. */
  readonly translated: readonly Span[];
}

/**
 * Parses a source file. The tree holds whatever could be read; models with a syntax error are marked as not intact.
 * With `translates`, spellings of other languages are read as they are meant, each with a diagnostic of its own.
 * Diagnostics: SW01xx, and SW02xx for parts of the notation that do not exist.
 */
export function parse(source: SourceFile, { translates = false } = {}): Parsed {
  const { lexer, parser } = getMachinery();
  const lexed = lexer.tokenize(source.text);
  const habits = translates ? translateHabits(source, lexed, lexer) : untranslated(lexed);
  const { tokens: read, groups, errors } = habits.lexed;
  const translated = habits.stretches;
  const { tokens, dropped } = placeTokens(read, isExperiment);
  const unexpected = joinNeighbours([...errors, ...dropped.map(placeOf)]);
  const diagnostics = lexerDiagnostics(source, unexpected, groups["unclosedComments"] ?? []);

  const silences = readSilences(groups["comments"] ?? []);

  const tooDeep = tokenNestedTooDeep(tokens);
  if (tooDeep !== null) {
    const values = { limit: deepestNesting };
    diagnostics.push(createDiagnostic(source.path, "SW0108", { span: spanOfToken(tooDeep), values }));
    diagnostics.push(...habits.diagnostics);
    return { spec: { uses: [], models: [], experiments: [] }, diagnostics, silences, translated };
  }

  parser.input = tokens;
  const tree = parser.spec() as SpecCstNode | undefined;
  const syntaxErrors = parserDiagnostics(source, tokens, parser.errors, diagnostics);
  const built = buildTree(source, tree, groups["documentation"] ?? [], syntaxErrors.places);
  return {
    spec: built.spec,
    diagnostics: [
      ...outside(translated, [...diagnostics, ...syntaxErrors.diagnostics, ...built.diagnostics]),
      ...habits.diagnostics,
    ],
    translated,
    silences,
  };
}

/** `experiment`, and what can only be that misspelt. */
export function isExperiment(word: string): boolean {
  return word === "experiment" || suggest(word, ["experiment", "model"]) === "experiment";
}

function placeOf(token: IToken): Stretch {
  return { offset: token.startOffset, length: token.image.length };
}

/** Stretches in order; those that touch each other are one. */
function joinNeighbours(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { offset, length } of [...stretches].sort((a, b) => a.offset - b.offset)) {
    const last = joined.at(-1);
    if (last !== undefined && last.offset + last.length === offset)
      joined[joined.length - 1] = { offset: last.offset, length: last.length + length };
    else joined.push({ offset, length });
  }
  return joined;
}

/** The diagnostics that do not begin in one of the stretches, which are in order. */
export function outside(stretches: readonly Span[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ span }) => {
    const stretch = stretches[lastStartingAt(stretches, ({ start }) => start, span.start)];
    return stretch === undefined || span.start < stretch.start || span.start >= stretch.end;
  });
}

function tokenNestedTooDeep(tokens: readonly IToken[]): IToken | null {
  let depth = 0;
  // A long sum is as deep a tree as it has signs.
  let signs = [0];
  for (const token of tokens) {
    // A model never stands in another: what is still open before it has lost its end.
    if (declarationStarts.has(token.tokenType)) {
      depth = 0;
      signs = [0];
    }
    if (token.tokenType === LeftParenthesis) signs.push(0);
    if (token.tokenType === RightParenthesis && signs.length > 1) signs.pop();
    if (signs.length > 1 && operators.has(token.tokenType)) {
      const last = signs.length - 1;
      signs[last] = (signs[last] ?? 0) + 1;
      if ((signs[last] ?? 0) > mostSigns) return token;
    }
    if (token.tokenType === LeftBrace || token.tokenType === LeftParenthesis) depth += 1;
    if (token.tokenType === RightBrace || token.tokenType === RightParenthesis)
      depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return token;
  }
  return null;
}
