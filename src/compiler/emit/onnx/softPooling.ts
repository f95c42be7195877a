/**
 * Soft pooling and its undoing as ONNX nodes (Sec. 3.1): with w = softmax(beta · z) over a region, what = Σ w·z and
 * where = Σ w·(x, y). Coordinates run from −1 (left, bottom) to 1 (right, top).
 */
import type { PoolPlan } from "../../plan/plan.js";
import { batch, type InferenceGraph } from "./inferenceGraph.js";

/** What and where of a map, each [n, channels, rows, columns]. */
export function poolSoftly(
  graph: InferenceGraph,
  pool: PoolPlan,
  beta: number,
  map: string,
  label: string,
): { what: string; x: string; y: string } {
  const { output, size } = pool;
  const cells = size[0] * size[1];
  const dimensions = [batch, output.channels, output.height, output.width, cells];
  const { builder } = graph;
  const regions = regionsOf(graph, pool, map, label);
  const sharpened = graph.add({
    operator: "Mul",
    inputs: [regions, builder.scalar(beta)],
    label: `${label}.sharpened`,
    dimensions,
  });
  const weights = graph.add({
    operator: "Softmax",
    inputs: [sharpened],
    label: `${label}.weights`,
    dimensions,
    attributes: { axis: -1 },
  });
  const expectation = (values: string, name: string): string => {
    const weighted = graph.add({
      operator: "Mul",
      inputs: [weights, values],
      label: `${label}.${name}.weighted`,
      dimensions,
    });
    return graph.add({
      operator: "ReduceSum",
      inputs: [weighted, builder.integers([4])],
      label: `${label}.${name}`,
      dimensions: dimensions.slice(0, 4),
      attributes: { keepdims: 0 },
    });
  };
  const { x, y } = localFrame(size);
  return {
    what: expectation(regions, "what"),
    x: expectation(builder.floats([cells], x), "x"),
    y: expectation(builder.floats([cells], y), "y"),
  };
}

/** Splits every what bilinearly among the cells around its coordinates: the map without what the pooling left out. */
export function placeSoftly(
  graph: InferenceGraph,
  { output, size: [rows, columns] }: PoolPlan,
  what: string,
  where: { readonly x: string; readonly y: string },
  label: string,
): string {
  const { height, width, channels } = output;
  const over = [channels, height, width];
  // Rows are counted from the top, where y is 1.
  const row = shares(graph, where.y, -1, rows, [rows, 1], over, `${label}.row`);
  const column = shares(graph, where.x, 1, columns, [1, columns], over, `${label}.column`);
  const dimensions = [batch, ...over, rows, columns];
  const product = (a: string, b: string, name: string): string =>
    graph.add({ operator: "Mul", inputs: [a, b], label: `${label}.${name}`, dimensions });
  const cells = graph.reshape(what, `${label}.regions`, [...over, 1, 1]);
  const placed = product(product(row, column, "shares"), cells, "placed");
  const interleaved = graph.add({
    operator: "Transpose",
    inputs: [placed],
    label: `${label}.interleaved`,
    dimensions: [batch, channels, height, rows, width, columns],
    attributes: { perm: [0, 1, 2, 4, 3, 5] },
  });
  return graph.reshape(interleaved, `${label}.spread`, [channels, height * rows, width * columns]);
}

/**
 * Share of each cell on one axis of k cells: the coordinate p stands at u = (p + 1)(k − 1)/2, and cell j gets
 * max(0, 1 − |u − j|). `shape` is [k, 1] or [1, k]; the result is [n, …over, …shape].
 */
function shares(
  graph: InferenceGraph,
  coordinate: string,
  sign: 1 | -1,
  cells: number,
  shape: readonly [number, number],
  over: readonly number[],
  label: string,
): string {
  const { builder } = graph;
  const half = (cells - 1) / 2;
  const step = (
    operator: string,
    inputs: readonly string[],
    name: string,
    sizes: readonly number[],
  ): string =>
    graph.add({ operator, inputs, label: `${label}.${name}`, dimensions: [batch, ...over, ...sizes] });
  const p = graph.reshape(coordinate, `${label}.coordinate`, [...over, 1, 1]);
  const scaled = step("Mul", [p, builder.scalar(sign * half)], "scaled", [1, 1]);
  const place = step("Add", [scaled, builder.scalar(half)], "place", [1, 1]);
  const indices = builder.floats(
    shape,
    Array.from({ length: cells }, (_, index) => index),
  );
  const distance = step("Abs", [step("Sub", [place, indices], "difference", shape)], "distance", shape);
  return step("Relu", [step("Sub", [builder.scalar(1), distance], "rest", shape)], "share", shape);
}

/** The cells of every region, row-major: [n, channels, rows, columns, cells of a region]. */
function regionsOf(graph: InferenceGraph, pool: PoolPlan, map: string, label: string): string {
  const { input, output, dropped } = pool;
  const { channels, height, width } = output;
  const [rows, columns] = pool.size;
  const { builder } = graph;
  const covered =
    dropped[0] + dropped[1] === 0
      ? map
      : graph.add({
          operator: "Slice",
          inputs: [
            map,
            builder.integers([0, 0]),
            builder.integers([height * rows, width * columns]),
            builder.integers([2, 3]),
          ],
          label: `${label}.covered`,
          dimensions: [batch, input.channels, height * rows, width * columns],
        });
  const split = graph.reshape(covered, `${label}.split`, [channels, height, rows, width, columns]);
  const gathered = graph.add({
    operator: "Transpose",
    inputs: [split],
    label: `${label}.gathered`,
    dimensions: [batch, channels, height, width, rows, columns],
    attributes: { perm: [0, 1, 2, 4, 3, 5] },
  });
  return graph.reshape(gathered, `${label}.regions`, [channels, height, width, rows * columns]);
}

/** Coordinates of a region's cells, row-major; 0 on an axis of one cell. */
function localFrame([rows, columns]: PoolPlan["size"]): { x: number[]; y: number[] } {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  return {
    x: cells.map((cell) => coordinate(cell % columns, columns)),
    y: cells.map((cell) => 0 - coordinate(Math.floor(cell / columns), rows)),
  };
}

/** From −1 to 1 in equal steps. */
function coordinate(index: number, cells: number): number {
  return cells === 1 ? 0 : (2 * index) / (cells - 1) - 1;
}
