/**
 * Winograd's method along the rows of a map and bands along its columns: which columns, and what stands where.
 *
 * Some columns of a row of regions are a band, or all of them. A convolution from many channels to few is taken as the adjoint of one from few to many with
 * its kernel turned around, so that the thick map is always what is made: in the kernel's column m − q the column m of the thin map that
 * a band meets adds to column q of it.
 */
import { paddingOf } from "../../../ops/conv2d.js";
import { divisorsOf } from "../../divisors.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { type Axis, makeAxis, turnedAround } from "../../winograd/axis.js";
import { mostAlone } from "../../winograd/work.js";
import type { Regions } from "../cells.js";
import { bandsThatMeet, range } from "./bandGeometry.js";
import { convolutionWeights, perNumberMoved } from "./convolutionCost.js";
import { largestIndexTable, type Sides, sidesOf } from "./gatheredTaps.js";

/** A convolution whose thick map is at hand in the cells of its regions. */
export interface WinogradBands extends Sides {
  readonly geometry: ConvolutionGeometry;
  readonly regions: Regions;
  /** Columns of the thick map in a band. */
  readonly columns: number;
  /** Bands side by side in a region. */
  readonly perRegion: number;
  /** Columns of the thin map that a band meets: its own and those that the kernel reaches beyond. */
  readonly reach: number;
  /** From the rows of the thin map to those of the thick one. */
  readonly rows: Axis;
  /** Columns of zeros before the thin map. */
  readonly before: number;
}

/** What narrower bands have to save at least: they gather more numbers, which are kept for the gradients. */
const worthNarrowing = 0.9;

/** Bands of all columns of a region, or of fewer where those cost less: wide ones share what they read, but more of their matrix is zeros. */
export function winogradBandsOf(geometry: ConvolutionGeometry, regions: Regions): WinogradBands {
  return divisorsOf(regions.size[1])
    .toReversed()
    .map((columns) => bandsOfColumns(geometry, regions, columns))
    .reduce((best, other) => (costOf(other) < worthNarrowing * costOf(best) ? other : best));
}

/** Bands of so many columns, of which a whole number fills a region. */
export function bandsOfColumns(
  geometry: ConvolutionGeometry,
  regions: Regions,
  columns: number,
): WinogradBands {
  const { height, kernel } = geometry;
  const sides = sidesOf(geometry);
  const zeros = (taps: number): number => paddingOf(taps)[sides.side === "channels" ? 0 : 1];
  const made = regions.height * regions.size[0];
  const reach = columns + kernel[1] - 1;
  const load = { products: reach * sides.thin * sides.thick, read: sides.thin, made: sides.thick };
  const filter = { taps: kernel[0], most: mostAlone };
  const axis = makeAxis({ read: height, made, filter, before: zeros(kernel[0]), load }, "tileFirst");
  return {
    geometry,
    ...sides,
    regions,
    columns,
    perRegion: regions.size[1] / columns,
    reach,
    rows: sides.side === "channels" ? axis : turnedAround(axis),
    before: zeros(kernel[1]),
  };
}

/** What the form has to save at least beside another. */
const worthwhile = 0.9;

/** Images in a batch, at least: less than a line of the cache would be moved at a time. */
export const fewestImages = 16;

/** What a convolution has around it. */
export interface Surroundings {
  /** The regions in whose cells its thick map lies. */
  readonly regions: Regions;
  /** Whether what stands around its thin map has it in another layout. */
  readonly isThinMoved: boolean;
}

/** Whether a convolution that costs so much in this form is faster than in another. */
export function paysInWinogradBands(cost: number, other: number): boolean {
  return cost < worthwhile * other;
}

/**
 * Nanoseconds, roughly, for the convolution and both of its gradients, what is brought into another layout included. Infinite where the form
 * does not serve: without regions, for few images, and where its constants were too large.
 */
export function costOfWinogradBands(
  geometry: ConvolutionGeometry,
  { regions, isThinMoved }: Surroundings,
): number {
  if (regions.height * regions.width === 0 || geometry.batch < fewestImages) return Infinity;
  const bands = winogradBandsOf(geometry, regions);
  const { thin, reach, perRegion } = bands;
  if (perRegion * reach * thin * regions.width > largestIndexTable) return Infinity;
  return costOf(bands) + costOfMoving(bands, isThinMoved);
}

/** Nanoseconds, roughly, for bringing the pooled map here and back in each of the three products, and the thin one where so told. */
function costOfMoving({ geometry, thin, thick, regions }: WinogradBands, isThinMoved: boolean): number {
  const pooled = regions.height * regions.width * thick;
  const ofThin = isThinMoved ? geometry.height * geometry.width * thin : 0;
  return 3 * geometry.batch * (pooled + ofThin) * perNumberMoved;
}

/** Nanoseconds, roughly, for the convolution and both of its gradients. */
function costOf(inBands: WinogradBands): number {
  const { geometry, thin, thick, reach, regions, columns, perRegion, rows } = inBands;
  const { batch, height, width } = geometry;
  const matrix = reach * thin * columns * thick;
  const bands = perRegion * regions.width * batch;
  const [thinRow, thickRow] = [width * batch * thin, bands * columns * thick];
  const products = 3 * rows.transformed * bands * matrix;
  const transforms = rows.products === 1 ? 0 : 2 * rows.transformed * height * (thinRow + thickRow);
  const numbers = rows.transformed * (thinRow + 2 * bands * reach * thin + 2 * thickRow + matrix);
  const [perProduct = 0, perTransform = 0, perNumber = 0] = convolutionWeights.winograd;
  return products * perProduct + transforms * perTransform + 2 * numbers * perNumber;
}

/** The first column of the thin map that a band of a region meets; it may lie beyond the edge. */
function firstColumn({ regions, columns, before }: WinogradBands, band: number, region: number): number {
  return region * regions.size[1] + band * columns - before;
}

/** Where column `tap` of the kernel, counted as the thick map sees it, stands. */
function kernelColumn({ geometry: { kernel }, side }: WinogradBands, tap: number): number {
  return side === "channels" ? tap : kernel[1] - 1 - tap;
}

/**
 * [bands of a region, reach · thin, w']: which place of a row of the thin map [thin · w + 1] each band meets; the last place is zero.
 */
export function metPlaces(bands: WinogradBands): number[] {
  const { geometry, reach, thin, regions, perRegion } = bands;
  return range(perRegion).flatMap((band) =>
    range(reach).flatMap((met) =>
      range(thin).flatMap((channel) =>
        range(regions.width).map((region) => {
          const column = firstColumn(bands, band, region) + met;
          const isInside = column >= 0 && column < geometry.width;
          return isInside ? channel * geometry.width + column : thin * geometry.width;
        }),
      ),
    ),
  );
}

/**
 * [band columns · thick, reach]: which row of the kernel [kernel columns · thick + 1, thin], whose last one is zero, stands where in the
 * banded matrix that makes a band, [band columns · thick, reach · thin].
 */
export function spreadingRows(bands: WinogradBands): number[] {
  const { thick, reach } = bands;
  return range(bands.columns).flatMap((column) =>
    range(thick).flatMap((channel) =>
      range(reach).map((met) => kernelRow(bands, met - column, thick, channel)),
    ),
  );
}

/** [reach · thin + 1, band columns]: the same of [kernel columns · thin + 1, thick] for the transpose of it, with a row of zeros more. */
export function collectingRows(bands: WinogradBands): number[] {
  const { geometry, thin, reach } = bands;
  const columns = range(bands.columns);
  const rows = range(reach).flatMap((met) =>
    range(thin).flatMap((channel) => columns.map((column) => kernelRow(bands, met - column, thin, channel))),
  );
  return [...rows, ...columns.map(() => geometry.kernel[1] * thin)];
}

/** The row of [kernel columns · channels + 1] for a channel; beyond the kernel the last one. */
function kernelRow(bands: WinogradBands, tap: number, channels: number, channel: number): number {
  const taps = bands.geometry.kernel[1];
  return tap >= 0 && tap < taps ? kernelColumn(bands, tap) * channels + channel : taps * channels;
}

/** Where the summands of each place of a row of the thin map stand. */
export interface Summands {
  readonly summands: number;
  /** [summands, thin · w] in [bands of a region, reach · thin + 1, w'], where the last row of each band is zeros. */
  readonly places: readonly number[];
}

export function summandsOf(bands: WinogradBands): Summands {
  const { geometry, reach, thin, regions, perRegion } = bands;
  const ofBand = reach * thin + 1;
  // The first bands of all regions, then the second ones, …
  const firsts = range(perRegion).flatMap((band) =>
    range(regions.width).map((region) => firstColumn(bands, band, region)),
  );
  const { metBy, most: summands } = bandsThatMeet(geometry.width, firsts, reach);
  const places = range(summands).flatMap((at) =>
    range(thin).flatMap((channel) =>
      metBy.map((found) => {
        const place = found[at];
        if (place === undefined) return (ofBand - 1) * regions.width;
        const [band, region] = [Math.floor(place.band / regions.width), place.band % regions.width];
        return (band * ofBand + place.met * thin + channel) * regions.width + region;
      }),
    ),
  );
  return { summands, places };
}

/**
 * [columns of a region, kernel columns · thin]: where the summands of the kernel's gradient stand among the rows of
 * [bands of a region · reach · thin · band columns, thick], the products of both maps.
 */
export function diagonalRows(bands: WinogradBands): number[] {
  const { geometry, reach, thin, columns, perRegion } = bands;
  return range(perRegion).flatMap((band) =>
    range(columns).flatMap((column) =>
      range(geometry.kernel[1]).flatMap((tap) =>
        range(thin).map((channel) => {
          const met = (band * reach + column + kernelColumn(bands, tap)) * thin + channel;
          return met * columns + column;
        }),
      ),
    ),
  );
}
