/** Layers as expressions: nested calls of the runtime's ops, one block of layers a statement. */
import type { LayerPlan, ParameterPath, Shape } from "../../plan/plan.js";
import { propertyAccess } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { dimensions } from "./shapes.js";

/** Layers that read well as one statement: at most one convolution or dense layer and what belongs to it. */
export interface LayerBlock {
  /** Name of the layer that holds the block's weights, such as "conv2"; null for a block without any. */
  readonly name: string | null;
  readonly layers: readonly LayerPlan[];
  readonly output: Shape;
}

/**
 * Splits layers into blocks. A block ends before the next convolution or dense layer; the reshaping (and whatever
 * follows it) in front of that layer goes with it, as in `dense(flatten(map), …)`.
 */
export function layerBlocks(layers: readonly LayerPlan[]): LayerBlock[] {
  const groups: LayerPlan[][] = [];
  for (const [index, layer] of layers.entries()) {
    const current = groups.at(-1);
    if (current === undefined || startsBlock(layer, current, layers.slice(index + 1))) groups.push([layer]);
    else current.push(layer);
  }
  return groups.map((group) => {
    const weighted = group.find(hasWeights);
    return {
      name: weighted === undefined ? null : (weighted.parameters.at(-1) ?? null),
      layers: group,
      output: (group.at(-1) as LayerPlan).output,
    };
  });
}

function startsBlock(layer: LayerPlan, current: readonly LayerPlan[], rest: readonly LayerPlan[]): boolean {
  if (!current.some(hasWeights)) return false;
  if (hasWeights(layer)) return true;
  return (layer.kind === "flatten" || layer.kind === "unflatten") && rest.some(hasWeights);
}

function hasWeights(layer: LayerPlan): layer is Extract<LayerPlan, { kind: "conv" | "dense" }> {
  return layer.kind === "conv" || layer.kind === "dense";
}

/** The layers applied to an expression, first layer innermost: `relu(conv(image, p.encoder.bottom.conv))`. */
export function layersExpression(
  layers: readonly LayerPlan[],
  input: string,
  runtime: RuntimeImports,
): string {
  return layers.reduce((operand, layer) => layerExpression(layer, operand, runtime), input);
}

function layerExpression(layer: LayerPlan, operand: string, runtime: RuntimeImports): string {
  switch (layer.kind) {
    case "conv":
    case "dense":
      return runtime.call(layer.kind, operand, parametersExpression(layer.parameters));
    case "batchnorm":
      return runtime.call("batchNorm", operand, parametersExpression(layer.parameters));
    case "relu":
    case "flatten":
      return runtime.call(layer.kind, operand);
    case "dropout":
      return dropoutExpression(operand, layer.rate, runtime);
    case "unflatten":
      return runtime.call("unflatten", operand, `[${dimensions(layer.output).join(", ")}]`);
  }
}

export function dropoutExpression(operand: string, rate: number, runtime: RuntimeImports): string {
  return runtime.call("dropout", operand, String(rate));
}

/** Where a layer finds its parameters: `p.encoder.bottom.conv`. */
function parametersExpression(path: ParameterPath): string {
  return path.reduce(propertyAccess, "p");
}
