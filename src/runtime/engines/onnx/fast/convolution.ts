/** Which form a convolution takes; its gradients always take the same one, because they share its transforms. */
import { type ConvolutionGeometry, geometryOf } from "../geometry.js";
import type { Kernel } from "../kernel.js";
import * as reference from "../reference/convolution.js";
import { type ConvolutionKernels, fromFewChannels, toFewChannels } from "./taps.js";
import * as winograd from "./winograd/convolution.js";

/** Gathered taps are worth their memory up to this many rows (channels · taps). */
const mostGatheredRows = 160;

/** Below this many channels on either side Winograd's transforms cost more than they save. */
const fewestWinogradChannels = 12;

/**
 * Chooses by shape: 3×3 kernels between many channels by Winograd's method, thin sides by gathered taps, all else as ONNX
 * Runtime's own convolution.
 */
export function chooseConvolution(geometry: ConvolutionGeometry): ConvolutionKernels {
  const { channels, filters, kernel } = geometry;
  const [rows, columns] = kernel;
  const fewest = Math.min(channels, filters);
  if (rows === 3 && columns === 3 && fewest >= fewestWinogradChannels) return winograd;
  if (fewest * rows * columns <= mostGatheredRows)
    return channels <= filters ? fromFewChannels : toFewChannels;
  return reference;
}

export const conv2d: Kernel = (lowering, node) => chooseConvolution(geometryOf(node)).conv2d(lowering, node);

export const conv2dInputGradient: Kernel = (lowering, node) =>
  chooseConvolution(geometryOf(node)).conv2dInputGradient(lowering, node);

export const conv2dKernelGradient: Kernel = (lowering, node) =>
  chooseConvolution(geometryOf(node)).conv2dKernelGradient(lowering, node);
