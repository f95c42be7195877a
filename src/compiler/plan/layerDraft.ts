/** Layers of the plan before their parameters have paths, and the step that gives them. */
import type { NamedLayer } from "../names/namedModel.js";
import type { LayerTrace } from "../check/shapes.js";
import { sizeOf, readNumberOf } from "../check/values.js";
import { known } from "./invariant.js";
import type { LayerPlan, ParameterPath, Shape } from "./plan.js";

type WithoutPath<Layer> = Layer extends { readonly parameters: ParameterPath }
  ? Omit<Layer, "parameters">
  : Layer;

/** A layer whose parameters have no path yet. */
export type LayerDraft = WithoutPath<LayerPlan>;

/** A layer of the plan from its trace. Poolings are no layers of the plan. */
export function draftLayer({ layer, input, output }: LayerTrace): LayerDraft {
  const base = { span: layer.node.span, ...knownShapes(layer, input, output) };
  switch (layer.kind) {
    case "conv": {
      const kernel = known(sizeOf(layer.node.values[0]), "the size of a kernel");
      return { kind: "conv", kernel, span: base.span, input: asMap(base.input), output: asMap(base.output) };
    }
    case "dense":
      return { kind: "dense", span: base.span, input: asVector(base.input), output: asVector(base.output) };
    case "dropout":
      return { kind: "dropout", rate: rateOf(layer), ...base };
    case "relu":
      return { kind: "relu", ...base };
    case "batchnorm":
      return { kind: "batchnorm", ...base };
    case "pool":
      return known<LayerDraft>(null, "a layer that is no pooling");
  }
}

/** The rate of a dropout layer. */
export function rateOf(layer: NamedLayer): number {
  return known(readNumberOf(layer.node.values[0]), "the rate of a dropout");
}

/** A shape that is a map. */
export function asMap(shape: Shape) {
  return known(shape.kind === "map" ? shape : null, "a map");
}

/** A shape that is a vector. */
export function asVector(shape: Shape) {
  return known(shape.kind === "vector" ? shape : null, "a vector");
}

function knownShapes(layer: NamedLayer, input: Shape | null, output: Shape | null) {
  return {
    input: known(input, `what arrives at ${layer.kind}`),
    output: known(output, `what leaves ${layer.kind}`),
  };
}

const parameterNames = { conv: "conv", dense: "dense", batchnorm: "norm" } as const;

/**
 * Gives the layers of one part their paths: ["encoder", "bottom", "conv"]; with several of a kind in the part "conv1", "conv2" and so on,
 * in the order of the layers.
 */
export function givePaths(prefix: ParameterPath, drafts: readonly LayerDraft[]): LayerPlan[] {
  const total = { conv: 0, dense: 0, batchnorm: 0 };
  const count = { conv: 0, dense: 0, batchnorm: 0 };
  for (const { kind } of drafts)
    if (kind === "conv" || kind === "dense" || kind === "batchnorm") total[kind] += 1;
  const path = (kind: keyof typeof parameterNames): ParameterPath => {
    count[kind] += 1;
    return [...prefix, total[kind] === 1 ? parameterNames[kind] : `${parameterNames[kind]}${count[kind]}`];
  };
  return drafts.map((draft): LayerPlan => {
    switch (draft.kind) {
      case "conv":
        return { ...draft, parameters: path("conv") };
      case "dense":
        return { ...draft, parameters: path("dense") };
      case "batchnorm":
        return { ...draft, parameters: path("batchnorm") };
      default:
        return draft;
    }
  });
}
