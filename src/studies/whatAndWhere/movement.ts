/**
 * How a stage's what and where follow an image that moves (Sec. 4.2: the what is invariant, the where equivariant).
 *
 * For one stage, of every pooling region and map: its what m and its where (x, y) before the movement, m′ and (x′, y′) after it.
 */

/** What a stage computed of images: each array has one number for every region and map of every image, in one order. */
export interface WhatAndWhere {
  readonly what: Float32Array;
  /** In the region's frame, from −1 (left) to 1 (right). */
  readonly x: Float32Array;
  /** From −1 (bottom) to 1 (top). */
  readonly y: Float32Array;
}

/** How far a feature at a place of the map under the pooling should move, in cells of that map. */
export type Movement = (row: number, column: number) => readonly [down: number, right: number];

/** The line on which the whats of the moved images lie against those of the images as they were. */
export interface Line {
  readonly slope: number;
  /** The share of the variance of m′ that the line explains. */
  readonly r2: number;
}

/** How the wheres moved, beside how they should. */
export interface WhereMovement {
  /** What they moved along the way they should, as a share of it: 1 for a where that is equivariant. */
  readonly slope: number;
  /** What they moved across it, to the right of the way, as a share of the way: 0 for a where that is equivariant. */
  readonly leakage: number;
  /** Wheres that were looked at. */
  readonly count: number;
}

/** Whats below this share of the largest say little: what is nearly nothing has no place. */
export const threshold = 0.5;

/** The whats that are compared: all whose region saw something before or after. */
export function whatLine(before: WhatAndWhere, after: WhatAndWhere): Line {
  const pairs: (readonly [number, number])[] = [];
  before.what.forEach((m, at) => {
    const moved = after.what[at] ?? 0;
    if (m > 0 || moved > 0) pairs.push([m, moved]);
  });
  const mean = (which: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length;
  const [meanBefore, meanAfter] = [mean(0), mean(1)];
  let [varianceBefore, varianceAfter, covariance] = [0, 0, 0];
  for (const [m, moved] of pairs) {
    varianceBefore += (m - meanBefore) ** 2;
    varianceAfter += (moved - meanAfter) ** 2;
    covariance += (m - meanBefore) * (moved - meanAfter);
  }
  return {
    slope: covariance / varianceBefore,
    r2: covariance ** 2 / (varianceBefore * varianceAfter),
  };
}

export interface WhereOptions {
  /** Rows and columns of a region. */
  readonly size: readonly [rows: number, columns: number];
  /** The stage's what of one image: rows and columns of regions, and maps. */
  readonly shape: readonly [height: number, width: number, maps: number];
  readonly movement: Movement;
  /**
   * How much a what may change and its where still count, relative to the what: where it changes by more, another feature of the
   * region has become the largest, and its place says nothing about the first one's. Infinity counts all.
   */
  readonly tolerance: number;
}

/**
 * How the wheres moved of strong whats whose feature should stay within its region. With d how far one moved and p how far it should,
 * the slope is Σ d·p / Σ p·p, a line through 0, and the leakage is the same across p. Both are NaN where none is left to look at.
 */
export function whereMovement(
  before: WhatAndWhere,
  after: WhatAndWhere,
  { size: [rows, columns], shape: [height, width, maps], movement, tolerance }: WhereOptions,
): WhereMovement {
  const largest = before.what.reduce((most, m) => Math.max(most, m), 0);
  let [count, along, across, expected] = [0, 0, 0, 0];
  before.what.forEach((m, at) => {
    if (m < threshold * largest) return;
    if (Math.abs((after.what[at] ?? 0) - m) > tolerance * m) return;
    const from = placeOf(before, at, rows, columns);
    const regionRow = Math.floor(at / (width * maps)) % height;
    const regionColumn = Math.floor(at / maps) % width;
    const [down, right] = movement(regionRow * rows + from.down, regionColumn * columns + from.right);
    if (!isWithin(from.down + down, rows) || !isWithin(from.right + right, columns)) return;
    const to = placeOf(after, at, rows, columns);
    const [movedDown, movedRight] = [to.down - from.down, to.right - from.right];
    count += 1;
    along += movedDown * down + movedRight * right;
    across += movedDown * right - movedRight * down;
    expected += down * down + right * right;
  });
  return { slope: along / expected, leakage: across / expected, count };
}

/** Row and column within the region, from 0 at the top and the left. */
export function placeOf(
  { x, y }: WhatAndWhere,
  at: number,
  rows: number,
  columns: number,
): { readonly down: number; readonly right: number } {
  return {
    down: ((1 - (y[at] ?? 0)) * (rows - 1)) / 2,
    right: (((x[at] ?? 0) + 1) * (columns - 1)) / 2,
  };
}

function isWithin(place: number, length: number): boolean {
  return place >= 0 && place <= length - 1;
}
