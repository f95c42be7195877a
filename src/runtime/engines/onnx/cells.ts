/**
 * Maps taken apart into the cells of their P×Q regions, as poolings and what is done next to them like to have them: for each place
 * within a region a map of its own.
 */
import type { PoolSize, Tensor } from "../../graph/graph.js";
import { mapSizes, pooledShape, type Shape } from "../../graph/shape.js";
import type { GraphBuilder, Value } from "../../../onnx/graphBuilder.js";
import type { Layout } from "./layout.js";
import type { Tiling } from "./tiling.js";

/** The regions of a map. */
export interface Regions {
  readonly size: PoolSize;
  /** Rows and columns of regions. */
  readonly height: number;
  readonly width: number;
  readonly batch: number;
  readonly channels: number;
  /** Rows and columns at the lower and right edge that fill no region. */
  readonly below: number;
  readonly beside: number;
}

/** How the axes of cells lie: as [h', w', n, c], as [h', c, w', n], or in tiles. */
export type CellLayout = Extract<Layout, "spatialFirst" | "imagesLast"> | Tiling;

/** A map as its cells, row-major within a region: P·Q values in one layout. Rows and columns that fill no region are left out. */
export interface Cells {
  readonly regions: Regions;
  readonly layout: CellLayout;
  readonly values: readonly Value[];
}

/** How a map is held that need not be held as a whole. */
export type MapForm = MapFormKind & {
  readonly regions: Regions;
  /** What the rows and columns are that are left out: zeros, or numbers that nobody asks for. */
  readonly edge: "zeros" | "unused";
};

/**
 * - "cells": as its cells alone;
 * - "stackPerColumn": as one value [h', P, c, w', n] for each column of the regions, its cells from top to bottom;
 * - "stack": as one value [h', P·Q, c, w', n] with all cells;
 * - "tiles": as one value with all cells, in tiles;
 * - "inner": without the rows and columns that fill no region.
 */
export type MapFormKind =
  | { readonly kind: "cells" | "stackPerColumn" | "stack" | "inner" }
  | { readonly kind: "tiles"; readonly tiling: Tiling };

/** The maps that are held in such a form; all others are held as a whole. */
export type MapForms = ReadonlyMap<Tensor, MapForm>;

/** The regions of a map [n, h, w, c]. */
export function regionsOf(map: Shape, size: PoolSize): Regions {
  const [batch, fullHeight, fullWidth, channels] = mapSizes(map, "pooling");
  const [, height, width] = pooledShape(map, size, "pooling");
  const [below, beside] = [fullHeight - height * size[0], fullWidth - width * size[1]];
  return { size, height, width, batch, channels, below, beside };
}

/** Whether each region is a single cell, so that a map's cells are the map. */
export function isOfSingleCells({ size }: Regions): boolean {
  return size[0] * size[1] === 1;
}

/** Takes a map [P·h', Q·w', n, c] apart. */
export function takeApart(builder: GraphBuilder, map: Value, regions: Regions): Cells {
  const { size, height, width, batch, channels } = regions;
  const [rows, columns] = size;
  const cell = batch * channels;
  const banded = reshape(builder, map, [height, rows, width * columns * cell]);
  const values = split(builder, banded, rows, 1)
    .flatMap((band) => split(builder, reshape(builder, band, [height, width, columns, cell]), columns, 2))
    .map((value) => reshape(builder, value, [height, width, batch, channels]));
  return { regions, layout: "spatialFirst", values };
}

/** The shape of each of the cells in a layout. */
export function shapeOfCells(
  { height, width, batch, channels }: Pick<Regions, "height" | "width" | "batch" | "channels">,
  layout: CellLayout,
): Shape {
  if (isTiling(layout)) return [height * layout.columns, channels, width / layout.columns, batch];
  return layout === "spatialFirst" ? [height, width, batch, channels] : [height, channels, width, batch];
}

export function isTiling(layout: CellLayout): layout is Tiling {
  return typeof layout !== "string";
}

/** A layout as a key for what is made in it. */
export function keyOfLayout(layout: CellLayout): string {
  return isTiling(layout) ? `tiles of ${layout.rows} x ${layout.columns}` : layout;
}

/** Puts cells [h', w', n, c] together: [h', P, w', Q, n·c], which is the map [P·h', Q·w', n, c] under another shape. */
export function putTogether(builder: GraphBuilder, { regions, values }: Cells): Value {
  const { size, height, width, batch, channels } = regions;
  const [rows, columns] = size;
  const cell = batch * channels;
  const bands = Array.from({ length: rows }, (_, row) => {
    const band = values
      .slice(row * columns, (row + 1) * columns)
      .map((value) => reshape(builder, value, [height, width, 1, cell]));
    return reshape(builder, concat(builder, band, 2), [height, 1, width, columns, cell]);
  });
  return concat(builder, bands, 1);
}

/** Σ over the cells of each region of [h', P, w', Q, n·c]: [h', w', n, c]. */
export function sumOverCells(builder: GraphBuilder, value: Value, regions: Regions): Value {
  const { size, height, width, batch, channels } = regions;
  const [rows, columns] = size;
  const cell = batch * channels;
  // One axis at a time: ONNX Runtime is quick at that, and slow at two axes with others between them.
  const acrossRows = sumOverMiddle(builder, value, [height, rows, width * columns * cell]);
  const sums = sumOverMiddle(builder, acrossRows, [height * width, columns, cell]);
  return reshape(builder, sums, [height, width, batch, channels]);
}

/** Σ over the second of three axes. */
export function sumOverMiddle(
  builder: GraphBuilder,
  value: Value,
  shape: readonly [number, number, number],
): Value {
  if (shape[1] === 1) return value;
  return builder.add("ReduceSum", [reshape(builder, value, shape), builder.integers([1])]);
}

/** The sum of values of one shape. */
export function total(builder: GraphBuilder, values: readonly Value[]): Value {
  return values.reduce((sum, value) => builder.add("Add", [sum, value]));
}

/** A map [h, w, n, c] without the rows and columns that fill no region. */
export function withoutEdge(
  builder: GraphBuilder,
  map: Value,
  { size, height, width, below, beside }: Regions,
): Value {
  if (below + beside === 0) return map;
  const ends = builder.integers([height * size[0], width * size[1]]);
  return builder.add("Slice", [map, builder.integers([0, 0]), ends, builder.integers([0, 1])]);
}

/** The inverse: a map with rows and columns of zeros at the lower and right edge. */
export function withZeroEdge(builder: GraphBuilder, map: Value, { below, beside }: Regions): Value {
  if (below + beside === 0) return map;
  return builder.add("Pad", [map, builder.integers([0, 0, 0, 0, below, beside, 0, 0])]);
}

export function reshape(builder: GraphBuilder, value: Value, shape: Shape): Value {
  return builder.add("Reshape", [value, builder.integers(shape)]);
}

export function split(builder: GraphBuilder, value: Value, parts: number, axis: number): readonly Value[] {
  return parts === 1 ? [value] : builder.addMany("Split", [value], { attributes: { axis }, outputs: parts });
}

export function concat(builder: GraphBuilder, values: readonly Value[], axis: number): Value {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? only
    : builder.add("Concat", values, { attributes: { axis } });
}
