/** Which form a convolution takes; its gradients always take the same one, because they share its transforms. */
import type { ConvolutionGeometry } from "../geometry.js";
import { convolutionCost } from "./convolutionCost.js";
import { mostTaps } from "./winograd/tiles.js";

/**
 * - "winograd": Winograd's method, for kernels of up to seven taps along each axis;
 * - "fromFewChannels", "toFewChannels": few channels on one side, whose taps are gathered;
 * - "reference": ONNX Runtime's own convolution.
 */
export type ConvolutionForm = "winograd" | "fromFewChannels" | "toFewChannels" | "reference";

/** Gathered taps take memory: this many numbers at most, 128 MB. */
const mostGathered = 2 ** 25;

/** The cheapest form for a shape. */
export function convolutionForm(geometry: ConvolutionGeometry): ConvolutionForm {
  return formsOf(geometry).reduce((best, form) =>
    convolutionCost(form, geometry) < convolutionCost(best, geometry) ? form : best,
  );
}

/** The forms that serve a shape. */
export function formsOf({
  batch,
  height,
  width,
  channels,
  filters,
  kernel,
}: ConvolutionGeometry): readonly ConvolutionForm[] {
  const gathered = batch * height * width * Math.min(channels, filters) * kernel[0] * kernel[1];
  return [
    "reference",
    ...(gathered <= mostGathered ? [thinForm({ channels, filters })] : []),
    ...(Math.max(...kernel) <= mostTaps ? (["winograd"] as const) : []),
  ];
}

function thinForm({ channels, filters }: Pick<ConvolutionGeometry, "channels" | "filters">): ConvolutionForm {
  return channels <= filters ? "fromFewChannels" : "toFewChannels";
}
