/** Numbers in experiments: read, computed, and held to what each setting allows. Diagnostics: SW0805 and those of arithmetic. */
import { isNotFinite, readNumber } from "../check/values.js";
import { type Report } from "../diagnostics/diagnostic.js";
import { evaluate } from "../expand/evaluate.js";
import type { ValueNode } from "../syntax/ast.js";

export interface NumberKind {
  /** "a whole number of at least 1" */
  readonly expected: string;
  readonly allows: (number: number) => boolean;
}

/** Counts stay far from what a training could ever reach. */
const largest = 1_000_000_000;

export const count: NumberKind = {
  expected: "a whole number of at least 1",
  allows: (number) => Number.isInteger(number) && number >= 1 && number <= largest,
};
export const natural: NumberKind = {
  expected: "a whole number of at least 0",
  allows: (number) => Number.isInteger(number) && number >= 0 && number <= largest,
};
export const positive: NumberKind = {
  expected: "a positive, finite number",
  allows: (number) => number > 0 && number < Infinity,
};
export const notNegative: NumberKind = {
  expected: "a finite number of at least 0",
  allows: (number) => number >= 0 && number < Infinity,
};
export const mixture: NumberKind = {
  expected: "a number between 0 and 1",
  allows: (number) => number > 0 && number < 1,
};
export const share: NumberKind = {
  expected: "a number in [0, 1)",
  allows: (number) => number >= 0 && number < 1,
};

/** The number of a value; null, with a diagnostic, where it is none or not allowed. `what` names it: "the learning rate". */
export function readNumberAs(
  value: ValueNode,
  kind: NumberKind,
  what: string,
  report: Report,
): number | null {
  const number = numberOf(value, report);
  if (number === "wrong") return null;
  if (number !== null && !isNotFinite(value.text) && kind.allows(number)) return number;
  const shown = value.computed === null ? value.text : String(number);
  report("SW0805", { span: value.span, values: { what, expected: kind.expected, value: shown } });
  return null;
}

function numberOf(value: ValueNode, report: Report): number | "wrong" | null {
  if (value.computed === null) return readNumber(value.text);
  const [side, second] = value.computed;
  if (side === undefined || second !== undefined) return null;
  return evaluate(side, new Map(), report)?.number ?? "wrong";
}
