/** How shapes and numbers are spelled in generated code and its comments. The batch axis `n` always comes first. */
import type { MapShape, Shape } from "../../plan/plan.js";

/** The sizes of one sample: [height, width, channels] or [features]. */
export function dimensions(shape: Shape): number[] {
  return shape.kind === "map" ? [shape.height, shape.width, shape.channels] : [shape.features];
}

/** A shape in a comment: `[n, 28, 28, 64]`. */
export function shapeComment(shape: Shape): string {
  return `[n, ${dimensions(shape).join(", ")}]`;
}

/** A shape as a type argument: `["n", 28, 28, 64]`. */
export function shapeType(shape: Shape): string {
  return `["n", ${dimensions(shape).join(", ")}]`;
}

/** Height and width of a map in a comment: `28×28`. */
export function mapSize(map: MapShape): string {
  return `${map.height}×${map.width}`;
}

/** A count with commas between thousands: `157,003`. Spelled out here so that no locale has a say. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 row", "2 rows". */
export function counted(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
