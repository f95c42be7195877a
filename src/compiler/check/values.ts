/** Numbers and sizes as they were written, read once: what they are worth, or what is wrong with them. */
import type { Span } from "../source/span.js";
import type { ValueNode } from "../syntax/ast.js";

/** A value as readers need it. */
type Written = Pick<ValueNode, "text" | "span"> & Partial<ValueNode>;

/** No size, number of channels or number of features may be larger, so that products of four stay far from overflow. */
export const largestCount = 65_536;

export type CountReading =
  | { readonly kind: "count"; readonly value: number; readonly span: Span }
  /** Computed from a parameter that has no value yet, or from something wrong: no reason to complain. */
  | { readonly kind: "unknown"; readonly span: Span }
  | {
      readonly kind: "notANumber" | "notPositive" | "fractional" | "tooLarge";
      readonly text: string;
      readonly span: Span;
    };

/** How a computed value is written that is not known. */
export const unknownValue = "?";

/** True where a value, or a side of it, is computed and not known. */
export function isUnknown({ text }: Pick<ValueNode, "text">): boolean {
  return text.includes(unknownValue);
}

/** The number that a value is; null where it is none. Not finite for numbers that overflow, such as 1e400. */
export function readNumber(text: string): number | null {
  return /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

/** True for words such as NaN and -Infinity, which stand where a number should. */
export function isNotFinite(text: string): boolean {
  return /^-?(nan|inf|infinity)$/i.test(text) || Math.abs(readNumber(text) ?? 0) === Infinity;
}

/** A whole number from 1 to {@link largestCount}. */
export function readCount(value: Written): CountReading {
  const { text, span } = value;
  if (text === unknownValue) return { kind: "unknown", span };
  const number = readNumber(text);
  if (number === null) return { kind: "notANumber", text, span };
  if (number <= 0) return { kind: "notPositive", text, span };
  if (number > largestCount) return { kind: "tooLarge", text, span };
  if (!Number.isInteger(number)) return { kind: "fractional", text, span };
  return { kind: "count", value: number, span };
}

/** The numbers of a size or shape, each with its own span: "28x28x1" gives three. */
export function readDimensions(value: Written): CountReading[] {
  const texts = value.text.split("x");
  // The size 5 of the notation's (64)5c stands for 5x5: both numbers are the same stretch of the source. So are those of a computed value.
  const isShort = Boolean(value.computed) || value.text.length !== value.span.end - value.span.start;
  let start = value.span.start;
  return texts.map((text) => {
    const span = isShort ? value.span : { start, end: start + text.length };
    start += text.length + 1;
    return readCount({ text, span });
  });
}

/** The counts of readings that are all sound; null where one is not. */
export function countsOf(readings: readonly CountReading[]): number[] | null {
  const counts: number[] = [];
  for (const reading of readings) {
    if (reading.kind !== "count") return null;
    counts.push(reading.value);
  }
  return counts;
}

/** The two numbers of a size such as 5x5; null where it is not such a size. */
export function sizeOf(value: ValueNode | undefined): readonly [number, number] | null {
  const [first, second, third] = (value && countsOf(readDimensions(value))) ?? [];
  return first === undefined || second === undefined || third !== undefined ? null : [first, second];
}

/** The value of a count; null where it is none. */
export function countOf(value: ValueNode | undefined): number | null {
  const reading = value && readCount(value);
  return reading?.kind === "count" ? reading.value : null;
}

/** How a size is written at the place of `value`: the notation writes square ones with one number. */
export function writeSize(size: readonly [number, number], value: ValueNode): string {
  return value.inNotation && size[0] === size[1] ? String(size[0]) : `${size[0]}x${size[1]}`;
}

/** The number that a value is, where there is a value and it is one. */
export function readNumberOf(value: ValueNode | undefined): number | null {
  return value === undefined ? null : readNumber(value.text);
}
