/** Receptive fields: which pixels a number of a stage's what can depend on. */
import type { LayerPlan, ModelPlan, StagePlan } from "./plan.js";

/**
 * The pixels behind each number of a stage's what. `image`: all of them, as behind a dense layer. `window`: for the number in
 * row i and column j the `size` rows and columns of pixels from `start` + (i, j) · `stride` on; some of them lie outside of
 * the image at its edges, where padding stands for them.
 */
export type ReceptiveField =
  | { readonly kind: "image" }
  | {
      readonly kind: "window";
      readonly size: readonly [rows: number, columns: number];
      readonly stride: readonly [rows: number, columns: number];
      readonly start: readonly [row: number, column: number];
    };

/** Rows and columns, taken in turn. */
const axes = [0, 1] as const;

/** The receptive field of every stage's what, by the stage's name. */
export function receptiveFields({ stages }: ModelPlan): ReadonlyMap<string, ReceptiveField> {
  let field: ReceptiveField = { kind: "window", size: [1, 1], stride: [1, 1], start: [0, 0] };
  return new Map(
    stages.map((stage) => {
      field = throughStage(field, stage);
      return [stage.name, field];
    }),
  );
}

function throughStage(below: ReceptiveField, { layers, pool }: StagePlan): ReceptiveField {
  const field = layers.reduce(throughLayer, below);
  if (pool === null || field.kind === "image") return field;
  const { size } = pool;
  const { stride } = field;
  return {
    ...widened(field, size),
    stride: [stride[0] * size[0], stride[1] * size[1]],
  };
}

function throughLayer(field: ReceptiveField, layer: LayerPlan): ReceptiveField {
  if (layer.kind === "dense") return { kind: "image" };
  if (layer.kind !== "conv" || field.kind === "image") return field;
  const { kernel } = layer;
  const { start, stride } = field;
  const begin = axes.map((axis) => start[axis] - Math.floor((kernel[axis] - 1) / 2) * stride[axis]);
  return { ...widened(field, kernel), start: [begin[0] ?? 0, begin[1] ?? 0] };
}

type Window = Extract<ReceptiveField, { kind: "window" }>;

/** The field of something that sees `seen` × `seen` numbers of this field, side by side. */
function widened(field: Window, seen: readonly [number, number]): Window {
  const { size, stride } = field;
  return { ...field, size: [size[0] + (seen[0] - 1) * stride[0], size[1] + (seen[1] - 1) * stride[1]] };
}
