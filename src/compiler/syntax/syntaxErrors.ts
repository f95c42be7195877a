/** Turns what Chevrotain's lexer and parser complain about into diagnostics: one per slip. */
import type { ILexingError, IParserErrorMessageProvider, IRecognitionException, IToken } from "chevrotain";
import { EOF } from "../../../grammar/chevrotain.js";
import { LeftBrace, RightBrace } from "../../../grammar/tokens.js";
import { createDiagnostic, type Diagnostic, replacement } from "../diagnostics/diagnostic.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import { spanOfToken } from "./tokenSpans.js";

/** What could stand where a rule found no way on. */
const expectedByRule: Readonly<Record<string, string>> = {
  model: "a model",
  section: "a section (input, encoder, classifier, where or loss)",
  encoderSection: "a block `{ … }` or the paper's notation, such as (64)5c-2p-10fc",
  encoderItem: "a stage",
  stage: "a stage",
  layerBlockItem: "a layer",
  lossEntry: "a loss term",
  notationPart: "a part of the notation, such as (64)5c or 2p",
  value: "a number or size",
};

/** What a missing name would name, by the rule that asks for it. */
const namedByRule: Readonly<Record<string, string>> = {
  model: "a name for the model",
  stage: "a name for the stage",
  whereClause: "a kind of where (hard, soft or none)",
};

/** Chevrotain's messages hold only what was expected; the diagnostics are built around it. */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) =>
    expected.name === "Word" || expected.name === "Name"
      ? (namedByRule[ruleName] ?? "a name")
      : (expected.LABEL ?? expected.name),
  buildNoViableAltMessage: ({ ruleName }) => expectedByRule[ruleName] ?? "something else",
  buildEarlyExitMessage: ({ ruleName }) => expectedByRule[ruleName] ?? "something else",
  buildNotAllInputParsedMessage: () => "a model",
};

/** SW0101 for stretches of unexpected characters, SW0104 for a comment without an end. */
export function lexerDiagnostics(
  source: SourceFile,
  errors: readonly ILexingError[],
  unclosedComments: readonly IToken[],
): Diagnostic[] {
  const unexpected = errors.map(({ offset, length }) => {
    const text = source.text.slice(offset, offset + length);
    const what = [...text].length === 1 ? `character \`${text}\`` : `characters \`${text}\``;
    const span = { start: offset, end: offset + length };
    return createDiagnostic(source.path, "SW0101", {
      span,
      values: { what },
      fix: replacement("remove it", span, " "),
    });
  });
  const unclosed = unclosedComments.map((token) =>
    createDiagnostic(source.path, "SW0104", {
      span: { start: token.startOffset, end: token.startOffset + 2 },
      values: {},
      label: "opened here",
      fix: replacement(
        "end it at the end of the file",
        { start: source.text.length, end: source.text.length },
        " */",
      ),
    }),
  );
  return [...unexpected, ...unclosed];
}

/**
 * SW0102, SW0103, SW0105: one diagnostic per slip. An error is left out where it follows from an earlier one: at the same
 * token, among the tokens that recovery skipped, or right behind characters that the lexer dropped.
 */
export function parserDiagnostics(
  source: SourceFile,
  tokens: readonly IToken[],
  errors: readonly IRecognitionException[],
  lexerErrors: readonly Diagnostic[],
): Diagnostic[] {
  const indexOf = new Map(tokens.map((token, index) => [token, index]));
  const place = (token: IToken) => indexOf.get(token) ?? tokens.length;
  const inOrder = [...errors].sort((a, b) => place(a.token) - place(b.token));
  const braces = new OpenBraces(tokens);
  const diagnostics: Diagnostic[] = [];
  let coveredUntil = -1;
  for (const error of inOrder) {
    const index = place(error.token);
    const skipped = error.resyncedTokens.map(place).filter((at) => at < tokens.length);
    const covered = index <= coveredUntil;
    coveredUntil = Math.max(coveredUntil, index, ...skipped.slice(-1));
    const gap = { start: endOf(tokens[index - 1]), end: tokens[index]?.startOffset ?? source.text.length };
    const dropped = lexerErrors.some(({ span }) => span.start >= gap.start && span.end <= gap.end);
    const diagnostic = toDiagnostic(source, error, tokens, index, braces);
    if (!covered && !dropped) diagnostics.push(diagnostic);
  }
  return diagnostics;
}

function endOf(token: IToken | undefined): number {
  return token === undefined ? 0 : spanOfToken(token).end;
}

function toDiagnostic(
  source: SourceFile,
  error: IRecognitionException,
  tokens: readonly IToken[],
  index: number,
  braces: OpenBraces,
): Diagnostic {
  const atEnd = error.token.tokenType === EOF || index >= tokens.length;
  const found = atEnd ? "the end of the file" : `\`${error.token.image}\``;
  const behind = endOf(tokens[index - 1]);
  const span: Span = atEnd ? { start: behind, end: behind } : spanOfToken(error.token);
  const rules = error.context.ruleStack;
  if (error.message === "`}`") {
    const opened = braces.closeInnermost(index);
    const line = opened === null ? null : positionAt(source, opened.startOffset).line;
    return createDiagnostic(source.path, "SW0103", {
      span: { start: behind, end: behind },
      values: { block: blockName(rules), found },
      label: "`}` is missing here at the latest",
      notes: line === null ? [] : [`the block was opened on line ${line}`],
      fix: replacement("insert `}`", { start: behind, end: behind }, " }"),
    });
  }
  if (error.name === "NotAllInputParsedException" || (rules.length <= 1 && !atEnd)) {
    return createDiagnostic(source.path, "SW0105", {
      span,
      values: { found },
      label: "here only `model Name { … }` can stand",
    });
  }
  return createDiagnostic(source.path, "SW0102", { span, values: { expected: error.message, found } });
}

/** The word that opened the block of the innermost rule. */
function blockName(rules: readonly string[]): string {
  for (const rule of rules.toReversed()) {
    if (rule === "stage") return "stage";
    if (rule === "classifierSection") return "classifier";
    if (rule === "encoderSection") return "encoder";
    if (rule === "lossSection") return "loss";
    if (rule === "unknownSection") return "section";
  }
  return "model";
}

/** The braces that are open before a token, as the text has them and as earlier errors have closed them. */
class OpenBraces {
  private readonly open: IToken[] = [];
  private position = 0;

  constructor(private readonly tokens: readonly IToken[]) {}

  /** The innermost open brace before the token at `index`, which counts as closed from here on. */
  closeInnermost(index: number): IToken | null {
    for (; this.position < index; this.position++) {
      const token = this.tokens[this.position];
      if (token?.tokenType === LeftBrace) this.open.push(token);
      if (token?.tokenType === RightBrace) this.open.pop();
    }
    return this.open.pop() ?? null;
  }
}
