/** How much Winograd's method has to do for a convolution and its two gradients. */
import type { ConvolutionGeometry } from "../geometry.js";
import { chooseTile, type Load, type TileOrder } from "./tileChoice.js";
import { type Filter, tileProducts } from "./tiles.js";

export interface WinogradWork {
  /** Multiplications of the tiles, of all three products. */
  readonly products: number;
  /** Multiplications of the transforms, there and back, were each a whole matrix. */
  readonly transforms: number;
  /** Numbers that the transforms of maps write. */
  readonly transformed: number;
  /** Numbers of transformed kernels and their gradients, which are as many for one image as for a batch. */
  readonly ofKernels: number;
}

export function winogradWork({
  batch,
  height,
  width,
  channels,
  filters,
  kernel,
}: ConvolutionGeometry): WinogradWork {
  const load = loadOf({ channels, filters });
  const [down, right] = filtersOf(kernel);
  const downwards = axisOf(height, down, load, "tileFirst");
  const across = axisOf(width, right, load, "productFirst");
  const rows = downwards.tiles * downwards.products;
  const columns = across.tiles * across.products;
  const perCell = batch * (channels + filters);
  // Along an axis of one tap nothing is transformed.
  const alongRows = kernel[0] > 1 ? rows * height * width : 0;
  const alongColumns = kernel[1] > 1 ? rows * columns * width : 0;
  const written = (kernel[0] > 1 ? rows * width : 0) + (kernel[1] > 1 ? rows * columns : 0);
  return {
    products: 3 * batch * rows * columns * channels * filters,
    transforms: 2 * perCell * (alongRows + alongColumns),
    transformed: 2 * perCell * (written + rows * columns),
    // A kernel's gradient is made tile by tile along the rows, and then summed.
    ofKernels: (downwards.tiles + 2) * downwards.products * across.products * channels * filters,
  };
}

/** Multiplications of a convolution and its two gradients as they are defined. */
export function directWork({ batch, height, width, channels, filters, kernel }: ConvolutionGeometry): number {
  return 3 * batch * height * width * channels * filters * kernel[0] * kernel[1];
}

/** What stands at each place of a convolution's axes. */
export function loadOf({ channels, filters }: Pick<ConvolutionGeometry, "channels" | "filters">): Load {
  return { products: channels * filters, read: channels, made: filters };
}

/** A kernel along both axes; along one of a single tap nothing is transformed, so that the other is alone. */
export function filtersOf([rows, columns]: readonly [number, number]): readonly [Filter, Filter] {
  const isAlone = rows === 1 || columns === 1;
  return [
    { taps: rows, isAlone },
    { taps: columns, isAlone },
  ];
}

/** The tiles along an axis of some length. */
function axisOf(
  length: number,
  filter: Filter,
  load: Load,
  order: TileOrder,
): { readonly tiles: number; readonly products: number } {
  const outputs = chooseTile(length, filter, load, order);
  return { tiles: Math.ceil(length / outputs), products: tileProducts(outputs, filter) };
}
