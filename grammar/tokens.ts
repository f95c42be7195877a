/**
 * The tokens of the language.
 *
 * Numbers, sizes and words lex permissively: `-3`, `5.5x5`, `1e400`, `5×5` all become tokens, so that what is wrong with
 * them is said by the checker, with the exact span, and not by a parser that lost its way.
 */
import { createToken, type IToken, type ITokenConfig, Lexer, type TokenType } from "chevrotain";

/** Letters outside ASCII (and signs such as ×): part of words, so that a foreign name is one token and one error. */
const foreign = "\\u00AA-\\u02FF\\u0370-\\u1FFF\\u2C00-\\u2DFF\\u3040-\\uD7FF\\uF900-\\uFFDC";

/** A path between quotes. */
export const quotedText = /"[^"\n\r]*"/y;

/** All tokens in the order in which the lexer tries them. */
export const allTokens: TokenType[] = [];

function token(config: ITokenConfig): TokenType {
  const created = createToken(config);
  allTokens.push(created);
  return created;
}

export const WhiteSpace = token({
  name: "WhiteSpace",
  label: "white space",
  pattern: /[\s\uFEFF]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** `///` text for the generated documentation; kept aside and attached to the model or stage that follows. */
export const DocumentationComment = token({
  name: "DocumentationComment",
  label: "a documentation comment",
  pattern: /\/\/\/(?!\/)[^\n\r]*/,
  group: "documentation",
});

export const LineComment = token({
  name: "LineComment",
  label: "a comment",
  pattern: /\/\/[^\n\r]*/,
  group: "comments",
});

export const BlockComment = token({
  name: "BlockComment",
  label: "a comment",
  pattern: /\/\*[\s\S]*?\*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** A block comment that never ends: reported as such, instead of as a hundred unexpected words. */
export const UnclosedComment = token({
  name: "UnclosedComment",
  label: "a comment without an end",
  pattern: /\/\*[\s\S]*/,
  group: "unclosedComments",
  line_breaks: true,
});

export const LeftBrace = token({ name: "LeftBrace", label: "`{`", pattern: "{" });
export const RightBrace = token({ name: "RightBrace", label: "`}`", pattern: "}" });
export const LeftParenthesis = token({ name: "LeftParenthesis", label: "`(`", pattern: "(" });
export const RightParenthesis = token({ name: "RightParenthesis", label: "`)`", pattern: ")" });
export const Dash = token({ name: "Dash", label: "`-`", pattern: "-" });

/** Signs that only some places know: the header of a model, experiments, `use`, and arithmetic. See `places.ts`. */
export const Comma = token({ name: "Comma", label: "`,`", pattern: "," });
export const Colon = token({ name: "Colon", label: "`:`", pattern: ":" });
export const Equals = token({ name: "Equals", label: "`=`", pattern: "=" });
export const Plus = token({ name: "Plus", label: "`+`", pattern: "+" });
export const Star = token({ name: "Star", label: "`*`", pattern: "*" });
export const Slash = token({ name: "Slash", label: "`/`", pattern: "/" });

/** A path between quotes, only where one can stand: behind `from`, `data`, or a comma. */
export const Text = token({
  name: "Text",
  label: "a path in quotes",
  pattern: (text: string, offset: number, matched: readonly IToken[]): RegExpExecArray | null => {
    const before = matched.at(-1)?.image;
    if (before !== "from" && before !== "data" && before !== ",") return null;
    quotedText.lastIndex = offset;
    return quotedText.exec(text);
  },
  start_chars_hint: ['"'],
  line_breaks: false,
});

/** The `x` of a size with computed sides, such as `(X)x(X)` and `(X)x3`: a parenthesis before or behind it. */
export const SizeJoin = token({
  name: "SizeJoin",
  label: "`x`",
  pattern: (text: string, offset: number): [string] | null => {
    const before = text[offset - 1] ?? "";
    const behind = text[offset + 1] ?? "";
    const joins = (before === ")" && /[0-9(]/.test(behind)) || (/[0-9.]/.test(before) && behind === "(");
    return text[offset] === "x" && joins ? ["x"] : null;
  },
  start_chars_hint: ["x"],
  line_breaks: false,
});

/** The words that programs write for what is no finite number. */
const notFinite = "(?:NaN|nan|Infinity|infinity|inf)(?![A-Za-z0-9_])";

/** Whatever starts with a digit: a number, a size (`5x5`), a shape (`28x28x1`), a part of the paper's notation (`5c`). */
export const Quantity = token({
  name: "Quantity",
  label: "a number or size",
  pattern: new RegExp(
    `${notFinite}|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:x-(?=[0-9])|(?!x\\()[A-Za-z0-9_.${foreign}])*`,
  ),
  line_breaks: false,
});

/** `L2*`: L2rec and L2M together. */
export const BothReconstructionTerms = token({
  name: "BothReconstructionTerms",
  label: "`L2*`",
  pattern: "L2*",
});

/** A name or a keyword: lets the parser take `stage where { … }` whole, so that the name alone is the error. */
export const Word = token({ name: "Word", label: "a name", pattern: Lexer.NA });

// Keywords are tried before names; each gives way to a longer name that starts like it.
export const Name = createToken({
  name: "Name",
  label: "a name",
  categories: Word,
  pattern: new RegExp(`[A-Za-z_${foreign}][A-Za-z0-9_${foreign}]*`),
  line_breaks: false,
});

function keyword(name: string, word: string): TokenType {
  return token({ name, label: `\`${word}\``, pattern: word, longer_alt: Name, categories: Word });
}

export const Model = keyword("Model", "model");
export const Input = keyword("Input", "input");
export const Encoder = keyword("Encoder", "encoder");
export const Stage = keyword("Stage", "stage");
export const Classifier = keyword("Classifier", "classifier");
export const Where = keyword("Where", "where");
export const Loss = keyword("Loss", "loss");

allTokens.push(Name);

/** Words that mean something in some places only, and are names elsewhere: the lexer never makes them, `places.ts` does. */
function placedWord(name: string, word: string): TokenType {
  return token({ name, label: `\`${word}\``, pattern: Lexer.NA });
}

export const Experiment = placedWord("Experiment", "experiment");
export const Use = placedWord("Use", "use");
export const From = placedWord("From", "from");
export const As = placedWord("As", "as");
export const Extends = placedWord("Extends", "extends");
export const Repeat = placedWord("Repeat", "repeat");

/** What begins a declaration. */
export const declarationStarts: ReadonlySet<TokenType> = new Set([Model, Experiment, Use]);

/** The words that cannot be names. */
export const keywords: readonly TokenType[] = [Model, Input, Encoder, Stage, Classifier, Where, Loss];
