/** Lists of values, and the cross product that they span. Diagnostics: SW0806, SW0814. */
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/span.js";

/** A sweep has at most so many cells. */
export const mostCells = 10_000;

/** One of the values that a list gives. */
export interface Choice<Value> {
  /** As labels write it. */
  readonly text: string;
  readonly value: Value;
  readonly span: Span;
}

/** Something that has a list of values. */
export interface Option<Value> {
  readonly name: string;
  readonly span: Span;
  /** Never empty. */
  readonly choices: readonly Choice<Value>[];
}

/** One way to give a setting: `adam rate 0.1, 0.2` stands for two values. */
export interface Alternative<Value> {
  readonly text: string;
  readonly span: Span;
  /** With its options. */
  readonly whole: Span;
  readonly options: readonly Option<unknown>[];
  /** The value for one choice of each option, in their order. */
  readonly build: (values: readonly unknown[]) => Value;
}

export interface Axis {
  readonly name: string;
  /** The setting whose option it is; null for a setting itself. */
  readonly optionOf: string | null;
  readonly span: Span;
  readonly values: readonly string[];
}

/** All values of a setting: which axes it adds to the sweep, and the value at each of their crossings. */
export interface Swept<Value> {
  readonly axes: readonly Axis[];
  /** The last axis varies fastest. */
  readonly points: readonly {
    readonly choices: readonly number[];
    readonly value: Value;
    readonly span: Span;
  }[];
}

/** A setting that was not given. */
export function fixed<Value>(value: Value, span: Span): Swept<Value> {
  return { axes: [], points: [{ choices: [], value, span }] };
}

/** A plain list: `batch 50, 100`. */
export function sweepList<Value>({ name, span, choices }: Option<Value>): Swept<Value> {
  const points = choices.map((choice, index) => ({
    choices: choices.length > 1 ? [index] : [],
    value: choice.value,
    span: choice.span,
  }));
  return {
    axes: choices.length > 1 ? [{ name, optionOf: null, span, values: choices.map(({ text }) => text) }] : [],
    points,
  };
}

/** What the alternatives of a setting have in common. */
export interface Alternatives<Value> {
  readonly name: string;
  readonly span: Span;
  readonly list: readonly Alternative<Value>[];
  /** Equal for equal values. */
  readonly keyOf: (value: Value) => unknown;
  /** An alternative as the spec writes it: `Net(X = 2)`, `adam rate 0.1`. */
  readonly write: (text: string, options: readonly WrittenOption[]) => string;
}

/** An option's name with one of its values. */
export type WrittenOption = readonly [name: string, value: string];

/**
 * Alternatives with options. A single one has an axis for each option with several values; several share one axis, on which everything that they
 * stand for is a value. Null, with a diagnostic, where there are too many, or where two of them stand for the same.
 */
export function sweepAlternatives<Value>(
  alternatives: Alternatives<Value>,
  report: Report,
): Swept<Value> | null {
  const { name, span, list } = alternatives;
  const sizes = list.map(({ options }) => options.reduce((size, { choices }) => size * choices.length, 1));
  if (sizes.reduce((a, b) => a + b, 0) > mostCells) {
    report("SW0814", { span, values: { limit: mostCells.toLocaleString("en-US") } });
    return null;
  }
  const [only, second] = list;
  if (only !== undefined && second === undefined) {
    const axes = only.options
      .filter(({ choices }) => choices.length > 1)
      .map((option) => ({
        name: option.name,
        optionOf: name,
        span: option.span,
        values: option.choices.map(({ text }) => text),
      }));
    const points = crossings(only.options.map(({ choices }) => choices.length)).map((indices) => ({
      choices: indices.filter((_, index) => (only.options[index]?.choices.length ?? 0) > 1),
      value: valueAt(only, indices),
      span: only.span,
    }));
    return { axes, points };
  }
  if (hasRepetitions(alternatives, report)) return null;
  const flat = list.flatMap((alternative) => {
    const telling = tellingOptions(alternative, list);
    return crossings(alternative.options.map(({ choices }) => choices.length)).map((indices) => ({
      text: [alternative.text, ...optionsAt(alternative, indices).filter(([option]) => telling.has(option))]
        .flat()
        .join(" ")
        .trimEnd(),
      value: valueAt(alternative, indices),
      span: alternative.span,
    }));
  });
  return sweepList({ name, span, choices: flat });
}

/** The options that tell an alternative's values from each other, and from those of its namesakes. */
function tellingOptions<Value>(
  { text, options }: Alternative<Value>,
  all: readonly Alternative<Value>[],
): Set<string> {
  const namesakes = all.filter((other) => other.text === text);
  const textsOf = (alternative: Alternative<Value>, name: string): readonly string[] =>
    alternative.options.find((option) => option.name === name)?.choices.map((choice) => choice.text) ?? [
      "unsaid",
    ];
  const names = options.map(({ name }) => name);
  return new Set(
    names.filter((name) => new Set(namesakes.flatMap((other) => textsOf(other, name))).size > 1),
  );
}

/** SW0806 for each alternative of which something is among the values of those before it. */
function hasRepetitions<Value>({ list, keyOf, write }: Alternatives<Value>, report: Report): boolean {
  const seen = new Map<unknown, string>();
  let isRepeated = false;
  list.forEach((alternative, index) => {
    const points = crossings(alternative.options.map(({ choices }) => choices.length)).map((indices) => ({
      key: keyOf(valueAt(alternative, indices)),
      written: write(alternative.text, optionsAt(alternative, indices)),
    }));
    const repeated = points.filter(({ key }) => seen.has(key));
    for (const { key, written } of points) seen.set(key, seen.get(key) ?? written);
    const [first] = repeated;
    if (first === undefined) return;
    isRepeated = true;
    const same = seen.get(first.key);
    const before = list[index - 1]?.whole.end ?? alternative.whole.start;
    report("SW0806", {
      span: alternative.whole,
      values: { value: first.written },
      notes: same === undefined || same === first.written ? [] : [`it is the same as \`${same}\``],
      fix:
        repeated.length === points.length
          ? replacement("remove it", { start: before, end: alternative.whole.end }, "")
          : null,
    });
  });
  return isRepeated;
}

function valueAt<Value>({ options, build }: Alternative<Value>, indices: readonly number[]): Value {
  return build(options.map(({ choices }, index) => choices[indices[index] ?? 0]?.value));
}

function optionsAt<Value>({ options }: Alternative<Value>, indices: readonly number[]): WrittenOption[] {
  return options.map(({ name, choices }, index) => [name, choices[indices[index] ?? 0]?.text ?? ""]);
}

/** All tuples of indices below the sizes, the last varying fastest. */
export function crossings(sizes: readonly number[]): number[][] {
  let tuples: number[][] = [[]];
  for (const size of sizes)
    tuples = tuples.flatMap((tuple) => Array.from({ length: size }, (_, index) => [...tuple, index]));
  return tuples;
}

/** The choices without those that are there already: SW0806. */
export function withoutRepetitions<Value>(
  choices: readonly Choice<Value>[],
  report: Report,
): Choice<Value>[] {
  const seen = new Set<string>();
  return choices.filter(({ text, span }, index) => {
    if (!seen.has(text)) return Boolean(seen.add(text));
    const before = choices[index - 1]?.span;
    const fix =
      before && before.end <= span.start
        ? replacement("remove it", { start: before.end, end: span.end }, "")
        : null;
    report("SW0806", { span, values: { value: text }, fix });
    return false;
  });
}
