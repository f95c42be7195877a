/** Two sequences laid side by side: what stayed, what changed, what came and what went. */

/** A step of the way from one sequence to the other. */
export type Step<Item> =
  | { readonly kind: "same" | "changed"; readonly before: Item; readonly after: Item }
  | { readonly kind: "removed"; readonly before: Item }
  | { readonly kind: "added"; readonly after: Item };

/** What may stand for what. */
export interface Likeness<Item> {
  /** Whether the two are equal. */
  same(before: Item, after: Item): boolean;
  /** Whether one can be said to have become the other. */
  similar(before: Item, after: Item): boolean;
}

/**
 * The shortest way from `before` to `after` (a change counts like an addition or a removal), in order; removals come before
 * additions at the same place.
 */
export function align<Item>(
  before: readonly Item[],
  after: readonly Item[],
  { same, similar }: Likeness<Item>,
): Step<Item>[] {
  // costs[i][j]: the shortest way from the end of `before`, from i on, to the end of `after`, from j on.
  const costs: number[][] = Array.from({ length: before.length + 1 }, () => []);
  const cost = (i: number, j: number): number => costs[i]?.[j] ?? 0;
  for (let i = before.length; i >= 0; i -= 1) {
    for (let j = after.length; j >= 0; j -= 1) {
      const ways = [
        ...(i < before.length ? [1 + cost(i + 1, j)] : []),
        ...(j < after.length ? [1 + cost(i, j + 1)] : []),
        ...(i < before.length && j < after.length ? [pairCost(i, j) + cost(i + 1, j + 1)] : []),
      ];
      (costs[i] as number[])[j] = ways.length === 0 ? 0 : Math.min(...ways);
    }
  }

  const steps: Step<Item>[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const isPair =
      i < before.length && j < after.length && cost(i, j) === pairCost(i, j) + cost(i + 1, j + 1);
    if (isPair) {
      const kind = pairCost(i, j) === 0 ? "same" : "changed";
      steps.push({ kind, before: before[i] as Item, after: after[j] as Item });
      i += 1;
      j += 1;
    } else if (i < before.length && cost(i, j) === 1 + cost(i + 1, j)) {
      steps.push({ kind: "removed", before: before[i] as Item });
      i += 1;
    } else {
      steps.push({ kind: "added", after: after[j] as Item });
      j += 1;
    }
  }
  return steps;

  function pairCost(atBefore: number, atAfter: number): number {
    const [a, b] = [before[atBefore] as Item, after[atAfter] as Item];
    if (same(a, b)) return 0;
    return similar(a, b) ? 1 : Number.POSITIVE_INFINITY;
  }
}
