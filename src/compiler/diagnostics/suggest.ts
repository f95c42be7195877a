/** "Did you mean …?": the known word that is nearest to an unknown one. */

/** Longer words than this are no typing mistakes of ours. */
const longestWord = 64;

/**
 * The known word with the smallest edit distance to `word`, or null where none is near: a third of the letters may
 * differ (at least one). Letters of the wrong case count half (all of them
 * together, where nothing else differs), neighbours that changed places once. Ties go to the earlier.
 */
export function suggest(word: string, known: Iterable<string>): string | null {
  return nearest(word, known)[0] ?? null;
}

/** True where one of the known words, and only one, is nearest to `word`. */
export function isClearlyMeant(word: string, known: Iterable<string>): boolean {
  return new Set(nearest(word, known)).size === 1;
}

/** The known words of the smallest distance, in their order. */
function nearest(word: string, known: Iterable<string>): string[] {
  if (word.length > longestWord) return [];
  let best: string[] = [];
  let bestDistance = Infinity;
  for (const candidate of known) {
    if (candidate.length > longestWord) continue;
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = word.toLowerCase() === candidate.toLowerCase() ? 0.5 : editDistance(word, candidate);
    // A word whose every letter changed has nothing in common with the candidate, however short both are.
    if (distance > limit || distance >= Math.max(word.length, candidate.length)) continue;
    if (distance < bestDistance) best = [];
    if (distance <= bestDistance) best.push(candidate);
    bestDistance = Math.min(bestDistance, distance);
  }
  return best;
}

/** Optimal string alignment distance with case changes at half price. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + letterCost(a[i - 1], b[j - 1]);
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function letterCost(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return a?.toLowerCase() === b?.toLowerCase() ? 0.5 : 1;
}
