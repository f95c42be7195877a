/** The syntax phase: source text → syntax tree and syntax diagnostics. */
import type { IParserErrorMessageProvider, IToken, Lexer as LexerType } from "chevrotain";
import { Lexer } from "../../../grammar/chevrotain.js";
import type { SpecCstNode } from "../../../grammar/cst.js";
import { SpecParser } from "../../../grammar/parser.js";
import { placeTokens } from "../../../grammar/places.js";
import {
  allTokens,
  declarationStarts,
  LeftBrace,
  LeftParenthesis,
  RightBrace,
  RightParenthesis,
} from "../../../grammar/tokens.js";
import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { readSilences, type Silence } from "../silences/silences.js";
import type { SourceFile } from "../source/sourceFile.js";
import type { SpecNode } from "./ast.js";
import { buildTree } from "./buildTree.js";
import { expectations, lexerDiagnostics, parserDiagnostics, type Stretch } from "./syntaxErrors.js";
import { spanOfToken } from "./tokenSpans.js";

/** Deeper nesting is refused, so that no source can exhaust the stack. */
const deepestNesting = 64;

interface Machinery {
  readonly lexer: LexerType;
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
}

/**
 * Parses a source file. The tree holds whatever could be read; models with a syntax error are marked as not intact.
 * Diagnostics: SW01xx, and SW02xx for parts of the notation that do not exist.
 */
export function parse(source: SourceFile): Parsed {
  const { lexer, parser } = getMachinery();
  const { tokens: read, groups, errors } = lexer.tokenize(source.text);
  const { tokens, dropped } = placeTokens(read, isExperiment);
  const unexpected = joinNeighbours([...errors, ...dropped.map(placeOf)]);
  const diagnostics = lexerDiagnostics(source, unexpected, groups["unclosedComments"] ?? []);

  const silences = readSilences(groups["comments"] ?? []);

  const tooDeep = tokenNestedTooDeep(tokens);
  if (tooDeep !== null) {
    const values = { limit: deepestNesting };
    diagnostics.push(createDiagnostic(source.path, "SW0108", { span: spanOfToken(tooDeep), values }));
    return { spec: { uses: [], models: [], experiments: [] }, diagnostics, silences };
  }

  parser.input = tokens;
  const tree = parser.spec() as SpecCstNode | undefined;
  const syntaxErrors = parserDiagnostics(source, tokens, parser.errors, diagnostics);
  const built = buildTree(source, tree, groups["documentation"] ?? [], syntaxErrors.places);
  return {
    spec: built.spec,
    diagnostics: [...diagnostics, ...syntaxErrors.diagnostics, ...built.diagnostics],
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

function tokenNestedTooDeep(tokens: readonly IToken[]): IToken | null {
  let depth = 0;
  for (const token of tokens) {
    // A model never stands in another: what is still open before it has lost its end.
    if (declarationStarts.has(token.tokenType)) depth = 0;
    if (token.tokenType === LeftBrace || token.tokenType === LeftParenthesis) depth += 1;
    if (token.tokenType === RightBrace || token.tokenType === RightParenthesis)
      depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return token;
  }
  return null;
}
