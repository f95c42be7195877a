/** The syntax phase: source text → syntax tree and syntax diagnostics. */
import type { IParserErrorMessageProvider, IToken, Lexer as LexerType } from "chevrotain";
import { Lexer } from "../../../grammar/chevrotain.js";
import type { SpecCstNode } from "../../../grammar/cst.js";
import { SpecParser } from "../../../grammar/parser.js";
import { allTokens, LeftBrace, Model, RightBrace } from "../../../grammar/tokens.js";
import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/sourceFile.js";
import type { SpecNode } from "./ast.js";
import { buildTree } from "./buildTree.js";
import { expectations, lexerDiagnostics, parserDiagnostics } from "./syntaxErrors.js";
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

/**
 * Parses a source file. The tree holds whatever could be read; models with a syntax error are marked as not intact.
 * Diagnostics: SW01xx, and SW02xx for parts of the notation that do not exist.
 */
export function parse(source: SourceFile): { spec: SpecNode; diagnostics: readonly Diagnostic[] } {
  const { lexer, parser } = getMachinery();
  const { tokens, groups, errors } = lexer.tokenize(source.text);
  const diagnostics = lexerDiagnostics(source, errors, groups["unclosedComments"] ?? []);

  const tooDeep = tokenNestedTooDeep(tokens);
  if (tooDeep !== null) {
    const values = { limit: deepestNesting };
    diagnostics.push(createDiagnostic(source.path, "SW0108", { span: spanOfToken(tooDeep), values }));
    return { spec: { models: [] }, diagnostics };
  }

  parser.input = tokens;
  const tree = parser.spec() as SpecCstNode | undefined;
  const syntaxErrors = parserDiagnostics(source, tokens, parser.errors, diagnostics);
  const built = buildTree(source, tree, groups["documentation"] ?? [], syntaxErrors.places);
  return {
    spec: built.spec,
    diagnostics: [...diagnostics, ...syntaxErrors.diagnostics, ...built.diagnostics],
  };
}

function tokenNestedTooDeep(tokens: readonly IToken[]): IToken | null {
  let depth = 0;
  for (const token of tokens) {
    // A model never stands in another: what is still open before it has lost its end.
    if (token.tokenType === Model) depth = 0;
    if (token.tokenType === LeftBrace) depth += 1;
    if (token.tokenType === RightBrace) depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return token;
  }
  return null;
}
