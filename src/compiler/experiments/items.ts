/** The items of an experiment, sorted into its settings. Diagnostics: SW0801, SW0802. */
import { settingNames } from "../../../grammar/vocabulary.js";
import { type Report, safeReplacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { didYouMean } from "../names/didYouMean.js";
import { type Span, spanOver } from "../source/span.js";
import type { ExperimentItemNode } from "../syntax/ast.js";

export type SettingName = (typeof settingNames)[number];

/** A setting with what is written behind its name. */
export interface Setting {
  readonly name: SettingName;
  readonly span: Span;
  readonly items: readonly ExperimentItemNode[];
}

const known = new Map<string, SettingName>(settingNames.map((name) => [name, name]));

/** The settings that items are, each once, in source order. */
export function readSettings(
  items: readonly ExperimentItemNode[],
  misspelt: Set<string>,
  report: Report,
): Setting[] {
  const settings: Setting[] = [];
  const seen = new Set<string>();
  for (const { name, span, items: own } of groupItems(items, misspelt, report)) {
    if (seen.has(name)) report("SW0802", { span, values: { setting: name } });
    else settings.push({ name, span, items: own });
    seen.add(name);
  }
  return settings;
}

function groupItems(items: readonly ExperimentItemNode[], misspelt: Set<string>, report: Report): Setting[] {
  const groups: { name: SettingName; span: Span; items: ExperimentItemNode[] }[] = [];
  let isLost = false;
  for (const item of items) {
    const name = item.kind === "word" ? known.get(item.text) : undefined;
    if (name !== undefined) {
      groups.push({ name, span: item.span, items: [] });
      isLost = false;
    } else if (groups.length === 0) {
      if (!isLost) reportUnknownSetting(item, [], misspelt, report);
      isLost = true;
    } else groups.at(-1)?.items.push(item);
  }
  return groups;
}

/** SW0801 for something that begins no setting; `options` are the words that could have stood there besides. */
export function reportUnknownSetting(
  item: ExperimentItemNode,
  options: readonly string[],
  misspelt: Set<string>,
  report: Report,
): void {
  const text = writeItem(item);
  const words = [...options, ...settingNames];
  const meant = item.kind === "word" ? suggest(text, words) : null;
  if (meant !== null) misspelt.add(meant);
  const otherwise = `the settings are ${settingNames.join(", ")}`;
  report("SW0801", {
    span: item.span,
    values: { word: text },
    ...didYouMean({ text, span: item.span }, meant, otherwise, words),
  });
}

/** An item as it is written, for messages. */
export function writeItem(item: ExperimentItemNode): string {
  switch (item.kind) {
    case "word":
      return item.text;
    case "path":
      return `"${item.text}"`;
    case "value":
      return item.value.text;
    case "comma":
      return ",";
    case "arguments":
      return "(…)";
    case "block":
      return "{…}";
  }
}

/** Items that are one of these words. */
export function isOneOf(words: readonly string[]): (item: ExperimentItemNode) => boolean {
  return (item) => item.kind === "word" && words.includes(item.text);
}

/** Reads items one after the other. */
export class Cursor {
  private index = 0;

  constructor(
    readonly setting: Setting,
    readonly report: Report,
    /** Gets the settings that misspelt words were probably meant to be. */
    private readonly misspelt: Set<string>,
  ) {}

  peek(ahead = 0): ExperimentItemNode | undefined {
    return this.setting.items[this.index + ahead];
  }

  next(): ExperimentItemNode | undefined {
    return this.setting.items[this.index++];
  }

  /** The next item where it is of this kind. */
  take<Kind extends ExperimentItemNode["kind"]>(
    kind: Kind,
  ): Extract<ExperimentItemNode, { kind: Kind }> | null {
    if (this.peek()?.kind !== kind) return null;
    return this.next() as Extract<ExperimentItemNode, { kind: Kind }>;
  }

  /**
   * Whether the list goes on: behind a comma, or where the next item can only be one more entry, which SW0818 says.
   *
   * @param begins whether an item begins an entry of this list, and nothing else that could stand there.
   */
  goesOn(begins: (item: ExperimentItemNode) => boolean): boolean {
    if (this.take("comma") !== null) return true;
    const [last, item] = [this.setting.items[this.index - 1], this.peek()];
    if (last === undefined || item === undefined || !begins(item)) return false;
    const { end } = last.span;
    const entry = writeItem(item);
    const fix = safeReplacement(`, ${entry}`, { ...last.span, start: end, end }, ",");
    this.report("SW0818", { span: item.span, values: { setting: this.setting.name, entry }, fix });
    return true;
  }

  /** From an item to the end of what was read last. */
  spanFrom(item: { readonly span: Span }): Span {
    return spanOver(item.span, this.setting.items[this.index - 1]?.span ?? item.span);
  }

  /** SW0804: something is missing behind what was read last; `word` where nothing else can stand there. */
  missing(expected: string, word?: string): void {
    const last = this.setting.items[this.index - 1]?.span ?? this.setting.span;
    const behind = { ...last, start: last.end };
    this.report("SW0804", {
      span: spanOver(this.setting.span, last),
      values: { setting: this.setting.name, expected },
      fix: word === undefined ? null : safeReplacement(expected, behind, ` ${word}`),
    });
  }

  /** Reports what nobody has read: it begins no setting that there is. */
  finish(options: readonly string[] = []): void {
    const rest = this.next();
    if (rest !== undefined) reportUnknownSetting(rest, options, this.misspelt, this.report);
    this.skip();
  }

  /** Leaves out what is left. */
  skip(): void {
    this.index = this.setting.items.length;
  }
}
