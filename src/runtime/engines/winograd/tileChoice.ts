/** Which tile Winograd's method takes along an axis: fewer products of many tiles, or shorter transforms of tiles that fit. */
import { divisorsOf } from "../divisors.js";
import { type Filter, tileOutputs, tileProducts } from "./tiles.js";
import { perNumber } from "./transform.js";

/**
 * In which order the products of all tiles lie along the axis of a transformed map: the products of a tile side by side, or those of
 * one kind of all tiles.
 */
export type TileOrder = "tileFirst" | "productFirst";

/** What stands at each place of an axis. */
export interface Load {
  /** Multiplications for each place of the transformed axis: channels · filters. */
  readonly products: number;
  /** Numbers at each cell that is read: channels. */
  readonly read: number;
  /** Numbers at each cell that is made: filters. */
  readonly made: number;
}

/** Results that a block has at least: products with fewer rows are slower. */
const fewestInBlock = 6;

/** Along an axis this long, a product by blocks and a copy cost less than a product with the whole matrix. */
const longForCopies = 40;

/**
 * How many tiles of an axis the transform back takes at once: all of them by one matrix, or a block's, where the tiles divide the axis.
 * Products side by side need nothing moved; products of one kind are copied to where they belong, which pays along a long axis.
 */
export function tilesAtOnce(outputs: number, length: number, order: TileOrder): number {
  const tiles = Math.ceil(length / outputs);
  if (tiles * outputs !== length) return tiles;
  if (order === "productFirst") return length >= longForCopies ? 1 : tiles;
  return divisorsOf(tiles).find((count) => count * outputs >= fewestInBlock) ?? tiles;
}

/** What more products of smaller transforms have to save at least: products with few rows are slower than the estimate says. */
const worthwhile = 0.8;

/**
 * The tile for an axis, of a convolution and both of its gradients: the one with the fewest products, among equals the smallest, which
 * rounds least; and another only where that costs clearly less.
 */
export function chooseTile(length: number, filter: Filter, load: Load, order: TileOrder): number {
  const products = (outputs: number): number => productsAlong(outputs, length, filter);
  const cost = (outputs: number): number => costOf({ outputs, length, filter }, load, order);
  const least = (by: (outputs: number) => number): number =>
    tileOutputs(filter).reduce((best, outputs) => (by(outputs) < by(best) ? outputs : best));
  const [fewest, cheapest] = [least(products), least(cost)];
  return cost(cheapest) < worthwhile * cost(fewest) ? cheapest : fewest;
}

/** Multiplications, roughly: the three products, and the transforms of both maps there and back. */
function costOf(
  { outputs, length, filter }: { readonly outputs: number; readonly length: number; readonly filter: Filter },
  { products, read, made }: Load,
  order: TileOrder,
): number {
  const transformed = productsAlong(outputs, length, filter);
  const inBlock = tilesAtOnce(outputs, length, order);
  const moved = order === "productFirst" && inBlock * outputs < length ? 2 * length : 0;
  const ofRead = transformed * length + perNumber * (transformed + length);
  const ofMade =
    transformed * Math.min(inBlock * outputs, length) + perNumber * (transformed + length + moved);
  return 3 * transformed * products + 2 * (read * ofRead + made * ofMade);
}

/** Multiplications of all tiles along an axis. */
function productsAlong(outputs: number, length: number, filter: Filter): number {
  return Math.ceil(length / outputs) * tileProducts(outputs, filter);
}
