/** The pieces of a source as the habits look at them: its tokens, and the characters that the lexer did not know, in order. */
import type { ILexingError, IToken } from "chevrotain";
import type { Span } from "../source/span.js";

export interface Atom {
  readonly text: string;
  readonly span: Span;
}

/** Merges tokens and unknown characters; each of these is an atom of its own, but for a run between two quotes. */
export function atomsOf(text: string, tokens: readonly IToken[], errors: readonly ILexingError[]): Atom[] {
  const atoms = tokens.map(({ image, startOffset }) => atom(image, startOffset));
  for (const { offset, length } of errors) {
    for (let at = offset; at < offset + length; at++) atoms.push(atom(text.charAt(at), at));
  }
  return atoms.sort((a, b) => a.span.start - b.span.start);
}

function atom(text: string, start: number): Atom {
  return { text, span: { start, end: start + text.length } };
}

/** So many atoms does a habit look ahead, so that a long source takes a time in proportion. */
const farthest = 500;

/** Atoms with a place in them; looking past either end gives an empty atom. */
export class Reader {
  constructor(
    readonly source: string,
    private readonly atoms: readonly Atom[],
    public index = 0,
    /** Where the atoms end, as far as this reader goes. */
    private readonly limit = atoms.length,
  ) {}

  get done(): boolean {
    return this.index >= this.limit;
  }

  /** True where there are more atoms than this reader sees. */
  get isCut(): boolean {
    return this.limit < this.atoms.length;
  }

  peek(ahead = 0): Atom {
    const end = this.source.length;
    const found = this.index + ahead < this.limit ? this.atoms[this.index + ahead] : undefined;
    return found ?? { text: "", span: { start: end, end } };
  }

  /** The text of the atom `ahead` of the place. */
  at(ahead = 0): string {
    return this.peek(ahead).text;
  }

  next(): Atom {
    const found = this.peek();
    this.index += 1;
    return found;
  }

  /** Goes past the atom where it is one of these. */
  skip(...texts: readonly string[]): boolean {
    if (this.done || !texts.includes(this.at())) return false;
    this.index += 1;
    return true;
  }

  /** Where the atom before the place ends. */
  get endOfPrevious(): number {
    return this.atoms[this.index - 1]?.span.end ?? 0;
  }

  /** A second reader at the same place, to look ahead with. */
  fork(): Reader {
    return new Reader(this.source, this.atoms, this.index, Math.min(this.limit, this.index + farthest));
  }

  /** True where the atom at the place begins a line. */
  get beginsLine(): boolean {
    return this.index === 0 || /[\r\n]/.test(this.source.slice(this.endOfPrevious, this.peek().span.start));
  }

  /** Columns of white space before the first atom of the line of the atom at the place; a tab counts as four. */
  get indentation(): number {
    const { start } = this.peek().span;
    const line = this.source.slice(this.source.lastIndexOf("\n", start - 1) + 1, start);
    return (/^[ \t]*/.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;
  }
}

export const isNumber = (text: string): boolean => /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text);
export const isWord = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);
export const isSize = (text: string): boolean => /^\d+(\.\d+)?([xX×]\d+(\.\d+)?)+$/.test(text);
