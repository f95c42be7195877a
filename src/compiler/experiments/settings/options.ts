/** Settings that are a kind with options: optimizer, schedule, stop. */
import { optimizerKinds, scheduleKinds } from "../../../../grammar/vocabulary.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import type { OptimizerPlan, SchedulePlan } from "../../plan/plan.js";
import type { Span } from "../../source/span.js";
import { type Cursor, isOneOf } from "../items.js";
import { count, natural, notNegative, type NumberKind, positive, readNumberAs, share } from "../numbers.js";
import {
  type Alternative,
  type Choice,
  type Option,
  sweepAlternatives,
  type Swept,
  withoutRepetitions,
  type WrittenOption,
} from "../sweep.js";

interface OptionKind {
  /** Null for a word without a value. */
  readonly number: NumberKind | null;
  readonly what: string;
  readonly needed?: boolean;
}

type Options = Readonly<Record<string, OptionKind>>;

const rate: OptionKind = { number: positive, what: "the learning rate" };
const decay: OptionKind = { number: notNegative, what: "the weight decay" };
const adam: Options = {
  rate,
  decay,
  beta1: { number: share, what: "beta1" },
  beta2: { number: share, what: "beta2" },
};
const optimizers: Readonly<Record<(typeof optimizerKinds)[number], Options>> = {
  adam,
  adamw: adam,
  sgd: {
    rate,
    decay,
    momentum: { number: share, what: "the momentum" },
    nesterov: { number: null, what: "nesterov" },
  },
};

const warmup: OptionKind = { number: natural, what: "the warm-up" };
const schedules: Readonly<Record<(typeof scheduleKinds)[number], Options>> = {
  constant: { warmup },
  step: {
    warmup,
    every: { number: count, what: "the number of epochs between two steps", needed: true },
    factor: { number: positive, what: "the factor of a step", needed: true },
  },
  cosine: { warmup },
  "one-cycle": { warmup },
};

/** Rates of a kind that says none. */
const defaultRates = { adam: 0.001, adamw: 0.001, sgd: 0.1 } as const;

/** `optimizer adam rate 0.001, 0.01, sgd rate 0.1 momentum 0.9 nesterov` */
export function readOptimizers(cursor: Cursor): Swept<OptimizerPlan> | null {
  return readKinds(cursor, optimizers, (kind, given): OptimizerPlan => ({
    kind,
    rate: given("rate") ?? defaultRates[kind],
    momentum: given("momentum") ?? 0,
    nesterov: given("nesterov") === 1,
    beta1: given("beta1") ?? 0.9,
    beta2: given("beta2") ?? 0.999,
    weightDecay: given("decay") ?? (kind === "adamw" ? 0.01 : 0),
  }));
}

/** `schedule step every 10 factor 0.1 warmup 1` */
export function readSchedules(cursor: Cursor): Swept<SchedulePlan> | null {
  return readKinds(cursor, schedules, (kind, given): SchedulePlan => {
    const warmupEpochs = given("warmup") ?? 0;
    return kind === "step"
      ? { kind, every: given("every") ?? 1, factor: given("factor") ?? 1, warmupEpochs }
      : { kind, warmupEpochs };
  });
}

/** `stop patience 3, 5` */
export function readStop(cursor: Cursor): Swept<{ readonly patience: number } | null> | null {
  const options = readOptions(
    cursor,
    { patience: { number: count, what: "the patience", needed: true } },
    "stop",
    false,
  );
  cursor.finish(["patience"]);
  if (options === null || options.length === 0) return null;
  const { span } = cursor.setting;
  const list = [{ text: "", span, whole: span, options, build: stopAfter }];
  return sweepAlternatives({ name: "stop", span, list, keyOf: JSON.stringify, write }, cursor.report);
}

/** `adam rate 0.1` */
function write(kind: string, options: readonly WrittenOption[]): string {
  return [kind, ...options.flat()].join(" ").trimEnd();
}

function stopAfter([patience]: readonly unknown[]): { readonly patience: number } {
  return { patience: Number(patience) };
}

function readKinds<Kind extends string, Value>(
  cursor: Cursor,
  table: Readonly<Record<Kind, Options>>,
  build: (kind: Kind, given: (option: string) => number | undefined) => Value,
): Swept<Value> | null {
  const { setting, report } = cursor;
  const kinds = Object.keys(table) as Kind[];
  const alternatives: Alternative<Value>[] = [];
  let isSound = true;
  do {
    const word = cursor.take("word");
    if (word === null) {
      cursor.missing(`one of ${kinds.join(", ")}`);
      return null;
    }
    const kind = kinds.find((known) => known === word.text);
    if (kind === undefined) {
      const hint = didYouMean(word, suggest(word.text, kinds), `there are ${kinds.join(", ")}`, kinds);
      report("SW0803", { span: word.span, values: { what: setting.name, word: word.text }, ...hint });
    }
    const options = readOptions(
      cursor,
      kind === undefined ? mergedOptions(table) : table[kind],
      word.text,
      kind === undefined,
    );
    if (kind === undefined || options === null) {
      isSound = false;
      continue;
    }
    const names = options.map(({ name }) => name);
    const given = (values: readonly unknown[]) => (option: string) => {
      const index = names.indexOf(option);
      return index === -1 ? undefined : Number(values[index]);
    };
    alternatives.push({
      text: kind,
      span: word.span,
      whole: cursor.spanFrom(word),
      options,
      build: (values) => build(kind, given(values)),
    });
  } while (cursor.goesOn(isOneOf(kinds)));
  cursor.finish(kinds.flatMap((kind) => Object.keys(table[kind])));
  if (!isSound) return null;
  const { name, span } = setting;
  return sweepAlternatives({ name, span, list: alternatives, keyOf: JSON.stringify, write }, report);
}

function mergedOptions<Kind extends string>(table: Readonly<Record<Kind, Options>>): Options {
  return Object.assign({}, ...Object.values<Options>(table)) as Options;
}

/** The options behind a kind; null, with a diagnostic, where one is wrong. `isLenient` where the kind is not known. */
function readOptions(
  cursor: Cursor,
  known: Options,
  kind: string,
  isLenient: boolean,
): Option<number>[] | null {
  const { report } = cursor;
  const options: Option<number>[] = [];
  let isSound = true;
  for (;;) {
    const word = cursor.peek();
    if (word?.kind !== "word") break;
    const option = known[word.text];
    if (option === undefined && !isOptionOfAny(word.text)) break;
    cursor.next();
    const choices =
      option?.number === null ? [flag(word.span)] : readValues(cursor, option ?? null, word.text);
    if (option === undefined) {
      const label = `the options are ${Object.keys(known).join(", ")}`;
      if (!isLenient) report("SW0816", { span: word.span, values: { option: word.text, kind }, label });
      isSound = false;
    } else if (options.some(({ name }) => name === word.text)) {
      report("SW0802", { span: word.span, values: { setting: word.text } });
      isSound = false;
    } else if (choices === null) isSound = false;
    else options.push({ name: word.text, span: word.span, choices });
  }
  for (const [name, { needed }] of Object.entries(known)) {
    // A word that is left may be what is missing, misspelt; it is reported as such.
    if (
      needed !== true ||
      !isSound ||
      cursor.peek()?.kind === "word" ||
      options.some((option) => option.name === name)
    )
      continue;
    cursor.missing(`\`${name}\` with a number`);
    isSound = false;
  }
  return isSound ? options : null;
}

const everyOption = new Set(
  [...Object.values(optimizers), ...Object.values(schedules)].flatMap((options) => Object.keys(options)),
);

function isOptionOfAny(word: string): boolean {
  return everyOption.has(word);
}

function flag(span: Span): Choice<number> {
  return { text: "", value: 1, span };
}

/** The values behind an option; a comma with a number behind it goes on, any other belongs to the setting. */
function readValues(cursor: Cursor, option: OptionKind | null, name: string): Choice<number>[] | null {
  const choices: Choice<number>[] = [];
  let isSound = true;
  let value = cursor.take("value");
  if (value === null) {
    if (option !== null) cursor.missing(`a value for \`${name}\`: ${option.number?.expected ?? ""}`);
    return null;
  }
  while (value !== null) {
    const number = option?.number
      ? readNumberAs(value.value, option.number, option.what, cursor.report)
      : null;
    if (number === null) isSound = false;
    else choices.push({ text: String(number), value: number, span: value.span });
    const isLast = cursor.peek()?.kind === "comma" && cursor.peek(1)?.kind !== "value";
    if (isLast || !cursor.goesOn(({ kind }) => kind === "value")) break;
    value = cursor.take("value");
  }
  return isSound ? withoutRepetitions(choices, cursor.report) : null;
}
