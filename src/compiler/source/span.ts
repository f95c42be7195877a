/** Places in a source text. */

/** A stretch of a source file: offsets count UTF-16 code units, `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** In a plan only: the path of the file, where that is not the plan's own. */
  readonly file?: string;
}

/** The smallest span that covers both. */
export function spanOver(first: Span, last: Span): Span {
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

/** Index of the last item that starts at or before `offset`; -1 where there is none. The items are in order. */
export function lastStartingAt<Item>(
  items: readonly Item[],
  startOf: (item: Item) => number,
  offset: number,
): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
