/** Cells of regions one after the other in a value, as convolutions in bands of rows or columns like to have them. */
import type { GraphBuilder, Value } from "../../../onnx/graphBuilder.js";
import { invariant } from "../../graph/invariant.js";
import {
  type CellLayout,
  type Cells,
  concat,
  isTiling,
  type MapForm,
  type Regions,
  reshape,
  shapeOfCells,
  split,
} from "./cells.js";

/**
 * A map as values [h', cells, c·w'·n]: one with all cells of the regions, or one for each column of the regions with its cells from top to
 * bottom. Rows and columns that fill no region are left out.
 *
 * In tiles there is one value [h'/rows · columns, cells, rows·c·w'/columns·n], and the cells stand in it column by column.
 */
export interface Stacks {
  readonly regions: Regions;
  readonly layout: StackLayout;
  readonly values: readonly Value[];
}

export type StackLayout = Exclude<CellLayout, "spatialFirst">;

/** Of how many stacks a map consists, and how they lie. */
export interface StackForm {
  readonly count: number;
  readonly layout: StackLayout;
}

/** The stacks of a map in such a form; null where it is in another. */
export function stacksIn(form: MapForm): StackForm | null {
  switch (form.kind) {
    case "stack":
      return { count: 1, layout: "imagesLast" };
    case "stackPerColumn":
      return { count: form.regions.size[1], layout: "imagesLast" };
    case "tiles":
      return { count: 1, layout: form.tiling };
    default:
      return null;
  }
}

/** The shape of each of so many stacks. */
export function shapeOfStacks(
  { size, height, width, batch, channels }: Regions,
  { count, layout }: StackForm,
): readonly [number, number, number] {
  const cells = (size[0] * size[1]) / count;
  const numbers = height * channels * width * batch;
  const rows = isTiling(layout) ? (height / layout.rows) * layout.columns : height;
  return [rows, cells, numbers / rows];
}

/** So many stacks of cells. */
export function stacked(builder: GraphBuilder, { regions, layout, values }: Cells, count: number): Stacks {
  invariant(layout !== "spatialFirst", "stacks are made of cells in one of their layouts");
  const form = { count, layout };
  const [rows, cells, rest] = shapeOfStacks(regions, form);
  const stacks = Array.from({ length: count }, (_, stack) =>
    Array.from({ length: cells }, (_cell, at) =>
      reshape(builder, values[cellAt(regions, form, stack, at)] ?? "", [rows, 1, rest]),
    ),
  );
  return { regions, layout, values: stacks.map((parts) => concat(builder, parts, 1)) };
}

/** The inverse. */
export function unstacked(builder: GraphBuilder, { regions, layout, values }: Stacks): Cells {
  const form = { count: values.length, layout };
  const [, cells] = shapeOfStacks(regions, form);
  const shape = shapeOfCells(regions, layout);
  const inOrder: Value[] = [];
  values.forEach((value, stack) => {
    split(builder, value, cells, 1).forEach((cell, at) => {
      inOrder[cellAt(regions, form, stack, at)] = cell;
    });
  });
  return { regions, layout, values: inOrder.map((value) => reshape(builder, value, shape)) };
}

/** Which cell of a region, counted row by row, stands where in a stack. */
function cellAt(
  { size: [rows, columns] }: Regions,
  { count, layout }: StackForm,
  stack: number,
  at: number,
): number {
  return isTiling(layout) ? (at % rows) * columns + Math.floor(at / rows) : at * count + stack;
}
