/** A drawing as a list of marks: what lies where, and what it is; how that looks is the theme's affair. */

/** What a mark stands for; the theme gives each its colours. */
export type Meaning =
  | "background"
  | "band"
  | "box"
  | "endpoint"
  | "whereStrip"
  | "plainStrip"
  | "termChip"
  | "idleChip"
  | "noise"
  | "divider"
  | "what"
  | "where"
  | "term"
  | "joint";

export type TextStyle = "title" | "strong" | "label" | "detail" | "what" | "where" | "term" | "idle";

export type Mark =
  | {
      readonly kind: "rectangle";
      readonly meaning: Meaning;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      /** Shown where a pointer rests; null for nothing. */
      readonly tooltip?: string | null;
    }
  | {
      readonly kind: "text";
      readonly style: TextStyle;
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly anchor: "start" | "middle" | "end";
      readonly text: string;
      /** What follows more quietly; empty for nothing. */
      readonly aside?: string;
      readonly tooltip?: string | null;
    }
  | {
      readonly kind: "path";
      readonly meaning: "what" | "where" | "term" | "divider";
      readonly path: string;
      readonly arrow: boolean;
    }
  | { readonly kind: "joint"; readonly x: number; readonly y: number };

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** From the back to the front. */
  readonly marks: readonly Mark[];
}

/** A straight line through the points, as the data of a path. */
export function polyline(...points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${tidy(x)} ${tidy(y)}`).join(" ");
}

/** A right-angled corner at `corner`, rounded. */
export function bend(
  from: readonly [x: number, y: number],
  corner: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): string {
  const radius = 14;
  const before = [corner[0] - radius * Math.sign(corner[0] - from[0]), corner[1]] as const;
  const behind = [corner[0], corner[1] + radius * Math.sign(to[1] - corner[1])] as const;
  return `M${point(from)} L${point(before)} Q${point(corner)} ${point(behind)} L${point(to)}`;
}

/** A wave from left to right at height `y`, ending in a straight piece for the arrow's head. */
export function wave(from: number, to: number, y: number): string {
  const half = 8;
  const height = 9;
  const count = Math.max(2, Math.floor((to - from - 22) / half));
  const start = to - 16 - count * half;
  const arcs = Array.from({ length: count }, (_, index) => {
    const sign = index % 2 === 0 ? -1 : 1;
    return `q${half / 2} ${sign * height} ${half} 0`;
  });
  return `M${tidy(from)} ${tidy(y)} L${tidy(start)} ${tidy(y)} ${arcs.join(" ")} L${tidy(to)} ${tidy(y)}`;
}

function point([x, y]: readonly [x: number, y: number]): string {
  return `${tidy(x)} ${tidy(y)}`;
}

/** Tenths of a pixel are enough for any screen, and keep the text short. */
export function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
