/** What is asked of what and where, and whether the figures hold it. */
import { shifts } from "./conditions.js";
import { figureOf, type Kind, meansOf, signed } from "./kinds.js";

/** Asked of translations, our own terms: the paper says it in words and plots. */
export const asked = {
  /** Of the where's slope along the moved axis: 1 ± this. */
  slope: 0.1,
  /** Of its leakage onto the other axis: below this either way. */
  leakage: 0.05,
  /** Of the what's R² by the pixels of `whatShift`: at least this. */
  r2: 0.9,
  whatShift: 2,
} as const;

const axes = ["right", "down"] as const;
const translations = axes.flatMap((axis) => shifts.map((pixels) => `${axis} ${pixels}`));

/** Sentences about one kind of where. */
export function findingsOf(kind: Kind): string[] {
  return [whereFinding(kind), whatFinding(kind), whyFinding(kind)].flatMap((text) => text ?? []);
}

function whereFinding(kind: Kind): string | null {
  const slopes = meansOf(kind, translations, "where slope, same feature");
  const leakages = meansOf(kind, translations, "where leakage, same feature").map(Math.abs);
  const all = meansOf(kind, translations, "where slope");
  if (slopes.length === 0) return null;
  const slopeHolds = slopes.every((slope) => Math.abs(slope - 1) <= asked.slope);
  const leakage = Math.max(...leakages);
  const leakageHolds = leakage < asked.leakage;
  return [
    `Where, ${kind.name}: along the axis of a shift by ${shifts[0]} to ${shifts.at(-1)} pixels, wheres move ${range(slopes)} of the way (asked: 1 ± ${asked.slope}, ${held(slopeHolds)})`,
    `and onto the other axis at most ${signed(leakage)} of it (asked: below ${asked.leakage}, ${held(leakageHolds)}),`,
    `where the what says that it is still the same feature. Of all strong features that should stay in their region, ${range(all)} of the way.`,
  ].join(" ");
}

function whatFinding(kind: Kind): string | null {
  const found = axes.flatMap((axis) => {
    const r2 = figureOf(kind, `${axis} ${asked.whatShift}`, "what R²");
    return r2 === null ? [] : [{ axis, r2: r2.mean }];
  });
  if (found.length === 0) return null;
  const holds = found.every(({ r2 }) => r2 >= asked.r2);
  const list = found.map(({ axis, r2 }) => `${signed(r2)} ${axis === "right" ? "to the right" : "down"}`);
  return `What, ${kind.name}: after a shift by ${asked.whatShift} pixels, the R² of what′ against what is ${list.join(" and ")} (asked: at least ${asked.r2}, ${held(holds)}).`;
}

/** Said whether or not the what holds: it is what the what depends on. */
function whyFinding(kind: Kind): string | null {
  const names = axes.map((axis) => `${axis} ${asked.whatShift}`);
  const kept = mean(meansOf(kind, names, "share, followed"));
  const r2 = mean(meansOf(kind, names, "what R², followed"));
  const own = mean(meansOf(kind, names, "unexplained, followed"));
  if (kept === null || r2 === null || own === null) return null;
  return `Why, ${kind.name}: of the regions that saw something, ${percent(kept)} still have the same feature as their maximum after a shift by ${asked.whatShift} pixels, and of these the R² is ${signed(r2)}. In the others it has left the region, or another one has taken its place; they are ${percent(1 - own)} of what the line does not explain.`;
}

function held(holds: boolean): string {
  return holds ? "held" : "not held";
}

/** "0.930 to 0.951" */
function range(values: readonly number[]): string {
  const [low, high] = [signed(Math.min(...values)), signed(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
