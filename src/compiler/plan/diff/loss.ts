/** What distinguishes two losses. */
import { describeTerm } from "../describe.js";
import type { LossPlan, LossTermPlan } from "../plan.js";
import type { Change } from "./layers.js";

/**
 * Compares the reductions and the weights. A term of weight 0 is none; one that is identically 0 is compared by its weight like the
 * others, and it is said where that changed.
 *
 * @param renamed names of stages in the first model → names in the second
 */
export function diffLoss(before: LossPlan, after: LossPlan, renamed: ReadonlyMap<string, string>): Change[] {
  const place = { part: "loss", stage: null, note: null } as const;
  const changes: Change[] = [];
  if (before.reduce !== after.reduce) {
    const [from, to] = [before, after].map(({ reduce }) => `reduce ${reduce}`) as [string, string];
    changes.push({ ...place, kind: "changed", before: from, after: to });
  }
  const old = new Map(before.terms.map((term) => [keyIn(term, renamed), term]));
  for (const term of after.terms) {
    const key = describeTerm(term);
    changes.push(...diffTerm(old.get(key), term));
    old.delete(key);
  }
  for (const term of old.values()) changes.push(...diffTerm(term, undefined));
  return changes;
}

function diffTerm(before: LossTermPlan | undefined, after: LossTermPlan | undefined): Change[] {
  const place = { part: "loss", stage: (after ?? before)?.stage ?? null } as const;
  const [from, to] = [before, after].map((term) =>
    term === undefined || term.weight === 0 ? null : `${nameOf(term, after)} ${term.weight}`,
  ) as [string | null, string | null];
  const isZero = after?.identicallyZero === true;
  const aside = isZero ? "identically 0" : null;
  if (from === null && to === null) return [];
  if (from === null) return [{ ...place, kind: "added", before: null, after: to, note: aside }];
  if (to === null) return [{ ...place, kind: "removed", before: from, after: null, note: null }];
  const becomes =
    before?.identicallyZero === isZero ? null : isZero ? "now identically 0" : "no longer identically 0";
  if (from === to && becomes === null) return [];
  return [{ ...place, kind: "changed", before: from, after: to, note: becomes }];
}

/** A term is called by the name of its stage in the second model, where it is there. */
function nameOf(term: LossTermPlan, after: LossTermPlan | undefined): string {
  return describeTerm(after ?? term);
}

/** What finds a term of the first model in the second: an L2M follows its stage. */
function keyIn({ kind, stage }: LossTermPlan, renamed: ReadonlyMap<string, string>): string {
  if (stage === null) return kind;
  const now = renamed.get(stage);
  // The key of a stage that is gone must not meet a stage of the second model: names hold no brackets.
  return describeTerm({ kind, stage: now ?? `(${stage})` });
}
