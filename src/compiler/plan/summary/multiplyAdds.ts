/** What the layers cost. */
import type { LayerPlan } from "../plan.js";
import { elementsOf } from "../describe.js";

/**
 * Multiply-adds of a layer for one image: each number of a convolution's output sums height · width · in products, of a dense
 * layer's output in products. Taps that fall on the padding count like the others, as is usual. Other layers count 0.
 */
export function layerMultiplyAdds(layer: LayerPlan): number {
  switch (layer.kind) {
    case "conv":
      return elementsOf(layer.output) * layer.kernel[0] * layer.kernel[1] * layer.input.channels;
    case "dense":
      return layer.input.features * layer.output.features;
    default:
      return 0;
  }
}
