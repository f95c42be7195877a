/**
 * What becomes of the maximum of a region when the image moves, and how much of the whats' change is due to each of it.
 *
 * The regions of a pooling stand still. A feature near a region's border leaves it, another one comes in, and the what of the
 * region is then that of another feature: it changes, though every feature is invariant by itself.
 */
import { type Line, type Regions, type WhatAndWhere, whatLine, wayOf, placeOf } from "./movement.js";

/**
 * `followed`: the where moved as far as it should, to half a cell, so it is the same feature; `replaced`: the feature should have stayed in its
 * region, and another one is the maximum now; `left`: it should have left its region; `entered`: the region saw nothing before.
 */
export type Fate = "followed" | "replaced" | "left" | "entered";

export const fates: readonly Fate[] = ["followed", "replaced", "left", "entered"];

/** What became of the regions of one fate. */
export interface FateFigures {
  /** Their share of all regions that saw something before or after. */
  readonly share: number;
  /** The line through their whats alone. */
  readonly line: Line;
  /** Their share of what the line through all whats leaves unexplained: of the sum of its squared residuals. */
  readonly unexplained: number;
}

/** Half a cell: nearer than that, and a where is said to be where it should. */
const near = 0.5;

/** The figures of every fate. */
export function fateFigures(
  before: WhatAndWhere,
  after: WhatAndWhere,
  regions: Regions,
): Readonly<Record<Fate, FateFigures>> {
  const found = Array.from(before.what, (_, at) => fateOf(before, after, at, regions));
  const all = whatLine(before, after);
  const residuals = { followed: 0, replaced: 0, left: 0, entered: 0 };
  before.what.forEach((m, at) => {
    const moved = after.what[at] ?? 0;
    const fate = found[at];
    if (fate === undefined || (m === 0 && moved === 0)) return;
    residuals[fate] += (moved - all.slope * m - all.intercept) ** 2;
  });
  const sum = fates.reduce((total, fate) => total + residuals[fate], 0);
  const figuresOf = (fate: Fate): FateFigures => {
    const line = whatLine(before, after, (at) => found[at] === fate);
    return { share: line.count / all.count, line, unexplained: residuals[fate] / sum };
  };
  return {
    followed: figuresOf("followed"),
    replaced: figuresOf("replaced"),
    left: figuresOf("left"),
    entered: figuresOf("entered"),
  };
}

/** What becomes of one region's maximum. */
export function fateOf(before: WhatAndWhere, after: WhatAndWhere, at: number, regions: Regions): Fate {
  if ((before.what[at] ?? 0) === 0) return "entered";
  const { from, by, stays } = wayOf(before, at, regions);
  if (!stays) return "left";
  const to = placeOf(after, at, regions.size);
  const off = Math.max(Math.abs(to.down - from.down - by.down), Math.abs(to.right - from.right - by.right));
  return off <= near && (after.what[at] ?? 0) > 0 ? "followed" : "replaced";
}
