/** Settings that are plain lists: labels, mode, batch, epochs, seeds, precision, data. */
import { dataNames, modes, precisions } from "../../../../grammar/vocabulary.js";
import { replacement } from "../../diagnostics/diagnostic.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import type { DataPlan, PrecisionPlan, TrainingMode } from "../../plan/plan.js";
import type { ExperimentItemNode } from "../../syntax/ast.js";
import { type Cursor, isOneOf, type SettingName } from "../items.js";
import { natural, type NumberKind, readNumberAs } from "../numbers.js";
import { type Choice, mostCells, type Swept, sweepList, withoutRepetitions } from "../sweep.js";

/** The values of one entry; empty, with a diagnostic, where it is wrong. Null where it is no entry of this list at all. */
type ReadEntry<Value> = (item: ExperimentItemNode) => readonly Choice<Value>[] | null;

/** Entries with commas between them; null where none is sound. `expected` says what is missing where there is none: "a mode, such as supervised"; `words` are those that can be entries. */
export function readList<Value>(
  cursor: Cursor,
  name: string,
  expected: string,
  readEntry: ReadEntry<Value>,
  words: readonly string[] = [],
): Swept<Value> | null {
  const isWord = isOneOf(words);
  const isEntry = (item: ExperimentItemNode): boolean => item.kind === "value" || isWord(item);
  const choices: Choice<Value>[] = [];
  for (;;) {
    const item = cursor.peek();
    const entry = item === undefined ? null : readEntry(item);
    if (entry === null) {
      cursor.missing(expected);
      cursor.skip();
      break;
    }
    cursor.next();
    choices.push(...entry);
    if (!cursor.goesOn(isEntry)) break;
  }
  cursor.finish();
  if (choices.length === 0) return null;
  if (choices.length > mostCells) {
    cursor.report("SW0814", {
      span: cursor.setting.span,
      values: { limit: mostCells.toLocaleString("en-US") },
    });
    return null;
  }
  return sweepList({ name, span: cursor.setting.span, choices: withoutRepetitions(choices, cursor.report) });
}

/** `batch 50, 100` */
export function readNumbers(
  cursor: Cursor,
  name: string,
  kind: NumberKind,
  what: string,
): Swept<number> | null {
  return readList(cursor, name, kind.expected, (item) => {
    if (item.kind !== "value") return null;
    const number = readNumberAs(item.value, kind, what, cursor.report);
    return number === null ? [] : [{ text: String(number), value: number, span: item.span }];
  });
}

/** `seeds 1..5, 9` */
export function readSeeds(cursor: Cursor): Swept<number> | null {
  return readList(cursor, "seed", "a seed, such as 1, or a range, such as 1..5", (item) => {
    if (item.kind !== "value") return null;
    const { value, span } = item;
    const [, first, last] = /^(\d+)\.\.(\d+)$/.exec(value.text) ?? [];
    if (first === undefined || last === undefined) {
      const number = readNumberAs(value, natural, "a seed", cursor.report);
      return number === null ? [] : [{ text: String(number), value: number, span }];
    }
    const [from, to] = [Number(first), Number(last)];
    if (!natural.allows(to) || to < from || to - from >= mostCells) {
      const isReversed = natural.allows(from) && to < from;
      const expected = isReversed
        ? "written from the smaller to the larger"
        : `of at most ${mostCells.toLocaleString("en-US")} seeds`;
      const fix = isReversed ? replacement(`${to}..${from}`, span, `${to}..${from}`) : null;
      cursor.report("SW0805", { span, values: { what: "a range", expected, value: value.text }, fix });
      return [];
    }
    return Array.from({ length: to - from + 1 }, (_, index) => ({
      text: String(from + index),
      value: from + index,
      span,
    }));
  });
}

/** `labels 100, 600, all` */
export function readLabels(cursor: Cursor): Swept<number | "all"> | null {
  const read: ReadEntry<number | "all"> = (item) => {
    if (item.kind === "word" && item.text === "all") return [{ text: "all", value: "all", span: item.span }];
    if (item.kind !== "value") return null;
    const number = readNumberAs(item.value, labelCount, "the number of labels", cursor.report);
    return number === null ? [] : [{ text: String(number), value: number, span: item.span }];
  };
  return readList(cursor, "labels", "how many, such as 100, or all", read, ["all"]);
}

/** Both data sets with a name have so many training images. */
const labelCount: NumberKind = {
  expected: "a whole number from 1 to 60,000, or all",
  allows: (number) => Number.isInteger(number) && number >= 1 && number <= 60_000,
};

/** `mode supervised, semi-supervised` */
export function readModes(cursor: Cursor): Swept<TrainingMode> | null {
  return readWords(cursor, "mode", modes);
}

/** `precision fp32, bf16` */
export function readPrecisions(cursor: Cursor): Swept<PrecisionPlan> | null {
  return readWords(cursor, "precision", precisions);
}

/** A list of words, of which each means itself. */
function readWords<Word extends string>(
  cursor: Cursor,
  name: SettingName,
  words: readonly Word[],
): Swept<Word> | null {
  const read: ReadEntry<Word> = (item) => {
    if (item.kind !== "word") return null;
    const word = words.find((known) => known === item.text);
    if (word !== undefined) return [{ text: word, value: word, span: item.span }];
    const hint = didYouMean(item, suggest(item.text, words), `the ${name}s are ${words.join(", ")}`, words);
    cursor.report("SW0803", { span: item.span, values: { what: name, word: item.text }, ...hint });
    return [];
  };
  return readList(cursor, name, `a ${name}: ${words.join(", ")}`, read, words);
}

/** `data mnist, "./letters"` */
export function readData(cursor: Cursor): Swept<Omit<DataPlan, "labels">> | null {
  const read: ReadEntry<Omit<DataPlan, "labels">> = (item) => {
    if (item.kind === "path")
      return [{ text: `"${item.text}"`, value: { name: item.text, kind: "path" }, span: item.span }];
    if (item.kind !== "word") return null;
    const name = dataNames.find((known) => known === item.text);
    if (name !== undefined) return [{ text: name, value: { name, kind: "known" }, span: item.span }];
    const otherwise = `the data sets are ${dataNames.join(" and ")}; a path stands in quotes`;
    cursor.report("SW0803", {
      span: item.span,
      values: { what: "data set", word: item.text },
      ...didYouMean(item, suggest(item.text, dataNames), otherwise, dataNames),
    });
    return [];
  };
  return readList(
    cursor,
    "data",
    `a data set: ${dataNames.join(", ")}, or a path in quotes`,
    read,
    dataNames,
  );
}
