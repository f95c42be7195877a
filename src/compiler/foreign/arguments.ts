/** What stands behind a layer's name in other languages: `(64, (5, 5), activation="relu")`, `filters=64 kernel_size=5`, `5*5 64`. */
import { isNumber, isSize, isWord, type Reader } from "./atoms.js";

export type Argument =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Argument[] };

export interface Arguments {
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  /** True where they are written as they are here: plain numbers and sizes behind each other. */
  readonly plain: boolean;
}

/** Names that layers give their values elsewhere; followed by a value, they are no layers. */
const optionNames = new Set(
  (
    "filters out_channels channels kernel_size kernel size pool_size strides stride padding pad activation act units out_features " +
    "features rate p bias use_bias inplace return_indices in_channels in_features momentum eps dilation groups shape probability"
  ).split(" "),
);

const quotes = new Set(['"', "'", "“", "”", "‘", "’", "`"]);
const none: ReadonlySet<string> = new Set();
const multiplies: ReadonlySet<string> = new Set(["*", "x", "X", "×", "by"]);

/** True before `padding same`, `filters=64` and the like. */
export function isOption(reader: Reader): boolean {
  return optionNames.has(reader.at()) && !["{", "}", "(", ""].includes(reader.at(1));
}

/** Calls in calls go no deeper, so that no source can exhaust the stack. */
const deepest = 16;

/** Reads `( … )` from its opening parenthesis on; null where it is not understood. */
export function readCall(reader: Reader, depth = 0): Arguments | null {
  if (depth > deepest || !reader.skip("(")) return null;
  const positional: Argument[] = [];
  const named = new Map<string, Argument>();
  while (!reader.skip(")")) {
    if (reader.done) return null;
    const name = isWord(reader.at()) && ["=", ":"].includes(reader.at(1)) ? reader.next().text : null;
    if (name !== null) reader.next();
    const value = readArgument(reader, false, depth);
    if (value === null) return null;
    if (name === null) positional.push(value);
    else named.set(name.toLowerCase(), value);
    if (!reader.skip(",") && reader.at() !== ")") return null;
  }
  return { positional, named, plain: false };
}

/**
 * Reads values and options up to the next layer; null where they are not understood. With `products`, `5*5` is a size; a number in
 * parentheses is left to the language itself, where it is arithmetic.
 */
export function readLoose(reader: Reader, { products }: { products: boolean }): Arguments | null {
  const positional: Argument[] = [];
  const named = new Map<string, Argument>();
  let plain = true;
  for (;;) {
    const begin = reader.fork();
    const comma = begin.skip(",");
    if (isOption(begin)) {
      const name = begin.next().text;
      begin.skip("=", ":");
      const value = readArgument(begin);
      if (value === null) return null;
      named.set(name.toLowerCase(), value);
      plain = false;
    } else if (startsValue(begin)) {
      const first = begin.index;
      const inParentheses = begin.at() === "(";
      const value = readArgument(begin, products);
      if (value === null) return null;
      if (inParentheses && value.kind === "list" && value.items.length < 2) return null;
      const last = positional.at(-1);
      // `5,5`: two numbers joined by a comma are one size, or one decimal.
      if (
        comma &&
        last?.kind === "number" &&
        value.kind === "number" &&
        isNumber(last.text) &&
        isNumber(value.text)
      ) {
        positional[positional.length - 1] = { kind: "list", items: [last, value] };
        plain = false;
      } else if (comma && last?.kind === "list" && value.kind === "number" && !isSize(value.text)) {
        positional[positional.length - 1] = { kind: "list", items: [...last.items, value] };
      } else {
        positional.push(value);
        if (value.kind === "list" || begin.index > first + 1) plain = false;
      }
    } else break;
    reader.index = begin.index;
  }
  return { positional, named, plain };
}

function startsValue(reader: Reader): boolean {
  const text = reader.at();
  return isNumber(text) || isSize(text) || text === "[" || (text === "(" && /^[\d.]/.test(reader.at(1)));
}

/** A number, a size in any spelling, a word, a text in quotes, or a list in any brackets. */
export function readArgument(reader: Reader, products = false, depth = 0): Argument | null {
  if (depth > deepest) return null;
  const { text } = reader.next();
  if (quotes.has(text)) return readQuoted(reader, text);
  if (text === "(" || text === "[") return readList(reader, text === "(" ? ")" : "]", depth + 1);
  if (isSize(text)) return { kind: "number", text: text.replace(/[X×]/g, "x") };
  if (isNumber(text)) {
    if (reader.skip("%")) return { kind: "number", text: decimal(Number(text) / 100) };
    if (reader.at() === "/" && isNumber(reader.at(1))) {
      reader.next();
      return { kind: "number", text: decimal(Number(text) / Number(reader.next().text)) };
    }
    const items: Argument[] = [{ kind: "number", text }];
    const signs = products ? multiplies : none;
    while (signs.has(reader.at()) && isNumber(reader.at(1))) {
      reader.next();
      items.push({ kind: "number", text: reader.next().text });
    }
    return items.length === 1 ? (items[0] ?? null) : { kind: "list", items };
  }
  if (!isWord(text)) return null;
  // `nn.ReLU`, `tf.nn.relu`: the last word counts.
  let word = text;
  while (reader.at() === "." && isWord(reader.at(1))) {
    reader.next();
    word = reader.next().text;
  }
  if (reader.at() === "(" && readCall(reader, depth + 1) === null) return null;
  return { kind: "word", text: word };
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function readQuoted(reader: Reader, open: string): Argument | null {
  const from = reader.endOfPrevious;
  const closing = open === "“" ? "”" : open === "‘" ? "’" : open;
  while (!reader.done) {
    const { text, span } = reader.next();
    if (text === closing) return { kind: "word", text: reader.source.slice(from, span.start).trim() };
    if (text === "{" || text === "}") return null;
  }
  return null;
}

function readList(reader: Reader, closing: string, depth: number): Argument | null {
  const items: Argument[] = [];
  while (!reader.skip(closing)) {
    if (reader.done) return null;
    const item = readArgument(reader, false, depth);
    if (item === null) return null;
    items.push(item);
    if (!reader.skip(",") && reader.at() !== closing) return null;
  }
  return { kind: "list", items };
}

/** The numbers of an argument: of `(5, 5)` two, of `5x5` two, of 5 one; empty for a word. */
export function numbersOf(argument: Argument | undefined): readonly string[] {
  if (argument === undefined || argument.kind === "word") return [];
  if (argument.kind === "number") return argument.text.split("x");
  return argument.items.flatMap(numbersOf);
}

/** The word of an argument, in lower case; null for numbers. */
export function wordOf(argument: Argument | undefined): string | null {
  return argument?.kind === "word" ? argument.text.toLowerCase() : null;
}
