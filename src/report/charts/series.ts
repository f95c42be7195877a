/** Long series made short enough to draw. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most `count` points, each the mean of as many neighbours as any other: a curve of thousands of steps, smoothed. */
export function thinOut(points: readonly Point[], count: number): readonly Point[] {
  if (points.length <= count) return points;
  return Array.from({ length: count }, (_, bin) => {
    const from = Math.floor((bin * points.length) / count);
    const to = Math.floor(((bin + 1) * points.length) / count);
    const inBin = points.slice(from, to);
    return {
      x: inBin.reduce((sum, { x }) => sum + x, 0) / inBin.length,
      y: inBin.reduce((sum, { y }) => sum + y, 0) / inBin.length,
    };
  });
}

/** The colour of a series, by its place among all: variables of the page's style sheet. */
export function seriesColor(place: number): string {
  return `var(--series-${(place % seriesColors) + 1})`;
}

/** How many colours the style sheet has for series. */
export const seriesColors = 8;
