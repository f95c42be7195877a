/** How much Winograd's method has to do for a convolution and its two gradients. */
import type { ConvolutionGeometry } from "../geometry.js";
import { chooseTile, type Load, type TileOrder } from "./tileChoice.js";
import { type Filter, largestSegment, tileProducts } from "./tiles.js";
import { perNumber } from "./transform.js";

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

/** What the tiles of a convolution depend on. */
export type MapSizes = Omit<ConvolutionGeometry, "batch">;

export function winogradWork(geometry: ConvolutionGeometry): WinogradWork {
  return workOf(geometry, filtersOf(geometry), geometry.batch);
}

function workOf(geometry: MapSizes, along: readonly [Filter, Filter], batch = 1): WinogradWork {
  const { height, width, channels, filters, kernel } = geometry;
  const [downwards, across] = axesOf(geometry, along);
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

/** The most products along an axis where no other is transformed: ten round half as much as eight by eight. */
export const mostAlone = 10;

/** The most products along rows and columns. */
type Most = readonly [rows: number, columns: number];

const usual: Most = [8, 8];

/** What products other than the usual ones have to save at least. */
const worthwhile = 0.95;

/**
 * A kernel along both axes, with as many products along each as cost least; along one of a single tap nothing is transformed.
 *
 * Six by ten products round about as much as eight by eight. They take the place of tiles that have eight along that axis anyway: tiles of six by six,
 * which maps under three taps mostly have, round a quarter as much, and keep to that.
 */
export function filtersOf(geometry: MapSizes): readonly [Filter, Filter] {
  const [rows, columns] = geometry.kernel;
  const withMost = ([down, right]: Most): readonly [Filter, Filter] => [
    { taps: rows, most: down },
    { taps: columns, most: right },
  ];
  if (rows === 1 || columns === 1) return withMost([mostAlone, mostAlone]);
  const [downwards, across] = axesOf(geometry, withMost(usual));
  const others: readonly Most[] = [
    ...(across.largestSegment === usual[1] ? [[6, 10] as const] : []),
    ...(downwards.largestSegment === usual[0] ? [[10, 6] as const] : []),
  ];
  const cost = (most: Most): number => costOf(workOf(geometry, withMost(most)));
  const best = others.reduce<Most>((least, most) => (cost(most) < cost(least) ? most : least), usual);
  return withMost(cost(best) < worthwhile * cost(usual) ? best : usual);
}

/** Multiplications, roughly. */
function costOf({ products, transforms, transformed }: WinogradWork): number {
  return products + transforms + 2 * perNumber * transformed;
}

/** The tiles along an axis. */
interface AxisTiles {
  readonly tiles: number;
  readonly products: number;
  /** The products of the segment that has the most. */
  readonly largestSegment: number;
}

/** The tiles along rows and columns. */
function axesOf(
  { height, width, channels, filters }: MapSizes,
  [down, right]: readonly [Filter, Filter],
): readonly [AxisTiles, AxisTiles] {
  const load = loadOf({ channels, filters });
  return [axisOf(height, down, load, "tileFirst"), axisOf(width, right, load, "productFirst")];
}

function axisOf(length: number, filter: Filter, load: Load, order: TileOrder): AxisTiles {
  const outputs = chooseTile(length, filter, load, order);
  return {
    tiles: Math.ceil(length / outputs),
    products: tileProducts(outputs, filter),
    largestSegment: largestSegment(outputs, filter),
  };
}
