/** Turns what Chevrotain's lexer and parser complain about into diagnostics: one per slip. */
import type { IParserErrorMessageProvider, IRecognitionException, IToken } from "chevrotain";
import { declarationStarts, LeftBrace, Model, RightBrace, Stage } from "../../../grammar/tokens.js";
import {
  createDiagnostic,
  type Diagnostic,
  type Fix,
  replacement,
  safeReplacement,
} from "../diagnostics/diagnostic.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import { lastStartingAt, type Span } from "../source/span.js";
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
  side: "a number or size",
  factor: "a number or a parameter",
  product: "a number or a parameter",
  expression: "a number or a parameter",
  constant: "a number or a kind of where",
  experimentItem: "a setting",
  settingsBlock: "settings in braces",
};

/** What a missing name would name, by the rule that asks for it. */
const namedByRule: Readonly<Record<string, string>> = {
  model: "a name for the model",
  stage: "a name for the stage",
  whereClause: "a kind of where (hard, soft, none or map)",
  experiment: "a name for the experiment",
  experimentBase: "the name of an experiment",
  usedName: "the name of a model",
  parameter: "the name of a parameter",
  extendsClause: "the name of a model",
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

/** A stretch of characters that are no tokens. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** SW0101 for stretches of unexpected characters, SW0104 for a comment without an end. */
export function lexerDiagnostics(
  source: SourceFile,
  errors: readonly Stretch[],
  unclosedComments: readonly IToken[],
): Diagnostic[] {
  const unexpected = errors.map(({ offset, length }) => {
    const text = source.text.slice(offset, offset + length);
    const what = [...text].length === 1 ? `character \`${text}\`` : `characters \`${text}\``;
    const span = { start: offset, end: offset + length };
    const isSeparator = /^[,;:="'“”‘’]+$/.test(text);
    const remove = isSeparator ? safeReplacement : replacement;
    // Without the character, two words may need a blank between them.
    const stands = /\S/.test(source.text.charAt(offset - 1)) && /\S/.test(source.text.charAt(span.end));
    return createDiagnostic(source.path, "SW0101", {
      span,
      values: { what },
      label: isSeparator ? separatorLabel(text) : "",
      fix: remove("remove it", span, stands ? " " : ""),
    });
  });
  const unclosed = unclosedComments.map((token) =>
    createDiagnostic(source.path, "SW0104", {
      span: { start: token.startOffset, end: token.startOffset + 2 },
      values: {},
      label: "opened here",
      fix: commentEnd(source, token),
    }),
  );
  return [...unexpected, ...unclosed];
}

/** Most comments are meant for their line. */
function commentEnd({ text }: SourceFile, { startOffset }: IToken): Fix {
  const line = /[\r\n]/.exec(text.slice(startOffset));
  const rest = line === null ? "" : text.slice(startOffset + line.index);
  // The blocks that are open before the comment are closed behind its line.
  const isOfLine = count(rest, "}") > count(rest, "{");
  const end = isOfLine && line !== null ? startOffset + line.index : text.length;
  return replacement(`end it at the end of the ${isOfLine ? "line" : "file"}`, { start: end, end }, " */");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function separatorLabel(text: string): string {
  if (/["'“”‘’]/.test(text)) return "words stand without quotes";
  return /[,;]/.test(text) ? "white space alone separates" : "a word's value follows it directly";
}

/**
 * SW0102 and SW0103: one diagnostic per slip. An error is left out where it follows from an earlier one: right behind characters that the
 * lexer dropped, or a missing `}` of a block whose `{` is missing. `places` are the offsets behind which all errors arose, with those.
 */
export function parserDiagnostics(
  source: SourceFile,
  tokens: readonly IToken[],
  errors: readonly IRecognitionException[],
  lexerErrors: readonly Diagnostic[],
): { readonly diagnostics: readonly Diagnostic[]; readonly places: readonly number[] } {
  const indexOf = new Map(tokens.map((token, index) => [token, index]));
  const place = (token: IToken) => indexOf.get(token) ?? tokens.length;
  const inOrder = errors
    .map((error) => ({ error, index: place(error.token) }))
    .sort((a, b) => a.index - b.index);
  const braces = new Braces(tokens);
  const diagnostics: Diagnostic[] = [];
  const places: number[] = [];
  for (const { error, index } of inOrder) {
    const followsDropped = hasDropped(
      lexerErrors,
      endOf(tokens[index - 1]),
      tokens[index]?.startOffset ?? Infinity,
    );
    const diagnostic = toDiagnostic(source, error, tokens, index, braces);
    places.push(endOf(tokens[index - 1]));
    if (diagnostic !== null && !followsDropped) diagnostics.push(diagnostic);
  }
  return { diagnostics, places };
}

/** True where the lexer dropped characters between two tokens. */
function hasDropped(lexerErrors: readonly Diagnostic[], start: number, end: number): boolean {
  const last = lexerErrors[lastStartingAt(lexerErrors, ({ span }) => span.start, end)];
  return last !== undefined && last.span.start >= start;
}

function endOf(token: IToken | undefined): number {
  return token === undefined ? 0 : spanOfToken(token).end;
}

function toDiagnostic(
  source: SourceFile,
  error: IRecognitionException,
  tokens: readonly IToken[],
  index: number,
  braces: Braces,
): Diagnostic | null {
  const token = tokens[index];
  const found = token === undefined ? "the end of the file" : `\`${token.image}\``;
  const behind = endOf(tokens[index - 1]);
  const gap: Span = { start: behind, end: behind };
  const block = blockName(error.context.ruleStack);
  if (error.message === RightBrace.LABEL) {
    const opened = braces.close(index);
    if (opened === "excused") return null;
    // Where nothing more of the model follows, all of its blocks end here.
    const isLast = token === undefined || declarationStarts.has(token.tokenType);
    const missing = "}".repeat(isLast ? braces.depth + 1 : 1);
    return createDiagnostic(source.path, "SW0103", {
      span: gap,
      values: { block, found },
      label: "`}` is missing here at the latest",
      notes:
        opened === null
          ? []
          : [`the block was opened on line ${positionAt(source, opened.startOffset).line}`],
      fix: replacement(`insert \`${missing}\``, gap, ` ${missing}`),
    });
  }
  const opens = error.message === LeftBrace.LABEL;
  if (opens) braces.excuse(index);
  return createDiagnostic(source.path, "SW0102", {
    // A missing end is the mistake of the model before, not of the one that follows.
    span: token === undefined || declarationStarts.has(token.tokenType) ? gap : spanOfToken(token),
    values: { expected: error.message, found },
    label: opens ? `the block of \`${block}\` begins with \`{\`` : "",
    fix: error.message === namedByRule["stage"] ? stageName(tokens, index) : null,
  });
}

/** A name for a stage that has none: stage1, stage2 and so on, as in the notation. */
function stageName(tokens: readonly IToken[], index: number): Fix | null {
  const keyword = tokens[index - 1];
  if (keyword?.tokenType !== Stage || tokens[index]?.tokenType !== LeftBrace) return null;
  const before = tokens.slice(0, index);
  const first = before.findLastIndex(({ tokenType }) => tokenType === Model);
  const name = `stage${before.slice(first + 1).filter(({ tokenType }) => tokenType === Stage).length}`;
  const { end } = spanOfToken(keyword);
  return replacement(`stage ${name} { … }`, { start: end, end }, ` ${name}`);
}

/** The word that opens the block of the innermost rule. */
function blockName(rules: readonly string[]): string {
  for (const rule of rules.toReversed()) {
    if (rule === "layerRepeat" || rule === "stageRepeat") return "repeat";
    if (rule === "experiment") return "experiment";
    if (rule === "stage") return "stage";
    if (rule === "classifierSection") return "classifier";
    if (rule === "encoderSection") return "encoder";
    if (rule === "lossSection") return "loss";
    if (rule === "unknownSection") return "section";
  }
  return "model";
}

/** The braces that are open at a place, as the text has them and as earlier errors have closed them. */
class Braces {
  private open: IToken[] = [];
  private position = 0;
  /** Missing `{` of this model: each accounts for one `}` that is missing later. */
  private excuses = 0;

  constructor(private readonly tokens: readonly IToken[]) {}

  /** Notes that a `{` is missing before the token at `index`. */
  excuse(index: number): void {
    this.advance(index);
    this.excuses += 1;
  }

  /** The innermost open brace before the token at `index`, which counts as closed from here on; "excused" by a missing `{`. */
  close(index: number): IToken | "excused" | null {
    this.advance(index);
    if (this.excuses > 0) {
      this.excuses -= 1;
      return "excused";
    }
    return this.open.pop() ?? null;
  }

  /** How many braces are still open. */
  get depth(): number {
    return this.open.length;
  }

  private advance(index: number): void {
    for (; this.position < index; this.position++) {
      const token = this.tokens[this.position];
      if (token?.tokenType === LeftBrace) this.open.push(token);
      if (token?.tokenType === RightBrace) this.open.pop();
      if (token === undefined || !declarationStarts.has(token.tokenType)) continue;
      this.open = [];
      this.excuses = 0;
    }
  }
}
