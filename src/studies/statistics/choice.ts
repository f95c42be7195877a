/** Which of several settings is reported: the images held back choose, the test set has no part in it. */
import type { Estimate } from "../../report/index.js";

/** The one with the lowest mean error on the images held back, the first of equals; undefined of none. */
export function bestHeldBack<Tried extends { readonly validationError: Estimate | null }>(
  tried: readonly Tried[],
): Tried | undefined {
  return tried.reduce<Tried | undefined>(
    (best, each) => (best === undefined || errorOf(each) < errorOf(best) ? each : best),
    undefined,
  );
}

function errorOf({ validationError }: { readonly validationError: Estimate | null }): number {
  return validationError?.mean ?? Number.POSITIVE_INFINITY;
}
