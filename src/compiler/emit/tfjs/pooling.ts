/**
 * Pooling into what and where, and its undoing, as nodes of a TensorFlow graph (Sec. 3).
 *
 * TensorFlow.js has operations for switches, but not the same ones on each backend, and on some of them wrong for regions
 * without a positive number. So a where is a share for each cell of a region here, [regions, cells, channels]: of a hard one 1 for
 * the first largest cell and 0 for the others, of a soft one the weights of its softmax. Transposes have four axes at most.
 */
import type { MapShape, PoolPlan, WherePlan } from "../../plan/plan.js";
import { integerList, word } from "./graphBuilder.js";
import { castToFloat, type Held, type MapGraph, sizesOf } from "./mapGraph.js";

/** What a pooling hands to the decoder and to callers, as values in the graph. */
export type HeldWhere =
  /** Share of each cell, [regions, cells, channels], row-major in the region. */
  | { readonly kind: "hard"; readonly cells: string }
  /** Coordinates in the regions, [regions, 1, channels]. */
  | { readonly kind: "soft"; readonly x: string; readonly y: string }
  | { readonly kind: "none" }
  /** The map that was pooled, [n, height, width, channels]. */
  | { readonly kind: "map"; readonly values: string };

/** Splits a map; `label` is the stage, such as "encoder.bottom". */
export function poolMap(
  graph: MapGraph,
  pool: PoolPlan,
  { value }: Held,
  label: string,
): { what: Held<MapShape>; where: HeldWhere } {
  switch (pool.where.kind) {
    case "none":
    case "map":
      return {
        what: { value: maximum(graph, pool, value, label), shape: pool.output },
        where: pool.where.kind === "map" ? { kind: "map", values: value } : { kind: "none" },
      };
    case "hard": {
      const cells = regionsOf(graph, pool, value, label);
      const largest = graph.reduce("Max", cells, [1], `${label}.largest`);
      const where = { kind: "hard", cells: firstLargest(graph, cells, largest, label) } as const;
      return { what: pooled(graph, pool, largest, `${label}.what`), where };
    }
    case "soft":
      return poolSoftly(graph, pool, pool.where, value, label);
  }
}

/** The what alone, for graphs that have no use for a where. */
export function poolToWhat(graph: MapGraph, pool: PoolPlan, map: Held, label: string): Held<MapShape> {
  if (pool.where.kind === "soft") return poolSoftly(graph, pool, pool.where, map.value, label).what;
  return { value: maximum(graph, pool, map.value, label), shape: pool.output };
}

function maximum(graph: MapGraph, { size }: PoolPlan, value: string, label: string): string {
  return graph.builder.add("MaxPool", [value], `${label}.what`, {
    ksize: integerList([1, ...size, 1]),
    strides: integerList([1, ...size, 1]),
    padding: word("VALID"),
    data_format: word("NHWC"),
  });
}

/** 1 where a cell is as large as the largest and none before it is; 0 elsewhere. */
function firstLargest(graph: MapGraph, cells: string, largest: string, label: string): string {
  const { builder } = graph;
  const equal = builder.add("Equal", [cells, largest], `${label}.isLargest`);
  const ones = builder.add("Cast", [equal], `${label}.largestCells`, castToFloat);
  const before = builder.add("Cumsum", [ones, builder.integers([1], [])], `${label}.before`, {
    exclusive: { b: true },
    reverse: { b: false },
    Tidx: { type: "DT_INT32" },
  });
  return graph.unary("Relu", graph.binary("Sub", ones, before, `${label}.first`), `${label}.switches`);
}

/** With w = softmax(beta · z) over a region: what = Σ w·z, where = Σ w·(x, y). */
function poolSoftly(
  graph: MapGraph,
  pool: PoolPlan,
  { beta }: Extract<WherePlan, { kind: "soft" }>,
  value: string,
  label: string,
): { what: Held<MapShape>; where: HeldWhere } {
  const cells = regionsOf(graph, pool, value, label);
  // Without the largest, exp would overflow; the softmax does not notice.
  const below = graph.binary(
    "Sub",
    cells,
    graph.reduce("Max", cells, [1], `${label}.largest`),
    `${label}.below`,
  );
  const sharpened = graph.binary("Mul", below, graph.builder.scalar(beta), `${label}.sharpened`);
  const powers = graph.unary("Exp", sharpened, `${label}.powers`);
  const shares = graph.binary(
    "RealDiv",
    powers,
    graph.reduce("Sum", powers, [1], `${label}.sumOfPowers`),
    `${label}.weights`,
  );
  const what = expectation(graph, shares, cells, `${label}.expected`);
  const { x, y } = coordinatesOf(graph, pool, shares, label);
  return { what: pooled(graph, pool, what, `${label}.what`), where: { kind: "soft", x, y } };
}

/** Coordinates of a where, each [n, rows, columns, channels], from −1 (left, bottom) to 1; null where there is none, or the whole map. */
export function coordinateMaps(
  graph: MapGraph,
  pool: PoolPlan,
  where: HeldWhere,
  label: string,
): { readonly x: Held<MapShape>; readonly y: Held<MapShape> } | null {
  if (where.kind === "none" || where.kind === "map") return null;
  const { x, y } = where.kind === "soft" ? where : coordinatesOf(graph, pool, where.cells, label);
  return { x: pooled(graph, pool, x, `${label}.x`), y: pooled(graph, pool, y, `${label}.y`) };
}

function coordinatesOf(graph: MapGraph, { size }: PoolPlan, shares: string, label: string) {
  const [rows, columns] = size;
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  const place = (numbers: readonly number[]) => graph.builder.floats([cells.length, 1], numbers);
  const x = place(cells.map((cell) => coordinate(cell % columns, columns)));
  const y = place(cells.map((cell) => 0 - coordinate(Math.floor(cell / columns), rows)));
  return {
    x: expectation(graph, shares, x, `${label}.expectedX`),
    y: expectation(graph, shares, y, `${label}.expectedY`),
  };
}

/** Σ share · value over the cells of each region: [regions, 1, channels]. */
function expectation(graph: MapGraph, shares: string, values: string, label: string): string {
  return graph.reduce("Sum", graph.binary("Mul", shares, values, `${label}.weighted`), [1], label);
}

/** Puts every what back at its where, up to the map that was pooled; what lies in no region is 0. */
export function unpoolMap(
  graph: MapGraph,
  pool: PoolPlan,
  what: Held,
  where: HeldWhere,
  label: string,
): Held<MapShape> {
  const { input, output, size, dropped } = pool;
  const [rows, columns] = size;
  const channels = input.channels;
  const cells = rows * columns;
  const shares =
    where.kind === "hard"
      ? where.cells
      : where.kind === "soft"
        ? bilinearShares(graph, pool, where, label)
        : graph.builder.floats(
            [1, cells, 1],
            Array.from({ length: cells }, () => 1),
          );
  const each = graph.reshape(what.value, [-1, 1, channels], `${label}.regions`);
  const placed = graph.binary("Mul", shares, each, `${label}.placed`);
  // [n·height, width, row in the region, column in the region and channel] → rows before columns.
  const split = graph.reshape(placed, [-1, output.width, rows, columns * channels], `${label}.split`);
  const turned = graph.transpose(split, [0, 2, 1, 3], `${label}.interleaved`);
  const covered = [-1, output.height * rows, output.width * columns, channels];
  const spread = graph.reshape(turned, covered, `${label}.spread`);
  const map = graph.pad(spread, [0, dropped[0], 0, dropped[1]], `${label}.unpooled`);
  if (where.kind !== "map") return { value: map, shape: input };
  return { value: graph.binary("AddV2", map, where.values, `${label}.joined`), shape: input };
}

/**
 * Share of each cell around soft coordinates: on an axis of k cells, p stands at u = (p + 1)(k − 1)/2 and cell j gets
 * max(0, 1 − |u − j|); the share is the product over both axes.
 */
function bilinearShares(
  graph: MapGraph,
  { size: [rows, columns] }: PoolPlan,
  where: { readonly x: string; readonly y: string },
  label: string,
): string {
  const { builder } = graph;
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  const along = (
    coordinates: string,
    sign: 1 | -1,
    count: number,
    index: (cell: number) => number,
    axis: string,
  ) => {
    const half = (count - 1) / 2;
    const scaled = graph.binary("Mul", coordinates, builder.scalar(sign * half), `${label}.${axis}.scaled`);
    const place = graph.binary("AddV2", scaled, builder.scalar(half), `${label}.${axis}.place`);
    const indices = builder.floats([cells.length, 1], cells.map(index));
    const apart = graph.binary("Sub", place, indices, `${label}.${axis}.difference`);
    const distance = graph.unary("Abs", apart, `${label}.${axis}.distance`);
    const rest = graph.binary("Sub", builder.scalar(1), distance, `${label}.${axis}.rest`);
    return graph.unary("Relu", rest, `${label}.${axis}.share`);
  };
  // Rows are counted from the top, where y is 1.
  const byRow = along(where.y, -1, rows, (cell) => Math.floor(cell / columns), "row");
  const byColumn = along(where.x, 1, columns, (cell) => cell % columns, "column");
  return graph.binary("Mul", byRow, byColumn, `${label}.shares`);
}

/** The cells of every region, row-major: [n·rows·columns, cells of a region, channels]. */
function regionsOf(
  graph: MapGraph,
  { input, output, size, dropped }: PoolPlan,
  value: string,
  label: string,
): string {
  const [rows, columns] = size;
  const { channels } = input;
  const whole: readonly [number, number] = [output.height * rows, output.width * columns];
  const covered =
    dropped[0] + dropped[1] === 0 ? value : graph.slice(value, [0, 0], whole, `${label}.covered`);
  const split = graph.reshape(covered, [-1, rows, output.width, columns * channels], `${label}.split`);
  const turned = graph.transpose(split, [0, 2, 1, 3], `${label}.gathered`);
  return graph.reshape(turned, [-1, rows * columns, channels], `${label}.regions`);
}

/** One number for each region and channel as a map. */
function pooled(graph: MapGraph, { output }: PoolPlan, value: string, label: string): Held<MapShape> {
  return { value: graph.reshape(value, sizesOf(output), label), shape: output };
}

/** From −1 to 1 in equal steps. */
function coordinate(index: number, cells: number): number {
  return cells === 1 ? 0 : (2 * index) / (cells - 1) - 1;
}
