/** Errors of one setting over its seeds, and how they are written. */
import { estimate, type Estimate } from "../../report/index.js";
import { type PairedDifference, type Seeded, writeDifference } from "./differences.js";

/** "12.20 ± 0.06": a share in per cent, with the standard error where there are several seeds. */
export function percentText(errors: readonly Seeded[]): string {
  return errors.length === 0 ? "–" : estimateText(estimate(errors.map(({ value }) => value)));
}

/** The same of an estimate. */
export function estimateText({ mean, standardError }: Estimate): string {
  const spread = standardError === null ? "" : ` ± ${(100 * standardError).toFixed(2)}`;
  return `${(100 * mean).toFixed(2)}${spread}`;
}

/** "−5.00 (95 % interval −6.10 to −3.90, 5 seeds)", in percentage points. */
export function differenceText(difference: PairedDifference): string {
  return writeDifference(difference, pointsText);
}

/** 0.0123 → "+1.23", in percentage points. */
export function pointsText(value: number): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(100 * value).toFixed(2)}`;
}
