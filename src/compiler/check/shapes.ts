/**
 * Shape inference: what arrives at every layer and what leaves it.
 *
 * A shape that cannot be known, because something before it is wrong, is null; rules keep quiet about null, so that one mistake is
 * one diagnostic. The plan is built from the same trace.
 */
import type { NamedClassifier, NamedLayer, NamedModel, NamedStage } from "../names/namedModel.js";
import type { MapShape, Shape, VectorShape } from "../plan/plan.js";
import { countOf, countsOf, readDimensions, sizeOf } from "./values.js";

/** One map of one sample, and one kernel, may hold so many numbers: a gibibyte of 32-bit floats. */
export const largestTensor = 2 ** 28;

export interface ShapeTrace {
  readonly input: MapShape | null;
  readonly stages: readonly StageTrace[];
  readonly code: Shape | null;
  readonly classifier: LayersTrace | null;
}

export interface StageTrace extends LayersTrace {
  readonly stage: NamedStage;
  readonly kind: StageKind;
}

/** Convolutional stages end in a map, dense ones in a vector; a stage with neither layer keeps what arrives. */
export type StageKind = "convolutional" | "dense" | "neutral";

export interface LayersTrace {
  readonly input: Shape | null;
  /** True where a map arrives and is flattened before the first layer. */
  readonly flattens: boolean;
  readonly layers: readonly LayerTrace[];
  readonly output: Shape | null;
}

export interface LayerTrace {
  readonly layer: NamedLayer;
  readonly input: Shape | null;
  readonly output: Shape | null;
}

/** Infers all shapes of a model. */
export function inferShapes(model: NamedModel): ShapeTrace {
  const input = inputShape(model);
  let arriving: Shape | null = model.encoder?.complete === true ? input : null;
  const stages = (model.encoder?.stages ?? []).map((stage): StageTrace => {
    const kind = stageKind(stage);
    const trace = traceLayers(stage, arriving, kind === "dense");
    arriving = stage.complete ? trace.output : null;
    return { ...trace, stage, kind };
  });
  const code = stages.length === 0 ? null : arriving;
  return { input, stages, code, classifier: model.classifier && traceLayers(model.classifier, code, true) };
}

/** The first layer that needs a map, or a vector, decides. */
export function stageKind(stage: NamedStage): StageKind {
  const deciding = stage.layers.find(({ kind }) => kind === "conv" || kind === "pool" || kind === "dense");
  if (deciding === undefined) return "neutral";
  return deciding.kind === "dense" ? "dense" : "convolutional";
}

/** Numbers in one map or vector. */
export function elementsOf(shape: Shape): number {
  return shape.kind === "map" ? shape.height * shape.width * shape.channels : shape.features;
}

/** "28x28x1" or "128": how messages write a shape. */
export function writeShape(shape: Shape): string {
  return shape.kind === "map" ? `${shape.height}x${shape.width}x${shape.channels}` : String(shape.features);
}

/** A map as one vector, row-major. */
export function flattened(shape: Shape): VectorShape {
  return { kind: "vector", features: elementsOf(shape) };
}

function inputShape(model: NamedModel): MapShape | null {
  const [value, second] = model.input?.values ?? [];
  const [height, width, channels, fourth] = (value && countsOf(readDimensions(value))) ?? [];
  if (second !== undefined || fourth !== undefined) return null;
  if (height === undefined || width === undefined || channels === undefined) return null;
  return withinLimit({ kind: "map", height, width, channels });
}

function traceLayers(part: NamedStage | NamedClassifier, input: Shape | null, isDense: boolean): LayersTrace {
  const flattens = isDense && input?.kind === "map";
  let arriving = flattens ? flattened(input) : input;
  // A layer that is missing from the list may have changed the shape.
  if (!part.complete) arriving = null;
  const layers = part.layers.map((layer): LayerTrace => {
    const trace = { layer, input: arriving, output: arriving && withinLimit(outputOf(layer, arriving)) };
    arriving = trace.output;
    return trace;
  });
  return { input, flattens, layers, output: arriving };
}

function withinLimit<S extends Shape>(shape: S | null): S | null {
  return shape !== null && elementsOf(shape) <= largestTensor ? shape : null;
}

/** The shape behind a layer, however large; null where the layer cannot take what arrives. */
export function outputOf(layer: NamedLayer, input: Shape): Shape | null {
  switch (layer.kind) {
    case "conv": {
      const channels = countOf(layer.node.values[1]);
      return input.kind === "map" && channels !== null ? { ...input, channels } : null;
    }
    case "pool":
      return input.kind === "map" ? pooled(input, sizeOf(layer.node.values[0])) : null;
    case "dense": {
      const features = countOf(layer.node.values[0]);
      return input.kind === "vector" && features !== null ? { kind: "vector", features } : null;
    }
    case "relu":
    case "batchnorm":
    case "dropout":
      return input;
  }
}

/** Only whole regions count (floor); null where there is none. */
function pooled(map: MapShape, size: readonly [number, number] | null): MapShape | null {
  if (size === null) return null;
  const height = Math.floor(map.height / size[0]);
  const width = Math.floor(map.width / size[1]);
  return height > 0 && width > 0 ? { ...map, height, width } : null;
}
