/** How much Winograd's method has to do for a convolution and its two gradients. */
import type { ConvolutionGeometry } from "../geometry.js";
import { chooseTile } from "./tiles.js";

export interface WinogradWork {
  /** Multiplications of the tiles, of all three products. */
  readonly products: number;
  /** Multiplications of the transforms, there and back, were each a whole matrix. */
  readonly transforms: number;
  /** Numbers that the transforms write. */
  readonly transformed: number;
}

export function winogradWork({
  batch,
  height,
  width,
  channels,
  filters,
  kernel,
}: ConvolutionGeometry): WinogradWork {
  const rows = transformedLength(height, kernel[0]);
  const columns = transformedLength(width, kernel[1]);
  const perCell = batch * (channels + filters);
  // Along an axis of one tap nothing is transformed.
  const alongRows = kernel[0] > 1 ? rows * height * width : 0;
  const alongColumns = kernel[1] > 1 ? rows * columns * width : 0;
  const written = (kernel[0] > 1 ? rows * width : 0) + (kernel[1] > 1 ? rows * columns : 0);
  return {
    products: 3 * batch * rows * columns * channels * filters,
    transforms: 2 * perCell * (alongRows + alongColumns),
    transformed: 2 * perCell * (written + rows * columns),
  };
}

/** Multiplications of a convolution and its two gradients as they are defined. */
export function directWork({ batch, height, width, channels, filters, kernel }: ConvolutionGeometry): number {
  return 3 * batch * height * width * channels * filters * kernel[0] * kernel[1];
}

/** Products along an axis of some length. */
function transformedLength(length: number, taps: number): number {
  const outputs = chooseTile(length, taps);
  return Math.ceil(length / outputs) * (outputs + taps - 1);
}
