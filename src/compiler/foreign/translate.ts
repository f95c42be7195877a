/**
 * Understands what people bring along from other languages, before the parser stumbles over it.
 *
 * Each foreign spelling becomes one diagnostic that shows how it is written here. The parser reads the source as if every one of them were mended, so
 * that whatever else is wrong is found as well, at its place in the source as it is.
 */
import type { IToken, Lexer } from "chevrotain";
import { applyFix, type Diagnostic, type TextEdit } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import type { SourceFile } from "../source/sourceFile.js";
import { lastStartingAt, type Span } from "../source/span.js";
import type { PlacedEnd } from "./placedEnd.js";
import { atomsOf, isNumber, isWord, Reader } from "./atoms.js";
import { blockHabit } from "./blockHabit.js";
import { commentHabit } from "./commentHabit.js";
import type { Context, ForeignSpelling, Habit, Section } from "./habit.js";
import { foreignSection } from "./foreignWords.js";
import { inputHabit } from "./inputHabit.js";
import { layerHabit } from "./layerHabit.js";
import { lossHabit } from "./lossHabit.js";
import { importHabit } from "./importHabit.js";
import { nameHabit } from "./nameHabit.js";
import { quoteHabit } from "./quoteHabit.js";
import { placeHabit } from "./placeHabit.js";
import { wordHabit } from "./wordHabit.js";
import { notationHabit } from "./notationHabit.js";
import { statementHabit } from "./statementHabit.js";
import { whereHabit } from "./whereHabit.js";

type Lexed = ReturnType<Lexer["tokenize"]>;

export interface Translated {
  /** What the lexer makes of the mended source, with the offsets of the source as it is. */
  readonly lexed: Lexed;
  readonly diagnostics: readonly Diagnostic[];
  /** The stretches that were read otherwise than they are written: what is wrong in them shows when they are mended. */
  readonly stretches: readonly Span[];
}

const habits: readonly Habit[] = [
  commentHabit,
  importHabit,
  quoteHabit,
  nameHabit,
  blockHabit,
  inputHabit,
  notationHabit,
  lossHabit,
  whereHabit,
  placeHabit,
  layerHabit,
  wordHabit,
  statementHabit,
];

const operators: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);
const sections: ReadonlySet<string> = new Set(["input", "encoder", "classifier", "where", "loss"]);

/** The source as it is written. */
export function untranslated(lexed: Lexed): Translated {
  return { lexed, diagnostics: [], stretches: [] };
}

/** Translates the foreign spellings of a source that the lexer has read. */
export function translateHabits(source: SourceFile, lexed: Lexed, lexer: Lexer): Translated {
  const spellings = findSpellings(source.text, lexed);
  if (spellings.length === 0) return untranslated(lexed);
  const diagnostics = spellings.map(({ diagnostic }) => ({ ...diagnostic, path: source.path }));
  const edits = withoutOverlap(spellings.flatMap((spelling) => spelling.edits));
  const again = lexer.tokenize(applyFix(source.text, { title: "", safe: true, edits }));
  return { lexed: placedBack(again, edits), diagnostics, stretches: edits.map(({ span }) => span) };
}

function findSpellings(text: string, lexed: Lexed): ForeignSpelling[] {
  const atoms = atomsOf(text, lexed.tokens, lexed.errors);
  const reader = new Reader(text, atoms);
  const spellings: ForeignSpelling[] = [];
  const place = new Place();
  while (!reader.done) {
    place.enter(reader);
    if (place.isExperiment) {
      place.pass(reader.next().text);
      continue;
    }
    const from = reader.index;
    const operation = place.arithmetic(reader.fork());
    const found = operation > 0 ? null : place.tryHabits(reader);
    if (found === null) reader.index = from + (operation || passedTogether(reader.fork()));
    else spellings.push(tidied(text, found));
    for (const atom of atoms.slice(from, reader.index)) place.pass(atom.text);
    if (found?.opensBraced) place.pass("{");
    if (found?.opensIndented) place.openIndented();
    if (found?.makesEncoder) place.makeEncoder();
  }
  return spellings;
}

/** A removal takes the line with it where nothing else is on it, and otherwise the white space on one side. */
function tidied(text: string, spelling: ForeignSpelling): ForeignSpelling {
  const edits = spelling.edits.map(({ span, text: written }): TextEdit => {
    let from = span.start;
    while (from > 0 && " \t".includes(text.charAt(from - 1))) from -= 1;
    const beginsLine = from > 0 && /[\r\n]/.test(text.charAt(from - 1));
    const before = text.slice(beginsLine ? from - 1 : from, span.start);
    const behind = /^[ \t]*/.exec(text.slice(span.end))?.[0] ?? "";
    if (written !== "" || span.start === span.end) return { span, text: written };
    const next = text.charAt(span.end + behind.length);
    const isAlone = /^[\r\n]/.test(before) && /[\r\n]|^$/.test(next);
    if (isAlone)
      return { span: { start: span.start - before.length, end: span.end + behind.length }, text: "" };
    return { span: { start: span.start, end: span.end + (before === "" ? 0 : behind.length) }, text: "" };
  });
  const { diagnostic } = spelling;
  return {
    ...spelling,
    edits,
    diagnostic: { ...diagnostic, fix: diagnostic.fix && { ...diagnostic.fix, edits } },
  };
}

/** Where in a file the reader is. */
class Place {
  private depth = 0;
  private section: Section = null;
  /** Blocks without braces are open to the end, as far as this goes. */
  private unbraced = 0;
  private hasEncoder = false;
  private readonly declared = new Set<string>();
  isExperiment = false;

  private get context(): Context {
    const { section, hasEncoder, declared } = this;
    return { section, depth: this.depth + this.unbraced, hasEncoder, declared };
  }

  /** Notes what the atom at the reader's place begins. */
  enter(reader: Reader): void {
    const text = reader.at();
    if (this.depth === 0) {
      const declares = isWord(reader.at(1)) && reader.at(2) === "{";
      const meant = declares && suggest(text, ["experiment", "model"]) === "experiment";
      this.isExperiment = text === "experiment" || meant || (this.isExperiment && text !== "model");
      if (text === "{") this.hasEncoder = hasEncoder(reader.fork());
      // `model Net(X: int = 2, w: where)`
      if (isWord(text) && [":", "=", ",", ")"].includes(reader.at(1))) this.declared.add(text);
    }
    if (this.context.depth > 0 && sections.has(text)) this.section = text as Section;
    if (text === "stage") this.section = "encoder";
  }

  pass(text: string): void {
    if (text === "{") this.depth += 1;
    if (text === "}") {
      this.depth = Math.max(0, this.depth - 1);
      if (this.depth <= 1) this.section = null;
      if (this.depth === 0) this.isExperiment = false;
    }
  }

  makeEncoder(): void {
    this.hasEncoder = true;
  }

  openIndented(): void {
    this.unbraced += 1;
  }

  /** How many atoms the arithmetic that begins here has; 0 where there is none. A parameter may be called as it likes: `(drop)p`. */
  arithmetic(reader: Reader): number {
    const { index } = reader;
    let open = 0;
    let hasParameter = false;
    do {
      const { text } = reader.next();
      if (text === "(") open += 1;
      else if (text === ")") open -= 1;
      else if (this.declared.has(text)) hasParameter = true;
      else if (!isNumber(text) && !operators.has(text)) return 0;
    } while (open > 0 && !reader.done);
    return open === 0 && hasParameter && reader.index > index + 1 ? reader.index - index : 0;
  }

  tryHabits(reader: Reader): ForeignSpelling | null {
    for (const habit of habits) {
      const ahead = reader.fork();
      const found = habit(ahead, this.context);
      if (found === null) continue;
      reader.index = ahead.index;
      return found;
    }
    return null;
  }
}

/** True where an encoder comes before the end of the model that begins at the place. */
function hasEncoder(reader: Reader): boolean {
  for (let open = 0; !reader.done;) {
    const { text } = reader.next();
    if (text === "encoder" || foreignSection(text)?.ours === "encoder") return true;
    if (text === "{") open += 1;
    if (text === "}" && --open <= 0) return false;
  }
  return false;
}

/** How many atoms go together where no habit shows: a keyword and the name behind it, `L2M` and its stage. */
function passedTogether(reader: Reader): number {
  const named = ["model", "stage", "L2M"].includes(reader.at()) && isWord(reader.at(1));
  return named && !["NLL", "L2rec", "L2M", "reduce"].includes(reader.at(1)) ? 2 : 1;
}

/**
 * The edits in the order of their places. One that begins inside of another begins behind it instead: two habits may meet, as
 * where one closes a block in the middle of what the other takes away.
 */
function withoutOverlap(edits: readonly TextEdit[]): readonly TextEdit[] {
  let free = 0;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, text }) => {
      const start = Math.max(span.start, free);
      const end = Math.max(span.end, start);
      free = end;
      return { span: { start, end }, text };
    });
}

/** Gives tokens and errors of the mended text their places in the original. */
function placedBack(lexed: Lexed, edits: readonly TextEdit[]): Lexed {
  const moved: { readonly start: number; readonly edit: TextEdit }[] = [];
  let shift = 0;
  for (const edit of edits) {
    moved.push({ start: edit.span.start + shift, edit });
    shift += edit.text.length - (edit.span.end - edit.span.start);
  }
  const original = (offset: number): number => {
    const found = moved[lastStartingAt(moved, ({ start }) => start, offset)];
    if (found === undefined || offset < found.start) return offset;
    const { start, edit } = found;
    const inside = offset - start;
    if (inside >= edit.text.length) return edit.span.end + inside - edit.text.length;
    return Math.min(edit.span.start + inside, Math.max(edit.span.start, edit.span.end - 1));
  };
  // What is inserted takes no place.
  const endAt = (offset: number): number => {
    const found = moved[lastStartingAt(moved, ({ start }) => start, offset)];
    const isInserted =
      found && found.edit.span.start === found.edit.span.end && offset < found.start + found.edit.text.length;
    return isInserted ? found.edit.span.start : Infinity;
  };
  const place = (token: IToken): void => {
    const start = original(token.startOffset);
    const end = Math.min(original(token.startOffset + token.image.length - 1) + 1, endAt(token.startOffset));
    token.startOffset = start;
    if (end - start !== token.image.length) token.payload = { end: Math.max(start, end) } satisfies PlacedEnd;
  };
  lexed.tokens.forEach(place);
  for (const group of Object.values(lexed.groups)) group.forEach(place);
  const errors = lexed.errors.map((error) => ({ ...error, offset: original(error.offset) }));
  return { ...lexed, errors };
}
