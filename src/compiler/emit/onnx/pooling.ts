/** Pooling into what and where, and its undoing, as ONNX nodes (Sec. 3). */
import type { MapShape, PoolPlan } from "../../plan/plan.js";
import { batch, type Held, heldDimensions, type InferenceGraph } from "./inferenceGraph.js";
import { placeSoftly, poolSoftly } from "./softPooling.js";

/** What a pooling hands to the decoder, as names of values in the graph. */
export type HeldWhere =
  /** Indices of the maxima into the flattened [n, channels, height, width] of the whole batch. */
  | { readonly kind: "hard"; readonly switches: string }
  /** Coordinates in the regions, each [n, channels, rows, columns]. */
  | { readonly kind: "soft"; readonly x: string; readonly y: string }
  | { readonly kind: "none" }
  /** The map that was pooled, [n, channels, height, width]. */
  | { readonly kind: "map"; readonly values: string };

/** Splits a map; `label` is the stage, such as "encoder.bottom". */
export function poolMap(
  graph: InferenceGraph,
  pool: PoolPlan,
  map: Held,
  label: string,
): { what: Held<MapShape>; where: HeldWhere } {
  if (pool.where.kind === "soft") {
    const { what, x, y } = poolSoftly(graph, pool, pool.where.beta, map.name, label);
    return { what: { name: what, shape: pool.output }, where: { kind: "soft", x, y } };
  }
  const what = { name: graph.claim(`${label}.what`), shape: pool.output };
  const shape = heldDimensions(pool.output);
  const switches = pool.where.kind === "hard" ? graph.claim(`${label}.switches`) : null;
  graph.builder.describe({
    operator: "MaxPool",
    inputs: [map.name],
    attributes: { kernel_shape: pool.size, strides: pool.size },
    outputs: [
      { name: what.name, shape },
      ...(switches === null ? [] : [{ name: switches, shape, element: "int64" } as const]),
    ],
  });
  if (switches !== null) return { what, where: { kind: "hard", switches } };
  return { what, where: pool.where.kind === "map" ? { kind: "map", values: map.name } : { kind: "none" } };
}

/** Puts every what back at its where, up to the map that was pooled; what lies in no region is 0. */
export function unpoolMap(
  graph: InferenceGraph,
  pool: PoolPlan,
  what: Held,
  where: HeldWhere,
  label: string,
): Held<MapShape> {
  switch (where.kind) {
    case "hard":
      return { name: unpoolAtSwitches(graph, pool, what.name, where.switches, label), shape: pool.input };
    case "soft": {
      const placed = placeSoftly(graph, pool, what.name, where, label);
      return { name: fillDropped(graph, pool, placed, label), shape: pool.input };
    }
    case "none":
      return { name: upsample(graph, pool, what.name, label), shape: pool.input };
    case "map": {
      const sum = graph.add({
        operator: "Add",
        inputs: [upsample(graph, pool, what.name, label), where.values],
        label: `${label}.joined`,
        dimensions: heldDimensions(pool.input),
      });
      return { name: sum, shape: pool.input };
    }
  }
}

/** Copies every number to its whole region. */
function upsample(graph: InferenceGraph, pool: PoolPlan, what: string, label: string): string {
  const copied = graph.add({
    operator: "Resize",
    inputs: [what, "", graph.builder.floats([4], [1, 1, ...pool.size])],
    label: `${label}.upsampled`,
    dimensions: coveredDimensions(pool),
    attributes: {
      mode: "nearest",
      coordinate_transformation_mode: "asymmetric",
      nearest_mode: "floor",
    },
  });
  return fillDropped(graph, pool, copied, label);
}

/** MaxUnpool has to be told the map's shape, since the pooling may have left out rows or columns. */
function unpoolAtSwitches(
  graph: InferenceGraph,
  { input, size }: PoolPlan,
  what: string,
  switches: string,
  label: string,
): string {
  const images = graph.add({
    operator: "Shape",
    inputs: [what],
    label: `${label}.batch`,
    dimensions: [1],
    element: "int64",
    attributes: { start: 0, end: 1 },
  });
  const shape = graph.add({
    operator: "Concat",
    inputs: [images, graph.builder.integers([input.channels, input.height, input.width])],
    label: `${label}.shape`,
    dimensions: [4],
    element: "int64",
    attributes: { axis: 0 },
  });
  return graph.add({
    operator: "MaxUnpool",
    inputs: [what, switches, shape],
    label: `${label}.unpooled`,
    dimensions: heldDimensions(input),
    attributes: { kernel_shape: size, strides: size },
  });
}

/** The part of the map that the regions cover. */
function coveredDimensions({ input, dropped: [rows, columns] }: PoolPlan) {
  return [batch, input.channels, input.height - rows, input.width - columns] as const;
}

/** Zeros for the rows and columns that belong to no region. */
function fillDropped(
  graph: InferenceGraph,
  { input, dropped }: PoolPlan,
  covered: string,
  label: string,
): string {
  const [rows, columns] = dropped;
  if (rows + columns === 0) return covered;
  return graph.add({
    operator: "Pad",
    inputs: [covered, graph.builder.integers([0, 0, 0, 0, 0, 0, rows, columns])],
    label: `${label}.padded`,
    dimensions: heldDimensions(input),
  });
}
