/**
 * Winograd's method along the rows of a map and bands along its columns: which columns, and what stands where.
 *
 * The columns of a row of regions are a band. A convolution from many channels to few is taken as the adjoint of one from few to many with
 * its kernel turned around, so that the thick map is always what is made: in the kernel's column m − q the column m of the thin map that
 * a band meets adds to column q of it.
 */
import { paddingOf } from "../../../ops/conv2d.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { type Axis, makeAxis, turnedAround } from "../../winograd/axis.js";
import type { Regions } from "../cells.js";
import { range } from "./bandGeometry.js";
import { convolutionCost, convolutionWeights } from "./convolutionCost.js";
import type { ConvolutionForm } from "./convolutionForm.js";
import { largestIndexTable, type Sides, sidesOf } from "./gatheredTaps.js";

/** A convolution whose thick map is at hand in the cells of its regions. */
export interface WinogradBands extends Sides {
  readonly geometry: ConvolutionGeometry;
  readonly regions: Regions;
  /** Columns of the thin map that a band meets: its own and those that the kernel reaches beyond. */
  readonly reach: number;
  /** From the rows of the thin map to those of the thick one. */
  readonly rows: Axis;
  /** Columns of zeros before the thin map. */
  readonly before: number;
}

export function winogradBandsOf(geometry: ConvolutionGeometry, regions: Regions): WinogradBands {
  const { height, kernel } = geometry;
  const sides = sidesOf(geometry);
  const zeros = (taps: number): number => paddingOf(taps)[sides.side === "channels" ? 0 : 1];
  const made = regions.height * regions.size[0];
  const reach = regions.size[1] + kernel[1] - 1;
  const load = { products: reach * sides.thin * sides.thick, read: sides.thin, made: sides.thick };
  const axis = makeAxis({ read: height, made, taps: kernel[0], before: zeros(kernel[0]), load }, "tileFirst");
  return {
    geometry,
    ...sides,
    regions,
    reach,
    rows: sides.side === "channels" ? axis : turnedAround(axis),
    before: zeros(kernel[1]),
  };
}

/** What the form has to save at least beside another. */
const worthwhile = 0.9;

/** Images in a batch, at least: less than a line of the cache would be moved at a time. */
const fewestImages = 16;

/** Whether a convolution whose thick map lies in the cells of such regions is faster in this form than in another. */
export function paysInWinogradBands(
  geometry: ConvolutionGeometry,
  regions: Regions,
  other: ConvolutionForm,
): boolean {
  if (regions.height * regions.width === 0 || geometry.batch < fewestImages) return false;
  const bands = winogradBandsOf(geometry, regions);
  const { thin, reach } = bands;
  if (reach * thin * regions.width > largestIndexTable) return false;
  // Winograd's method leaves rows and columns out that fill no region, too.
  const inner = { height: regions.height * regions.size[0], width: regions.width * regions.size[1] };
  const compared = other === "winograd" ? { ...geometry, ...inner } : geometry;
  return costOf(bands) < worthwhile * convolutionCost(other, compared);
}

/** Nanoseconds for bringing a number into another layout: whatever stands around the convolution may have its maps as [h, w, n, c]. */
const perNumberMoved = 0.6;

/** Nanoseconds, roughly, for the convolution and both of its gradients. */
function costOf({ geometry, thin, thick, reach, regions, rows }: WinogradBands): number {
  const { batch, height, width } = geometry;
  const matrix = reach * thin * regions.size[1] * thick;
  const bands = regions.width * batch;
  const [thinRow, thickRow] = [width * batch * thin, bands * regions.size[1] * thick];
  const products = 3 * rows.transformed * bands * matrix;
  const transforms = rows.products === 1 ? 0 : 2 * rows.transformed * height * (thinRow + thickRow);
  const numbers = rows.transformed * (thinRow + 2 * bands * reach * thin + 2 * thickRow + matrix);
  // At worst the thin map and the pooled one are brought here and back in each of the three products.
  const moved = 3 * (height * thinRow + regions.height * bands * thick);
  const [perProduct = 0, perTransform = 0, perNumber = 0] = convolutionWeights.winograd;
  return products * perProduct + transforms * perTransform + 2 * numbers * perNumber + moved * perNumberMoved;
}

/** The first column of the thin map that a band meets; it may lie beyond the edge. */
function firstColumn({ regions, before }: WinogradBands, band: number): number {
  return band * regions.size[1] - before;
}

/** Where column `tap` of the kernel, counted as the thick map sees it, stands. */
function kernelColumn({ geometry: { kernel }, side }: WinogradBands, tap: number): number {
  return side === "channels" ? tap : kernel[1] - 1 - tap;
}

/** [reach · thin, w']: which place of a row of the thin map [thin · w + 1] each band meets; the last place is zero. */
export function metPlaces(bands: WinogradBands): number[] {
  const { geometry, reach, thin, regions } = bands;
  return range(reach).flatMap((met) =>
    range(thin).flatMap((channel) =>
      range(regions.width).map((band) => {
        const column = firstColumn(bands, band) + met;
        const isInside = column >= 0 && column < geometry.width;
        return isInside ? channel * geometry.width + column : thin * geometry.width;
      }),
    ),
  );
}

/**
 * [band columns · thick, reach]: which row of the kernel [kernel columns · thick + 1, thin], whose last one is zero, stands where in the
 * banded matrix that makes a band, [band columns · thick, reach · thin].
 */
export function spreadingRows(bands: WinogradBands): number[] {
  const { thick, reach, regions } = bands;
  return range(regions.size[1]).flatMap((column) =>
    range(thick).flatMap((channel) =>
      range(reach).map((met) => kernelRow(bands, met - column, thick, channel)),
    ),
  );
}

/** [reach · thin + 1, band columns]: the same of [kernel columns · thin + 1, thick] for the transpose of it, with a row of zeros more. */
export function collectingRows(bands: WinogradBands): number[] {
  const { geometry, thin, reach, regions } = bands;
  const columns = range(regions.size[1]);
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
  /** [summands, thin · w] in [reach · thin + 1, w'], whose last row is zeros. */
  readonly places: readonly number[];
}

export function summandsOf(bands: WinogradBands): Summands {
  const { geometry, reach, thin, regions } = bands;
  const metBy = range(geometry.width).map((column) =>
    range(regions.width)
      .map((band) => ({ band, met: column - firstColumn(bands, band) }))
      .filter(({ met }) => met >= 0 && met < reach),
  );
  const summands = Math.max(...metBy.map(({ length }) => length));
  const places = range(summands).flatMap((at) =>
    range(thin).flatMap((channel) =>
      metBy.map((found) => {
        const place = found[at];
        return place === undefined
          ? reach * thin * regions.width
          : (place.met * thin + channel) * regions.width + place.band;
      }),
    ),
  );
  return { summands, places };
}

/**
 * [band columns, kernel columns · thin]: where the summands of the kernel's gradient stand among the rows of [reach · thin · band columns,
 * thick], the products of both maps.
 */
export function diagonalRows(bands: WinogradBands): number[] {
  const { geometry, thin, regions } = bands;
  const columns = regions.size[1];
  return range(columns).flatMap((column) =>
    range(geometry.kernel[1]).flatMap((tap) =>
      range(thin).map((channel) => ((column + kernelColumn(bands, tap)) * thin + channel) * columns + column),
    ),
  );
}
