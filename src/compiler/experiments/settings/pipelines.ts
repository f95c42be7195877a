/** Settings that are the steps of a pipeline: augment and preprocess. */
import { augmentationKinds, preprocessingKinds } from "../../../../grammar/vocabulary.js";
import { sizeOf } from "../../check/values.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import type { AugmentationPlan, PreprocessingPlan } from "../../plan/plan.js";
import type { Span } from "../../source/span.js";
import { type Cursor, isOneOf } from "../items.js";
import { count, type NumberKind, readNumberAs } from "../numbers.js";

/** A step with the place where it is written. */
export interface Placed<Step> {
  readonly step: Step;
  /** Of its first word. */
  readonly span: Span;
  /** Of the step with its size. */
  readonly whole: Span;
}

type ReadStep<Step> = (cursor: Cursor) => Step | null;

const augmentations: Readonly<Record<(typeof augmentationKinds)[number], ReadStep<AugmentationPlan>>> = {
  shift: (cursor) => {
    const pixels = readCount(cursor, count, "the shift");
    return pixels === null ? null : { kind: "shift", pixels };
  },
  flip: (cursor) => {
    const axis = cursor.take("word");
    if (axis?.text === "horizontal") return { kind: "flip", axis: "horizontal" };
    if (axis === null) cursor.missing("flip horizontal", "horizontal");
    else
      cursor.report("SW0803", {
        span: axis.span,
        values: { what: "flip", word: axis.text },
        ...didYouMean(axis, "horizontal", "", ["horizontal"]),
      });
    return null;
  },
  crop: (cursor) => {
    const size = readSize(cursor, "crop");
    return size && { kind: "crop", ...size };
  },
};

/** A square has a middle only where its side is odd. */
const oddCount: NumberKind = {
  expected: "an odd, whole number of at least 3",
  allows: (number) => count.allows(number) && number % 2 === 1 && number >= 3,
};

const preprocessings: Readonly<Record<(typeof preprocessingKinds)[number], ReadStep<PreprocessingPlan>>> = {
  scale: () => ({ kind: "scale" }),
  standardise: () => ({ kind: "standardise" }),
  contrast: (cursor) => {
    const size = readCount(cursor, oddCount, "the size of the neighbourhood");
    return size === null ? null : { kind: "contrast", size };
  },
  resize: (cursor) => {
    const size = readSize(cursor, "resize");
    return size && { kind: "resize", ...size };
  },
  pad: (cursor) => {
    const size = readSize(cursor, "pad");
    return size && { kind: "pad", ...size };
  },
};

/** `augment shift 2, flip horizontal` */
export function readAugmentation(cursor: Cursor): Placed<AugmentationPlan>[] | null {
  return readSteps(cursor, augmentations, "augmentation");
}

/** `preprocess pad 32x32, scale` */
export function readPreprocessing(cursor: Cursor): Placed<PreprocessingPlan>[] | null {
  return readSteps(cursor, preprocessings, "preprocessing");
}

function readSteps<Kind extends string, Step>(
  cursor: Cursor,
  table: Readonly<Record<Kind, ReadStep<Step>>>,
  what: string,
): Placed<Step>[] | null {
  const kinds = Object.keys(table) as Kind[];
  const steps: Placed<Step>[] = [];
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
      cursor.report("SW0803", { span: word.span, values: { what, word: word.text }, ...hint });
      cursor.take("value");
    }
    const step = kind === undefined ? null : table[kind](cursor);
    if (step === null) isSound = false;
    else steps.push({ step, span: word.span, whole: cursor.spanFrom(word) });
  } while (cursor.goesOn(isOneOf(kinds)));
  cursor.finish(kinds);
  return isSound ? steps : null;
}

function readCount(cursor: Cursor, kind: NumberKind, what: string): number | null {
  const item = cursor.take("value");
  if (item !== null) return readNumberAs(item.value, kind, what, cursor.report);
  cursor.missing(`${what}: ${kind.expected}`);
  return null;
}

function readSize(cursor: Cursor, step: string): { height: number; width: number } | null {
  const item = cursor.take("value");
  if (item === null) {
    cursor.missing(`the size, such as ${step} 32x32`);
    return null;
  }
  const size = sizeOf(item.value);
  if (size !== null) return { height: size[0], width: size[1] };
  const values = {
    what: `the size of \`${step}\``,
    expected: "height x width, such as 32x32",
    value: item.value.text,
  };
  cursor.report("SW0805", { span: item.span, values });
  return null;
}
