/**
 * Which form a convolution takes; its gradients always take the same one, because they share its transforms.
 *
 * What each form costs is estimated from the shape: so much for a multiplication, so much for a number that is written down on the
 * way. `npm run bench:convolutions` measures them and prints the estimates beside.
 */
import type { ConvolutionGeometry } from "../geometry.js";
import { chooseTile, mostTaps } from "./winograd/tiles.js";

/**
 * - "winograd": Winograd's method, for kernels of up to seven taps along each axis;
 * - "fromFewChannels", "toFewChannels": few channels on one side, whose taps are gathered;
 * - "reference": ONNX Runtime's own convolution.
 */
export type ConvolutionForm = "winograd" | "fromFewChannels" | "toFewChannels" | "reference";

/** Gathered taps take memory: this many rows (channels · taps) at most. */
const mostGatheredRows = 400;

/** The cheapest form for a shape. */
export function convolutionForm(geometry: ConvolutionGeometry): ConvolutionForm {
  return formsOf(geometry).reduce((best, form) =>
    convolutionCost(form, geometry) < convolutionCost(best, geometry) ? form : best,
  );
}

/** The forms that serve a shape. */
export function formsOf({ channels, filters, kernel }: ConvolutionGeometry): readonly ConvolutionForm[] {
  const gatheredRows = Math.min(channels, filters) * kernel[0] * kernel[1];
  return [
    "reference",
    ...(gatheredRows <= mostGatheredRows ? [thinForm({ channels, filters })] : []),
    ...(Math.max(...kernel) <= mostTaps ? (["winograd"] as const) : []),
  ];
}

/**
 * What a convolution and its two gradients cost in a form: nanoseconds on two cores of the processor of docs/performance.md, roughly.
 * Only their order matters.
 */
export function convolutionCost(form: ConvolutionForm, geometry: ConvolutionGeometry): number {
  const { batch, height, width, channels, filters, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const cells = batch * height * width;
  const direct = 3 * cells * channels * filters * taps;
  switch (form) {
    case "winograd": {
      const transformed = batch * transformedLength(height, kernel[0]) * transformedLength(width, kernel[1]);
      // Along an axis of one tap nothing is transformed.
      const transforms = kernel.filter((length) => length > 1).length;
      const perNumber = 0.3 + 0.7 * transforms;
      return 0.009 * 3 * transformed * channels * filters + perNumber * transformed * (channels + filters);
    }
    case "fromFewChannels":
    case "toFewChannels":
      return 0.013 * direct + cells * taps * Math.min(channels, filters);
    case "reference":
      return 0.0154 * direct + 0.9 * cells * taps * channels;
  }
}

/** Products along an axis of some length. */
function transformedLength(length: number, taps: number): number {
  const outputs = chooseTile(length, taps);
  return Math.ceil(length / outputs) * (outputs + taps - 1);
}

function thinForm({ channels, filters }: Pick<ConvolutionGeometry, "channels" | "filters">): ConvolutionForm {
  return channels <= filters ? "fromFewChannels" : "toFewChannels";
}
