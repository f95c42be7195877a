/** Which form a convolution takes; its gradients always take the same one, because they share its transforms. */
import type { ConvolutionGeometry } from "../geometry.js";

/**
 * - "winograd": 3×3 kernels between many channels;
 * - "fromFewChannels", "toFewChannels": few channels on one side, whose taps are gathered;
 * - "reference": ONNX Runtime's own convolution.
 */
export type ConvolutionForm = "winograd" | "fromFewChannels" | "toFewChannels" | "reference";

/** Gathered taps are worth their memory up to this many rows (channels · taps). */
const mostGatheredRows = 160;

/** Below this many channels on either side Winograd's transforms cost more than they save. */
const fewestWinogradChannels = 12;

/** Chooses by shape. */
export function convolutionForm({ channels, filters, kernel }: ConvolutionGeometry): ConvolutionForm {
  const [rows, columns] = kernel;
  const fewest = Math.min(channels, filters);
  if (rows === 3 && columns === 3 && fewest >= fewestWinogradChannels) return "winograd";
  if (fewest * rows * columns > mostGatheredRows) return "reference";
  return channels <= filters ? "fromFewChannels" : "toFewChannels";
}
