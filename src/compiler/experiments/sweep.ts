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
  readonly options: readonly Option<unknown>[];
  /** The value for one choice of each option, in their order. */
  readonly build: (values: readonly unknown[]) => Value;
}

export interface Axis {
  readonly name: string;
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
    axes: choices.length > 1 ? [{ name, span, values: choices.map(({ text }) => text) }] : [],
    points,
  };
}

/**
 * Alternatives with options. A single one has an axis for each option with several values; several share one axis, on which everything that they
 * stand for is a value. Null, with a diagnostic, where there are too many.
 */
export function sweepAlternatives<Value>(
  name: string,
  span: Span,
  alternatives: readonly Alternative<Value>[],
  report: Report,
): Swept<Value> | null {
  const sizes = alternatives.map(({ options }) =>
    options.reduce((size, { choices }) => size * choices.length, 1),
  );
  if (sizes.reduce((a, b) => a + b, 0) > mostCells) {
    report("SW0814", { span, values: { limit: mostCells.toLocaleString("en-US") } });
    return null;
  }
  const [only, second] = alternatives;
  if (only !== undefined && second === undefined) {
    const axes = only.options
      .filter(({ choices }) => choices.length > 1)
      .map((option) => ({
        name: option.name,
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
  const flat = alternatives.flatMap((alternative) =>
    crossings(alternative.options.map(({ choices }) => choices.length)).map((indices) => ({
      text: [alternative.text, ...labels(alternative, indices)].join(" "),
      value: valueAt(alternative, indices),
      span: alternative.span,
    })),
  );
  return sweepList({ name, span, choices: flat });
}

function valueAt<Value>({ options, build }: Alternative<Value>, indices: readonly number[]): Value {
  return build(options.map(({ choices }, index) => choices[indices[index] ?? 0]?.value));
}

function labels<Value>({ options }: Alternative<Value>, indices: readonly number[]): string[] {
  return options.flatMap(({ name, choices }, index) =>
    choices.length > 1 ? [`${name} ${choices[indices[index] ?? 0]?.text ?? ""}`] : [],
  );
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
