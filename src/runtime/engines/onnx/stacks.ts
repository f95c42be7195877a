/** Cells of regions one after the other in a value, as convolutions in bands of rows or columns like to have them. */
import type { GraphBuilder, Value } from "../../../onnx/graphBuilder.js";
import { type Cells, concat, type MapForm, type Regions, reshape, shapeOfCells, split } from "./cells.js";

/**
 * A map as values [h', cells, c·w'·n]: one with all cells of the regions, or one for each column of the regions with its cells from top to
 * bottom. Rows and columns that fill no region are left out.
 */
export interface Stacks {
  readonly regions: Regions;
  readonly values: readonly Value[];
}

/** How many stacks a map in such a form has; null where it is in another. */
export function stacksIn({ kind, regions }: MapForm): number | null {
  return kind === "stack" ? 1 : kind === "stackPerColumn" ? regions.size[1] : null;
}

/** [h', cells, c·w'·n]: the shape of each of so many stacks. */
export function shapeOfStacks(
  { size, height, width, batch, channels }: Regions,
  count: number,
): readonly [number, number, number] {
  return [height, (size[0] * size[1]) / count, channels * width * batch];
}

/** So many stacks of cells [h', c, w', n]. */
export function stacked(builder: GraphBuilder, { regions, values }: Cells, count: number): Stacks {
  const [height, cells, rest] = shapeOfStacks(regions, count);
  const stacks = Array.from({ length: count }, (_, stack) =>
    Array.from({ length: cells }, (_cell, at) =>
      reshape(builder, values[at * count + stack] ?? "", [height, 1, rest]),
    ),
  );
  return { regions, values: stacks.map((parts) => concat(builder, parts, 1)) };
}

/** The inverse. */
export function unstacked(builder: GraphBuilder, { regions, values }: Stacks): Cells {
  const [, cells] = shapeOfStacks(regions, values.length);
  const shape = shapeOfCells(regions, "imagesLast");
  const parts = values.map((value) => split(builder, value, cells, 1));
  const inOrder = Array.from({ length: cells }, (_, at) => parts.map((stack) => stack[at] ?? "")).flat();
  return { regions, layout: "imagesLast", values: inOrder.map((value) => reshape(builder, value, shape)) };
}
