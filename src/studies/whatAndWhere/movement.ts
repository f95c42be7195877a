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
  /** m′ where m is 0. */
  readonly intercept: number;
  /** The share of the variance of m′ that the line explains. */
  readonly r2: number;
  /** Whats that were looked at. */
  readonly count: number;
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

/**
 * The line through the whats of all regions that saw something before or after.
 *
 * @param counts whether the what at this place of the arrays is looked at; all are where it is not given.
 */
export function whatLine(
  before: WhatAndWhere,
  after: WhatAndWhere,
  counts: (at: number) => boolean = () => true,
): Line {
  const pairs: (readonly [number, number])[] = [];
  before.what.forEach((m, at) => {
    const moved = after.what[at] ?? 0;
    if ((m > 0 || moved > 0) && counts(at)) pairs.push([m, moved]);
  });
  const mean = (which: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length;
  const [meanBefore, meanAfter] = [mean(0), mean(1)];
  let [varianceBefore, varianceAfter, covariance] = [0, 0, 0];
  for (const [m, moved] of pairs) {
    varianceBefore += (m - meanBefore) ** 2;
    varianceAfter += (moved - meanAfter) ** 2;
    covariance += (m - meanBefore) * (moved - meanAfter);
  }
  const slope = covariance / varianceBefore;
  return {
    slope,
    intercept: meanAfter - slope * meanBefore,
    r2: covariance ** 2 / (varianceBefore * varianceAfter),
    count: pairs.length,
  };
}

/** What a stage's regions are like, and how features should move in them. */
export interface Regions {
  /** Rows and columns of a region. */
  readonly size: readonly [rows: number, columns: number];
  /** The stage's what of one image: rows and columns of regions, and maps. */
  readonly shape: readonly [height: number, width: number, maps: number];
  readonly movement: Movement;
}

export interface WhereOptions extends Regions {
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
  { tolerance, ...regions }: WhereOptions,
): WhereMovement {
  const least = threshold * largestOf(before);
  let [count, along, across, expected] = [0, 0, 0, 0];
  before.what.forEach((m, at) => {
    if (m < least) return;
    if (Math.abs((after.what[at] ?? 0) - m) > tolerance * m) return;
    const { from, by, stays } = wayOf(before, at, regions);
    if (!stays) return;
    const to = placeOf(after, at, regions.size);
    const [movedDown, movedRight] = [to.down - from.down, to.right - from.right];
    count += 1;
    along += movedDown * by.down + movedRight * by.right;
    across += movedDown * by.right - movedRight * by.down;
    expected += by.down ** 2 + by.right ** 2;
  });
  return { slope: along / expected, leakage: across / expected, count };
}

/** The largest what; 0 where there is none. */
export function largestOf({ what }: WhatAndWhere): number {
  return what.reduce((most, m) => Math.max(most, m), 0);
}

/** A place within a region, or a way from one to another, in rows and columns. */
export interface Place {
  readonly down: number;
  readonly right: number;
}

/** Where a feature is, how far it should move, and whether that leaves it in its region. */
export function wayOf(
  before: WhatAndWhere,
  at: number,
  { size, shape: [height, width, maps], movement }: Regions,
): { readonly from: Place; readonly by: Place; readonly stays: boolean } {
  const [rows, columns] = size;
  const from = placeOf(before, at, size);
  const regionRow = Math.floor(at / (width * maps)) % height;
  const regionColumn = Math.floor(at / maps) % width;
  const [down, right] = movement(regionRow * rows + from.down, regionColumn * columns + from.right);
  const stays = isWithin(from.down + down, rows) && isWithin(from.right + right, columns);
  return { from, by: { down, right }, stays };
}

/** Row and column within the region, from 0 at the top and the left. */
export function placeOf(
  { x, y }: WhatAndWhere,
  at: number,
  [rows, columns]: readonly [rows: number, columns: number],
): Place {
  return {
    down: ((1 - (y[at] ?? 0)) * (rows - 1)) / 2,
    right: (((x[at] ?? 0) + 1) * (columns - 1)) / 2,
  };
}

/** Whether the nearest cell is one of so many. */
function isWithin(place: number, length: number): boolean {
  return place > -0.5 && place < length - 0.5;
}
