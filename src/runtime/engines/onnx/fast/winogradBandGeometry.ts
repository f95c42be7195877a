/**
 * Winograd's method along the rows of a map and bands along its columns: which columns, and what stands where.
 *
 * The columns of a row of regions are a band. For the column m of the thin map that a band meets and the column q of the thick map within it,
 * the kernel's column is m − q where the thin map is what the convolution reads, and q − m + kernel columns − 1 where it is what it makes.
 */
import { countOf } from "../../../graph/shape.js";
import { paddingOf } from "../../../ops/conv2d.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { type Axis, makeAxis } from "../../winograd/axis.js";
import { type Transform, transposeOf } from "../../winograd/transform.js";
import type { Regions } from "../cells.js";
import { range } from "./bandGeometry.js";
import { convolutionCost, convolutionWeights } from "./convolutionCost.js";
import { type ConvolutionForm, thinForm } from "./convolutionForm.js";
import { largestIndexTable, type ThinSide } from "./gatheredTaps.js";

/** A convolution whose thick map is at hand in the cells of its regions. */
export interface WinogradBands {
  readonly geometry: ConvolutionGeometry;
  readonly side: ThinSide;
  readonly thin: number;
  readonly thick: number;
  readonly regions: Regions;
  /** Columns of the thin map that a band meets: its own and those that the kernel reaches beyond. */
  readonly reach: number;
  readonly rows: RowTransforms;
}

/** What Winograd's method does along the rows; which of its transforms a map takes depends on the side on which it stands. */
export interface RowTransforms {
  readonly axis: Axis;
  readonly ofThin: Transform;
  readonly toThin: Transform;
  readonly ofThick: Transform;
  readonly toThick: Transform;
}

export function winogradBandsOf(geometry: ConvolutionGeometry, regions: Regions): WinogradBands {
  const { channels, filters, kernel, height } = geometry;
  const side = thinForm(geometry) === "fromFewChannels" ? "channels" : "filters";
  const [thin, thick] = side === "channels" ? [channels, filters] : [filters, channels];
  const rows = rowTransforms(side, height, regions.height * regions.size[0], kernel[0]);
  return { geometry, side, thin, thick, regions, reach: regions.size[1] + kernel[1] - 1, rows };
}

function rowTransforms(side: ThinSide, thin: number, thick: number, taps: number): RowTransforms {
  if (side === "channels") {
    const axis = makeAxis({ read: thin, made: thick, taps }, "tileFirst");
    const { at, bt } = axis;
    return { axis, ofThin: bt, toThin: transposeOf(bt), ofThick: transposeOf(at), toThick: at };
  }
  const axis = makeAxis({ read: thick, made: thin, taps }, "tileFirst");
  const { at, bt } = axis;
  return { axis, ofThin: transposeOf(at), toThin: at, ofThick: bt, toThick: transposeOf(bt) };
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
  const { thin, thick, reach } = bands;
  const [places, matrix] = [reach * thin * regions.width, reach * thin * regions.size[1] * thick];
  if (Math.max(places, matrix) > largestIndexTable) return false;
  // Winograd's method leaves rows and columns out that fill no region, too.
  const inner = { height: regions.height * regions.size[0], width: regions.width * regions.size[1] };
  const compared = other === "winograd" ? { ...geometry, ...inner } : geometry;
  return costOf(bands) < worthwhile * convolutionCost(other, compared);
}

/** Nanoseconds for bringing a number into another layout: whatever stands around the convolution may have its maps as [h, w, n, c]. */
const perNumberMoved = 0.6;

/** Nanoseconds, roughly, for the convolution and both of its gradients. */
function costOf({ geometry, thin, thick, reach, regions, rows: { axis } }: WinogradBands): number {
  const { batch, height, width } = geometry;
  const matrix = reach * thin * regions.size[1] * thick;
  const bands = regions.width * batch;
  const [thinRow, thickRow] = [width * batch * thin, bands * regions.size[1] * thick];
  const products = 3 * axis.transformed * bands * matrix;
  const transforms = axis.products === 1 ? 0 : 2 * axis.transformed * height * (thinRow + thickRow);
  const numbers = axis.transformed * (thinRow + 2 * bands * reach * thin + 2 * thickRow + matrix);
  // At worst the thin map and the pooled one are brought here and back in each of the three products.
  const moved = 3 * (height * thinRow + regions.height * bands * thick);
  const [perProduct = 0, perTransform = 0, perNumber = 0] = convolutionWeights.winograd;
  return products * perProduct + transforms * perTransform + 2 * numbers * perNumber + moved * perNumberMoved;
}

/** The column of the kernel by which column `met` of the thin map meets column `column` of a band; null where it does not. */
function kernelColumn(
  { geometry: { kernel }, side }: WinogradBands,
  met: number,
  column: number,
): number | null {
  const tap = side === "channels" ? met - column : column - met + kernel[1] - 1;
  return tap >= 0 && tap < kernel[1] ? tap : null;
}

/** The first column of the thin map that a band meets; it may lie beyond the edge. */
function firstColumn({ geometry: { kernel }, side, regions }: WinogradBands, band: number): number {
  const before = paddingOf(kernel[1])[0];
  return band * regions.size[1] - (side === "channels" ? before : kernel[1] - 1 - before);
}

/** Where a number of a row of the kernel [columns, c, k] stands. */
function kernelIndex(
  { geometry: { channels, filters }, side }: WinogradBands,
  tap: number,
  thin: number,
  thick: number,
): number {
  const [channel, filter] = side === "channels" ? [thin, thick] : [thick, thin];
  return (tap * channels + channel) * filters + filter;
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

/** [band columns · thick, reach · thin]: where the numbers of a row of the kernel stand in the matrix that makes a band. */
export function spreadingMatrix(bands: WinogradBands): number[] {
  const { thin, thick, reach, regions } = bands;
  return range(regions.size[1]).flatMap((column) =>
    range(thick).flatMap((thickChannel) =>
      range(reach).flatMap((met) =>
        range(thin).map((thinChannel) => entry(bands, met, thinChannel, column, thickChannel)),
      ),
    ),
  );
}

/** [reach · thin + 1, band columns · thick]: its transpose, and a row of zeros. */
export function collectingMatrix(bands: WinogradBands): number[] {
  const { geometry, thin, thick, reach, regions } = bands;
  const rows = range(reach).flatMap((met) =>
    range(thin).flatMap((thinChannel) =>
      range(regions.size[1]).flatMap((column) =>
        range(thick).map((thickChannel) => entry(bands, met, thinChannel, column, thickChannel)),
      ),
    ),
  );
  return [...rows, ...range(regions.size[1] * thick).map(() => sizeOfRow(geometry))];
}

function entry(bands: WinogradBands, met: number, thin: number, column: number, thick: number): number {
  const tap = kernelColumn(bands, met, column);
  return tap === null ? sizeOfRow(bands.geometry) : kernelIndex(bands, tap, thin, thick);
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

/** [band columns, kernel columns · c · k]: where the summands of a row of the kernel's gradient stand in [band columns · thick, reach · thin]. */
export function diagonals(bands: WinogradBands): number[] {
  const { geometry, thin, thick, side, reach, regions } = bands;
  const { kernel, channels, filters } = geometry;
  return range(regions.size[1]).flatMap((column) =>
    range(kernel[1]).flatMap((tap) => {
      const met = side === "channels" ? column + tap : column - tap + kernel[1] - 1;
      return range(channels).flatMap((channel) =>
        range(filters).map((filter) => {
          const [thinChannel, thickChannel] = side === "channels" ? [channel, filter] : [filter, channel];
          return ((column * thick + thickChannel) * reach + met) * thin + thinChannel;
        }),
      );
    }),
  );
}

/** Numbers in a row of the kernel. */
export function sizeOfRow({ kernel, channels, filters }: ConvolutionGeometry): number {
  return countOf([kernel[1], channels, filters]);
}
