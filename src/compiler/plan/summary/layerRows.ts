/** The layers of a model one by one, as the rows of a table. */
import {
  describeDropout,
  describeLayer,
  describePool,
  describeUnpool,
  describeWhere,
  dimensionsOf,
} from "../describe.js";
import type {
  ClassifierPlan,
  DecoderStagePlan,
  LayerPlan,
  ParameterPlan,
  Shape,
  StagePlan,
} from "../plan.js";
import { layerMultiplyAdds } from "./multiplyAdds.js";

export interface LayerRow {
  readonly kind: LayerPlan["kind"] | "pool" | "unpool" | "upsample";
  /** As a spec would say it: "conv 5x5 64". */
  readonly text: string;
  /** [height, width, channels] or [features]. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Path of its parameters, such as "encoder.bottom.conv"; null for a layer without any. */
  readonly path: string | null;
  /** Trained numbers. */
  readonly parameters: number;
  /** For one image, forward. */
  readonly multiplyAdds: number;
  /** What else is to know: the where, what a pooling leaves out; null for nothing. */
  readonly note: string | null;
}

/** How many trained numbers lie below each layer's path. */
export type TrainedNumbers = ReadonlyMap<string, number>;

export function countTrained(parameters: readonly ParameterPlan[]): TrainedNumbers {
  const counts = new Map<string, number>();
  for (const { path, shape, trained } of parameters) {
    const layer = path.slice(0, -1).join(".");
    const size = shape.reduce((product, length) => product * length, 1);
    if (trained) counts.set(layer, (counts.get(layer) ?? 0) + size);
  }
  return counts;
}

/** The layers of a stage of the encoder, its pooling, and the dropout behind it. */
export function encoderRows({ layers, pool, what, dropout }: StagePlan, trained: TrainedNumbers): LayerRow[] {
  const rows = layers.map((layer) => rowOf(layer, trained));
  if (pool !== null) {
    const left = leftOut(pool.dropped);
    const note = [`where ${describeWhere(pool.where)}`, ...(left === null ? [] : [`${left} left out`])];
    rows.push(bareRow("pool", describePool(pool), pool.input, pool.output, note.join(", ")));
  }
  if (dropout !== null) rows.push(bareRow("dropout", describeDropout(dropout), what, what, null));
  return rows;
}

/** The unpooling of a stage of the decoder, and its layers. */
export function decoderRows(
  { input, unpool, layers }: DecoderStagePlan,
  trained: TrainedNumbers,
): LayerRow[] {
  const rows = layers.map((layer) => rowOf(layer, trained));
  if (unpool === null) return rows;
  const kind = unpool.where.kind === "none" ? "upsample" : "unpool";
  // A whole map fills the rows and columns that no region covers, too.
  const left = unpool.where.kind === "map" ? null : leftOut(unpool.dropped);
  const note = [
    ...(kind === "unpool" ? [`where ${describeWhere(unpool.where)}`] : []),
    ...(left === null ? [] : [`${left} of zeros`]),
  ];
  return [bareRow(kind, describeUnpool(unpool), input, unpool.input, note.join(", ") || null), ...rows];
}

export function classifierRows({ layers }: ClassifierPlan, trained: TrainedNumbers): LayerRow[] {
  return layers.map((layer) => rowOf(layer, trained));
}

/** "1 row and 1 column", of those that fill no region; null for none. */
export function leftOut([rows, columns]: readonly [rows: number, columns: number]): string | null {
  const parts = [
    ...(rows > 0 ? [`${rows} row${rows === 1 ? "" : "s"}`] : []),
    ...(columns > 0 ? [`${columns} column${columns === 1 ? "" : "s"}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(" and ");
}

function rowOf(layer: LayerPlan, trained: TrainedNumbers): LayerRow {
  const path = "parameters" in layer ? layer.parameters.join(".") : null;
  return {
    ...bareRow(layer.kind, describeLayer(layer), layer.input, layer.output, null),
    path,
    parameters: path === null ? 0 : (trained.get(path) ?? 0),
    multiplyAdds: layerMultiplyAdds(layer),
  };
}

function bareRow(
  kind: LayerRow["kind"],
  text: string,
  input: Shape,
  output: Shape,
  note: string | null,
): LayerRow {
  return {
    kind,
    text,
    input: dimensionsOf(input),
    output: dimensionsOf(output),
    path: null,
    parameters: 0,
    multiplyAdds: 0,
    note,
  };
}
