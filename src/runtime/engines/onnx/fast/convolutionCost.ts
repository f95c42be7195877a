/**
 * What a convolution and its two gradients cost in each form: what the shape gives rise to, counted, times nanoseconds that were
 * fitted to measurements.
 *
 * `npm run bench:convolutions` measures all forms over shapes of many kinds and prints the estimates beside; with `-- --fit` it fits
 * the weights anew, as they stand below: two cores of an Intel Xeon with AVX-512. Only the order of the forms matters.
 */
import type { ConvolutionGeometry } from "../../geometry.js";
import type { Regions } from "../cells.js";
import type { ConvolutionForm } from "./convolutionForm.js";
import { directWork, winogradWork } from "../../winograd/work.js";

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

/** The same for a map of regions. Winograd's method leaves out rows and columns that fill none. */
export function costBesideRegions(
  form: ConvolutionForm,
  geometry: ConvolutionGeometry,
  { size, height, width }: Regions,
): number {
  const inner = { height: height * size[0], width: width * size[1] };
  return convolutionCost(form, form === "winograd" ? { ...geometry, ...inner } : geometry);
}

/** Nanoseconds for bringing a number into another layout. */
export const perNumberMoved = 0.6;

/** How often a form does what it does for a shape. */
export function convolutionWork(form: ConvolutionForm, geometry: ConvolutionGeometry): readonly number[] {
  const { batch, height, width, channels, filters, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const cells = batch * height * width;
  switch (form) {
    case "winograd": {
      const { products, transforms, transformed } = winogradWork(geometry);
      return [products, transforms, transformed];
    }
    case "fromFewChannels":
    case "toFewChannels":
      return [
        directWork(geometry),
        cells * taps * Math.min(channels, filters),
        cells * Math.max(channels, filters),
      ];
    case "reference":
      return [directWork(geometry), cells * taps * Math.min(channels, filters), cells * (channels + filters)];
  }
}
