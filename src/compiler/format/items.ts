/**
 * From the concrete tree to what layout is about: words, blocks in braces, and the items in them.
 *
 * Only the braces and a few rules of the grammar are known here. A rule that is new to the language is laid out like the others, and no token
 * of it can be lost, because every token becomes a word.
 */
import type { IToken } from "chevrotain";
import { LeftBrace, RightBrace } from "../../../grammar/tokens.js";
import { settingNames } from "../../../grammar/vocabulary.js";
import { type Branch, isToken, tokensOf } from "./concreteTree.js";
import type { Gap } from "./gaps.js";
import { type Join, joinOf, joinsOfNotation, type Placed } from "./joins.js";

/** A token with what stands before it. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
  readonly gap: Gap;
  /** How it is joined to the word before it in the same item. */
  readonly join: Join;
}

/** `{ … }` */
export interface Block {
  readonly kind: "block";
  /** The rule of the grammar that the block is, such as "layerBlock". */
  readonly rule: string;
  readonly open: Word;
  readonly items: readonly Item[];
  readonly close: Word;
}

/** What stands in a block, or in the file: a section, a stage, a layer, a loss term. */
export interface Item {
  readonly rule: string;
  /** Never empty. */
  readonly parts: readonly (Word | Block)[];
  /** Index of the part that begins the second column of a table of such items; null where there is none. */
  readonly column: number | null;
}

/** The first word of an item. */
export function firstWord({ parts }: Item): Word {
  const [first] = parts as [Word | Block];
  return first.kind === "word" ? first : first.open;
}

/** The items of a file. */
export function readItems(tree: Branch | null, gaps: ReadonlyMap<IToken, Gap>): Item[] {
  return tree === null ? [] : new ItemReader(gaps).items(tree.children, tree.rule);
}

/** Rules that are lists on one line. */
const listRules: ReadonlySet<string> = new Set(["use", "parameterList", "argumentList"]);

const beginsSetting: ReadonlySet<string> = new Set(settingNames);

class ItemReader {
  private previous: Placed | null = null;

  constructor(private readonly gaps: ReadonlyMap<IToken, Gap>) {}

  /** The items that the children of a block are. Loose tokens on one line are one item. */
  items(children: readonly (Branch | IToken)[], rule: string): Item[] {
    if (rule === "experiment" || rule === "settingsBlock") return this.settings(children);
    const items: { rule: string; parts: (Word | Block)[]; column: number | null }[] = [];
    let isLoose = false;
    for (const child of children) {
      const wasLoose = isLoose;
      isLoose = isToken(child) || child.rule === "anything" || child.rule === "unknownBlock";
      const parts = isToken(child) ? [this.word(child, "anything")] : [];
      const inner = isToken(child) ? null : innermost(child);
      if (inner !== null) this.read(inner, parts);
      const first = parts[0];
      const continues = first !== undefined && wasLoose && isLoose && !gapOf(first).breaksLine;
      if (continues) items.at(-1)?.parts.push(...parts);
      else items.push({ rule: inner?.rule ?? "anything", parts, column: inner && columnOf(inner, parts) });
    }
    return items;
  }

  /** The settings of an experiment: the grammar sees but words and values, of which some begin a setting. */
  private settings(children: readonly (Branch | IToken)[]): Item[] {
    const settings: (Word | Block)[][] = [];
    for (const child of children) {
      const tokens = isToken(child) ? [child] : tokensOf(child);
      const begins = tokens.length === 1 && beginsSetting.has(tokens[0]?.image ?? "");
      if (begins || settings.length === 0) settings.push([]);
      const parts: (Word | Block)[] = [];
      if (isToken(child)) parts.push(this.word(child, "setting"));
      else this.read(child, parts);
      settings.at(-1)?.push(...parts);
    }
    return settings.map((parts) => {
      const isTable = parts.length > 1 && parts.every(({ kind }) => kind === "word");
      return { rule: "setting", parts: partedBehindCommas(parts), column: isTable ? 1 : null };
    });
  }

  /** Appends the words and blocks of a branch. */
  private read(branch: Branch, parts: (Word | Block)[]): void {
    if (branch.rule === "notation") {
      for (const [token, join] of joinsOfNotation(branch)) parts.push(this.word(token, "notation", join));
      return;
    }
    if (listRules.has(branch.rule)) {
      const words = tokensWithRules(branch).map(({ token, rule }) => this.word(token, rule));
      parts.push(...partedBehindCommas(words));
      return;
    }
    const { rule, children } = branch;
    const open = children.findIndex((child) => isToken(child) && child.tokenType === LeftBrace);
    const close = children.findLastIndex((child) => isToken(child) && child.tokenType === RightBrace);
    children.forEach((child, index) => {
      if (open !== -1 && index > open && index <= close) return;
      if (index === open) parts.push(this.block(rule, children.slice(open, close + 1)));
      else if (isToken(child)) parts.push(this.word(child, rule));
      else this.read(child, parts);
    });
  }

  private block(rule: string, children: readonly (Branch | IToken)[]): Block {
    const [first, last] = [children[0], children.at(-1)] as [IToken, IToken];
    const open = this.word(first, rule);
    const items = this.items(children.slice(1, -1), rule);
    return { kind: "block", rule, open, items, close: this.word(last, rule) };
  }

  private word(token: IToken, rule: string, join?: Join): Word {
    const gap = this.gapBefore(token);
    const { previous } = this;
    this.previous = { token, rule };
    return { kind: "word", text: token.image, gap, join: join ?? joinOf(previous, this.previous, gap) };
  }

  private gapBefore(token: IToken): Gap {
    const gap = this.gaps.get(token);
    if (gap === undefined) throw new Error(`invariant: the token ${token.image} is not of this source`);
    return gap;
  }
}

/** The words of a list, whose lines end behind commas only. */
function partedBehindCommas<Part extends Word | Block>(parts: readonly Part[]): Part[] {
  return parts.map((word, index) => {
    if (word.kind === "block") return word;
    const before = parts[index - 1];
    const isParted = word.join.breaks !== "ifNeeded" || (before?.kind === "word" && before.text === ",");
    return isParted ? word : { ...word, join: { ...word.join, breaks: "never" } };
  });
}

/** The tokens of a branch, each with the rule that reads it. */
function tokensWithRules({ rule, children }: Branch): Placed[] {
  return children.flatMap((child) => (isToken(child) ? [{ token: child, rule }] : tokensWithRules(child)));
}

function gapOf(part: Word | Block): Gap {
  return part.kind === "word" ? part.gap : part.open.gap;
}

/** The rule that says what an item is: rules with a single rule below them say nothing. */
function innermost(branch: Branch): Branch {
  const [only, ...others] = branch.children;
  return only === undefined || others.length > 0 || isToken(only) ? branch : innermost(only);
}

/** Loss terms are a table of terms and weights; blocks that follow each other are one of their heads and braces. */
function columnOf({ rule, children }: Branch, parts: readonly (Word | Block)[]): number | null {
  if (rule === "lossEntry") {
    const value = children.findIndex((child) => !isToken(child) && child.rule === "value");
    return value > 0 && value === children.length - 1 ? value : null;
  }
  const last = parts.length - 1;
  return last > 0 && parts[last]?.kind === "block" ? last : null;
}
