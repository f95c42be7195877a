/** The parameters of a model: paths, shapes and how they start. */
import type { InitialiserPlan, LayerPlan, ParameterPath, ParameterPlan } from "./plan.js";

/** The parameters of layers that are applied one after the other. */
export function parametersOf(layers: readonly LayerPlan[]): ParameterPlan[] {
  return layers.flatMap((layer, index): ParameterPlan[] => {
    switch (layer.kind) {
      case "conv": {
        const { input, output, kernel, parameters } = layer;
        const shape = [...kernel, input.channels, output.channels];
        return weights(parameters, shape, output.channels, kernelStart(layers, index));
      }
      case "dense": {
        const { input, output, parameters } = layer;
        return weights(
          parameters,
          [input.features, output.features],
          output.features,
          kernelStart(layers, index),
        );
      }
      case "batchnorm": {
        const { output, parameters } = layer;
        const shape = [output.kind === "map" ? output.channels : output.features];
        return [
          { path: [...parameters, "scale"], shape, initialiser: "ones", trained: true },
          { path: [...parameters, "shift"], shape, initialiser: "zeros", trained: true },
          { path: [...parameters, "mean"], shape, initialiser: "zeros", trained: false },
          { path: [...parameters, "variance"], shape, initialiser: "ones", trained: false },
        ];
      }
      default:
        return [];
    }
  });
}

/** Numbers in all trained parameters together. */
export function countParameters(parameters: readonly ParameterPlan[]): number {
  const sizes = parameters
    .filter(({ trained }) => trained)
    .map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return sizes.reduce((a, b) => a + b, 0);
}

function weights(
  path: ParameterPath,
  kernel: readonly number[],
  outputs: number,
  start: InitialiserPlan,
): ParameterPlan[] {
  return [
    { path: [...path, "kernel"], shape: kernel, initialiser: start, trained: true },
    { path: [...path, "bias"], shape: [outputs], initialiser: "zeros", trained: true },
  ];
}

/** heNormal where a ReLU follows (behind a batch norm, a dropout or an unflatten, if any), else lecunNormal. */
function kernelStart(layers: readonly LayerPlan[], index: number): InitialiserPlan {
  let next = index + 1;
  while (
    layers[next]?.kind === "batchnorm" ||
    layers[next]?.kind === "dropout" ||
    layers[next]?.kind === "unflatten"
  )
    next += 1;
  return layers[next]?.kind === "relu" ? "heNormal" : "lecunNormal";
}
