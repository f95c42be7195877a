/**
 * What a convolution and its two gradients cost in each form: what the shape gives rise to, counted, times nanoseconds that were
 * fitted to measurements.
 *
 * `npm run bench:convolutions` measures all forms over shapes of many kinds and prints the estimates beside; with `-- --fit` it fits
 * the weights anew, as they stand below: two cores of an Intel Xeon with AVX-512. Only the order of the forms matters.
 */
import type { ConvolutionGeometry } from "../geometry.js";
import type { ConvolutionForm } from "./convolutionForm.js";
import { chooseTile } from "./winograd/tiles.js";

/** Nanoseconds for each count of `convolutionWork`, in its order. */
export const convolutionWeights: Readonly<Record<ConvolutionForm, readonly number[]>> = {
  winograd: [0.0075, 0.0084, 0.2],
  fromFewChannels: [0.0084, 1.1, 1.1],
  toFewChannels: [0.0123, 0.9, 0.33],
  reference: [0.0132, 0.68, 32],
};

/** What the counts of `convolutionWork` are of. */
export const convolutionCounts: Readonly<Record<ConvolutionForm, readonly string[]>> = {
  winograd: ["multiplications of the tiles", "multiplications of the transforms", "transformed numbers"],
  fromFewChannels: ["multiplications", "gathered numbers", "numbers of the thick map"],
  toFewChannels: ["multiplications", "gathered numbers", "numbers of the thick map"],
  reference: ["multiplications", "taps read", "numbers brought into another layout"],
};

/** Nanoseconds, roughly. */
export function convolutionCost(form: ConvolutionForm, geometry: ConvolutionGeometry): number {
  const weights = convolutionWeights[form];
  return convolutionWork(form, geometry).reduce((sum, count, at) => sum + count * (weights[at] ?? 0), 0);
}

/** How often a form does what it does for a shape. */
export function convolutionWork(form: ConvolutionForm, geometry: ConvolutionGeometry): readonly number[] {
  const { batch, height, width, channels, filters, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const cells = batch * height * width;
  const direct = 3 * cells * channels * filters * taps;
  switch (form) {
    case "winograd": {
      const rows = transformedLength(height, kernel[0]);
      const columns = transformedLength(width, kernel[1]);
      const perCell = batch * (channels + filters);
      // Along an axis of one tap nothing is transformed.
      const alongRows = kernel[0] > 1 ? rows * height * width : 0;
      const alongColumns = kernel[1] > 1 ? rows * columns * width : 0;
      const written = (kernel[0] > 1 ? rows * width : 0) + (kernel[1] > 1 ? rows * columns : 0);
      return [
        3 * batch * rows * columns * channels * filters,
        2 * perCell * (alongRows + alongColumns),
        2 * perCell * (written + rows * columns),
      ];
    }
    case "fromFewChannels":
    case "toFewChannels":
      return [direct, cells * taps * Math.min(channels, filters), cells * Math.max(channels, filters)];
    case "reference":
      return [direct, cells * taps * Math.min(channels, filters), cells * (channels + filters)];
  }
}

/** Products along an axis of some length. */
function transformedLength(length: number, taps: number): number {
  const outputs = chooseTile(length, taps);
  return Math.ceil(length / outputs) * (outputs + taps - 1);
}
