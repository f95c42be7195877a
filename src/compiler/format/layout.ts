/** Where lines begin: short items stand on one line, others are opened; comments keep their places between the words. */
import type { Comment, Gap } from "./gaps.js";
import { type Block, firstWord, type Item, type Word } from "./items.js";
import { columnsOf, joined, type Line, width } from "./lines.js";

/** Blocks that stand on one line whenever they fit there; the others stay open where the author opened them. */
const layerBlocks: ReadonlySet<string> = new Set(["layerBlock"]);

/** Blocks whose items have a line each as soon as there are two. */
const listBlocks: ReadonlySet<string> = new Set(["encoderBlock", "unknownBlock"]);

/** Blocks within a block that may share its line, counted with it. */
const deepestOnOneLine = 2;

/** The lines of a file. */
export function layOutFile(items: readonly Item[], atEnd: Gap): Line[] {
  const layout = new Layout();
  layout.content(items, atEnd, 0);
  return layout.lines;
}

class Layout {
  readonly lines: Line[] = [];

  /** The items of a block and the comments before its end, each on lines of their own. */
  content(items: readonly Item[], end: Gap, indent: number): void {
    const start = this.lines.length;
    let wasTall = false;
    for (const [index, item] of items.entries()) {
      const { gap } = firstWord(item);
      const lines = this.itemLines(item, indent);
      // Models of several lines are set apart from their neighbours, with the comments before them.
      const isTall = lines.length > 1;
      const isApart = indent === 0 && index > 0 && (isTall || wasTall);
      this.comments(gap, indent, start, isApart);
      const asked = gap.afterBlank || (isApart && gap.rows.length === 0);
      let afterBlank = asked && this.lines.length > start;
      for (const line of lines) {
        this.lines.push(afterBlank ? { ...line, afterBlank } : line);
        afterBlank = false;
      }
      wasTall = isTall;
    }
    this.comments(end, indent, start, false);
    if (end.before.length > 0) this.lines.push(commentLine(end.before, indent, false));
  }

  /** The comments of a gap that share no line with the token behind them. */
  private comments({ behind, rows }: Gap, indent: number, start: number, isApart: boolean): void {
    const last = this.lines.at(-1);
    if (behind.length > 0 && last !== undefined) {
      this.lines[this.lines.length - 1] = { ...last, comments: [...last.comments, ...behind] };
    }
    for (const [index, { comments, afterBlank }] of rows.entries()) {
      const asked = afterBlank || (isApart && index === 0);
      this.lines.push(commentLine(comments, indent, asked && this.lines.length > start));
    }
  }

  private itemLines(item: Item, indent: number): Line[] {
    const flat = flatItem(item);
    if (flat !== null && columnsOf(indent, flat.text) <= width) {
      return [{ indent, ...flat, comments: [], afterBlank: false, isItem: true }];
    }
    const layout = new Layout();
    layout.openItem(item, indent);
    return layout.lines;
  }

  /** An item on several lines. */
  private openItem({ parts }: Item, indent: number): void {
    const hasBlock = parts.some(({ kind }) => kind === "block");
    // Where a block follows, its content is one step in: lines of what stands before it are set off from that.
    const writer = new LineWriter(this.lines, indent, hasBlock ? indent + 2 : indent + 1);
    for (const [index, part] of parts.entries()) {
      const word = part.kind === "word" ? part : part.open;
      const comments = index === 0 ? word.gap.before : allComments(word.gap);
      for (const comment of comments) writer.comment(comment);
      if (part.kind === "word") {
        if (index > 0) writer.join(part, sizeOfUnbroken(parts, index));
        writer.write(part.text, comments.length > 0 ? " " : part.join.text);
        continue;
      }
      const flat = flatBlock(part);
      if (flat !== null && !writer.hasEndedLines && writer.fits(` ${flat}`)) {
        writer.write(flat, " ");
        continue;
      }
      writer.open(part.open.text);
      this.content(part.items, part.close.gap, indent + 1);
      writer.resume(part.close.text);
    }
    writer.endLine();
  }
}

/** Collects the words of an item's line, and ends the line where a comment or the width asks for it. */
class LineWriter {
  hasEndedLines = false;
  private text = "";
  private at: number;

  /** `further` is the indentation of all lines but the first. */
  constructor(
    private readonly lines: Line[],
    private readonly indent: number,
    private readonly further: number,
  ) {
    this.at = indent;
  }

  write(text: string, separator: string): void {
    this.text = this.text === "" ? text : `${this.text}${separator}${text}`;
  }

  /** Ends the line before a word where its join asks for it; `size` is the length of what cannot be taken apart. */
  join({ join }: Word, size: number): void {
    if (this.text === "" || join.breaks === "never") return;
    const isFull = columnsOf(this.at, this.text) + join.text.length + size > width;
    if (join.breaks !== "ifNeeded" || isFull) this.endLine();
  }

  fits(text: string): boolean {
    return columnsOf(this.at, this.text + text) <= width;
  }

  comment(comment: Comment): void {
    if (comment.endsLine) this.endLine([comment]);
    else this.write(comment.text, " ");
  }

  /** Ends the line; the item goes on further in. */
  endLine(comments: readonly Comment[] = []): void {
    const { at: indent, text } = this;
    if (text !== "" || comments.length > 0) {
      this.lines.push({ indent, text, comments, afterBlank: false, isItem: false, columns: null });
    }
    this.hasEndedLines = true;
    this.text = "";
    this.at = this.further;
  }

  /** Ends the line with the brace of a block; a brace that is alone stands below the beginning of the item. */
  open(brace: string): void {
    if (this.text === "") this.at = this.indent;
    this.write(brace, " ");
    this.endLine();
  }

  /** Goes on behind a block, at the indentation of the item. */
  resume(text: string): void {
    this.at = this.indent;
    this.text = text;
  }
}

function commentLine(comments: readonly Comment[], indent: number, afterBlank: boolean): Line {
  const text = comments.map((comment) => reindented(comment, indent)).join(" ");
  return { indent, text, comments: [], afterBlank, isItem: false, columns: null };
}

/** A block comment whose lines begin with `*` moves with its first line; others keep their lines as they are. */
function reindented({ text, isTall }: Comment, indent: number): string {
  if (!isTall) return text;
  const [first = "", ...others] = text.split("\n");
  if (!others.every((line) => line.trimStart().startsWith("*"))) return text;
  return [first.trimEnd(), ...others.map((line) => `${"  ".repeat(indent)} ${line.trim()}`)].join("\n");
}

function allComments({ behind, rows, before }: Gap): Comment[] {
  return [...behind, ...rows.flatMap(({ comments }) => comments), ...before];
}

/** The length of a word with what cannot stand on another line: words behind it, and the brace of a block. */
function sizeOfUnbroken(parts: Item["parts"], index: number): number {
  let size = 0;
  for (let next = index; next < parts.length; next++) {
    const part = parts[next];
    if (part?.kind === "block") return size + " {".length;
    if (part?.kind !== "word" || (next > index && part.join.breaks !== "never")) break;
    size += part.text.length + (next > index ? part.join.text.length : 0);
  }
  return size;
}

/** An item on one line; null where it cannot be. */
function flatItem({ rule, parts, column }: Item): Pick<Line, "text" | "columns"> | null {
  const left = flatParts(parts, 0, column ?? parts.length);
  if (left === null) return null;
  if (column === null) return { text: left, columns: { rule, left, right: null } };
  const right = flatParts(parts, column, parts.length);
  return right === null ? null : { text: `${left} ${right}`, columns: { rule, left, right } };
}

function flatParts(parts: Item["parts"], start: number, end: number): string | null {
  let text = "";
  for (const [index, part] of parts.slice(start, end).entries()) {
    const { gap, join } = part.kind === "word" ? part : part.open;
    const written = part.kind === "word" ? part.text : flatBlock(part);
    // What else stands before the first word belongs to the place of the item, not to the item.
    const comments = start + index === 0 ? gap.before : allComments(gap);
    if (written === null || comments.some(({ endsLine, isTall }) => endsLine || isTall)) return null;
    if (start + index > 0 && join.breaks === "always") return null;
    const isTight = index === 0 || (part.kind === "word" && comments.length === 0 && join.text === "");
    text += `${isTight ? "" : " "}${[...comments.map((comment) => comment.text), written].join(" ")}`;
  }
  return text;
}

/** `{ a  b }`; null where the block has to be open, or is left open. */
function flatBlock(block: Block): string | null {
  const { rule, items, close } = block;
  const [first] = items;
  const isLeftOpen = first !== undefined && firstWord(first).gap.breaksLine && !layerBlocks.has(rule);
  if (isLeftOpen || (items.length > 1 && listBlocks.has(rule)) || depthOf(block) > deepestOnOneLine)
    return null;
  const written: string[] = [];
  for (const item of items) {
    const { behind, rows } = firstWord(item).gap;
    const flat = behind.length + rows.length > 0 ? null : flatItem(item);
    if (flat === null) return null;
    written.push(flat.text);
  }
  if (close.gap.behind.length + close.gap.rows.length > 0) return null;
  if (close.gap.before.length > 0) written.push(joined(close.gap.before));
  return written.length === 0 ? "{ }" : `{ ${written.join("  ")} }`;
}

function depthOf({ items }: Block): number {
  let deepest = 0;
  for (const { parts } of items) {
    for (const part of parts) if (part.kind === "block") deepest = Math.max(deepest, depthOf(part));
  }
  return 1 + deepest;
}
