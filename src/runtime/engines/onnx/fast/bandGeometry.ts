/** Bands: several rows of a map at once, for which a convolution's kernel is one banded matrix. Which rows, and what stands where. */
import { paddingOf } from "../../../ops/conv2d.js";
import { divisorsOf } from "../../divisors.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import type { Regions } from "../cells.js";
import { convolutionWeights } from "./convolutionCost.js";
import { type Direction, largestIndexTable, type Sides, sidesOf } from "./gatheredTaps.js";

/** A convolution in bands of its thick map, which is at hand in the cells of its regions. */
export interface Bands extends Sides {
  readonly geometry: ConvolutionGeometry;
  readonly regions: Regions;
  /** Rows of the thick map in a band: those of some rows of regions. */
  readonly mapRows: number;
  /** Bands in the map. */
  readonly count: number;
  /** Rows of the thin map that a band meets: its own and those that the kernel reaches beyond. */
  readonly reach: number;
}

/** What gathering a number and packing it for a product costs, in multiplications. */
const gatheringCost = 100;

/** Bands of as many rows as cost least: more of them share what they read, but more of the banded matrix is zeros. */
export function bandsOf(geometry: ConvolutionGeometry, regions: Regions): Bands {
  const { kernel } = geometry;
  const sides = sidesOf(geometry);
  const ofRows = (rows: number): Bands => {
    const mapRows = rows * regions.size[0];
    const reach = mapRows + kernel[0] - 1;
    return { geometry, ...sides, regions, mapRows, count: regions.height / rows, reach };
  };
  return divisorsOf(regions.height)
    .map(ofRows)
    .reduce((best, other) => (costPerCell(other) < costPerCell(best) ? other : best), ofRows(1));
}

/** Multiplications for a cell of the thick map and a channel of the thin one, those of zeros and the costs of gathering included. */
function costPerCell({ geometry: { kernel }, thick, reach, mapRows }: Bands): number {
  return kernel[1] * reach * (thick + gatheringCost / mapRows);
}

/** Below so many channels on its thick side a product with gathered taps takes as long as with as many. */
const fullProduct = 32;

/** What working in bands has to save at least beside gathered taps. */
const worthwhile = 0.8;

/** Whether a convolution whose thick map lies in the cells of such regions is faster in bands than with gathered taps. */
export function paysInBands(geometry: ConvolutionGeometry, regions: Regions): boolean {
  if (regions.height * regions.width === 0) return false;
  const bands = bandsOf(geometry, regions);
  const { thin, thick, mapRows, reach } = bands;
  const [taps, columns] = geometry.kernel;
  const indices = (thin * columns * reach * geometry.height * geometry.width) / mapRows;
  const banded = mapRows * thick * thin * reach * columns;
  if (Math.max(indices, banded) > largestIndexTable) return false;
  const costOfTaps = taps * columns * (Math.max(thick, fullProduct) + gatheringCost);
  return costPerCell(bands) < worthwhile * costOfTaps;
}

/** Nanoseconds, roughly, for the convolution and both of its gradients. */
export function costOfBands({ geometry, regions, thin, thick, reach, mapRows, count }: Bands): number {
  const { batch, kernel } = geometry;
  const [perProduct = 0, perGathered = 0, perNumber = 0] = convolutionWeights.fromFewChannels;
  const cells = regions.width * regions.size[1] * batch;
  const gathered = count * thin * reach * kernel[1] * cells;
  const numbers = count * mapRows * thick * cells;
  // What a band meets is gathered, and so is what it adds.
  return 3 * gathered * mapRows * thick * perProduct + 2 * gathered * perGathered + numbers * perNumber;
}

/** The first row of the thin map that a band meets; it may lie beyond the edge. */
function firstRow({ geometry: { kernel }, mapRows }: Bands, direction: Direction, band: number): number {
  const top = paddingOf(kernel[0])[0];
  return band * mapRows - (direction === "forwards" ? top : kernel[0] - 1 - top);
}

/** The row of the kernel by which a row of the thick map meets a row of the thin one, both counted within the band. */
function kernelRow(
  { geometry: { kernel } }: Bands,
  direction: Direction,
  thick: number,
  thin: number,
): number {
  return direction === "forwards" ? thin - thick : thick + kernel[0] - 1 - thin;
}

/** Where the cell that a column of the kernel reads stands, seen from the one that is made. */
function columnShift({ geometry: { kernel } }: Bands, direction: Direction, column: number): number {
  const shift = column - paddingOf(kernel[1])[0];
  return direction === "forwards" ? shift : -shift;
}

/** Where a number of the kernel [rows, columns, c, k] stands. */
function kernelIndex(
  { geometry: { kernel, channels, filters }, side }: Bands,
  [row, column]: readonly [number, number],
  thin: number,
  thick: number,
): number {
  const [channel, filter] = side === "channels" ? [thin, thick] : [thick, thin];
  return ((row * kernel[1] + column) * channels + channel) * filters + filter;
}

/**
 * [count, thin, reach, kernel columns, w']: which place of the thin map [h, thin · w + 1] stands where for the places in column `place` of
 * their regions; the last place of each row is zero.
 */
export function thinSources(bands: Bands, direction: Direction, place: number): number[] {
  const { geometry, thin, regions, count, reach } = bands;
  const { height, width, kernel } = geometry;
  const sources: number[] = [];
  for (let band = 0; band < count; band += 1) {
    for (let channel = 0; channel < thin; channel += 1) {
      for (let met = 0; met < reach; met += 1) {
        const row = firstRow(bands, direction, band) + met;
        for (let tap = 0; tap < kernel[1]; tap += 1) {
          for (let region = 0; region < regions.width; region += 1) {
            const column = region * regions.size[1] + place + columnShift(bands, direction, tap);
            const isInside = row >= 0 && row < height && column >= 0 && column < width;
            sources.push(isInside ? row * (thin * width + 1) + channel * width + column : thin * width);
          }
        }
      }
    }
  }
  return sources;
}

/**
 * [map rows · thick, thin · reach · kernel columns]: where the kernel's numbers stand in the matrix that makes a band of the thick map; a
 * number beyond the kernel is zero.
 */
export function bandedMatrix(bands: Bands, direction: Direction): number[] {
  const { geometry, thin, thick, reach, mapRows } = bands;
  const zero = sizeOfKernel(geometry);
  return range(mapRows).flatMap((row) =>
    range(thick).flatMap((thickChannel) =>
      range(thin).flatMap((thinChannel) =>
        range(reach).flatMap((met) => {
          const tap = kernelRow(bands, direction, row, met);
          const isInside = tap >= 0 && tap < geometry.kernel[0];
          return range(geometry.kernel[1]).map((column) =>
            isInside ? kernelIndex(bands, [tap, column], thinChannel, thickChannel) : zero,
          );
        }),
      ),
    ),
  );
}

/**
 * [reach · kernel columns · thin + 1, map rows · thick]: the matrix that makes of a band of the thick map what it adds to the thin one, column by
 * column of the kernel; its last row is zeros.
 */
export function collectingMatrix(bands: Bands, direction: Direction): number[] {
  const { geometry, thin, thick, reach, mapRows } = bands;
  const zero = sizeOfKernel(geometry);
  const within = range(reach).flatMap((met) =>
    range(geometry.kernel[1]).flatMap((column) =>
      range(thin).flatMap((thinChannel) =>
        range(mapRows).flatMap((row) => {
          const tap = kernelRow(bands, opposite(direction), row, met);
          const isInside = tap >= 0 && tap < geometry.kernel[0];
          return range(thick).map((thickChannel) =>
            isInside ? kernelIndex(bands, [tap, column], thinChannel, thickChannel) : zero,
          );
        }),
      ),
    ),
  );
  return [...within, ...range(mapRows * thick).map(() => zero)];
}

/** Where the summands of each number of the thin map stand: [summands, h · thin · w]. */
export interface Summands {
  readonly summands: number;
  readonly sources: readonly number[];
}

/** … in what `collectingMatrix` makes, for all columns of the regions: [columns, count, reach · kernel columns · thin + 1, w']. */
export function summandsOf(bands: Bands, direction: Direction): Summands {
  const { geometry, thin, regions, count, reach } = bands;
  const { height, width, kernel } = geometry;
  const matrixRows = reach * kernel[1] * thin + 1;
  const zero = (matrixRows - 1) * regions.width;
  const firsts = range(count).map((band) => firstRow(bands, opposite(direction), band));
  const { metBy, most: mostBands } = bandsThatMeet(height, firsts, reach);
  const sources: number[] = [];
  for (let at = 0; at < mostBands; at += 1) {
    for (let tap = 0; tap < kernel[1]; tap += 1) {
      for (let row = 0; row < height; row += 1) {
        const found = metBy[row]?.[at];
        for (let channel = 0; channel < thin; channel += 1) {
          for (let column = 0; column < width; column += 1) {
            const from = column + columnShift(bands, direction, tap);
            const [region, place] = [Math.floor(from / regions.size[1]), from % regions.size[1]];
            if (found === undefined || from < 0 || from >= width || region >= regions.width)
              sources.push(zero);
            else {
              const matrixRow = (found.met * kernel[1] + tap) * thin + channel;
              const block = place * count + found.band;
              sources.push((block * matrixRows + matrixRow) * regions.width + region);
            }
          }
        }
      }
    }
  }
  return { summands: mostBands * kernel[1], sources };
}

/**
 * [map rows, kernel]: where the summands of the kernel's gradient stand in the products of both maps, [map rows · thick, thin · reach ·
 * kernel columns].
 */
export function diagonals(bands: Bands, direction: Direction): number[] {
  const { geometry, thin, thick, mapRows, reach, side } = bands;
  const { kernel, channels, filters } = geometry;
  const products = thin * reach * kernel[1];
  return range(mapRows).flatMap((row) =>
    range(kernel[0]).flatMap((tap) => {
      const met = direction === "forwards" ? row + tap : row - tap + kernel[0] - 1;
      return range(kernel[1]).flatMap((column) =>
        range(channels).flatMap((channel) =>
          range(filters).map((filter) => {
            const [thinChannel, thickChannel] = side === "channels" ? [channel, filter] : [filter, channel];
            const matrixRow = row * thick + thickChannel;
            return matrixRow * products + (thinChannel * reach + met) * kernel[1] + column;
          }),
        ),
      );
    }),
  );
}

function sizeOfKernel({ kernel, channels, filters }: ConvolutionGeometry): number {
  return kernel[0] * kernel[1] * channels * filters;
}

function opposite(direction: Direction): Direction {
  return direction === "forwards" ? "backwards" : "forwards";
}

/** A band that meets a place of the thin map, and which of the places that it reaches that is. */
export interface MetBand {
  readonly band: number;
  readonly met: number;
}

/** For each place along an axis of the thin map the bands that meet it, by where each begins and how far all reach; and how many at most. */
export function bandsThatMeet(
  length: number,
  firsts: readonly number[],
  reach: number,
): { readonly metBy: readonly (readonly MetBand[])[]; readonly most: number } {
  const metBy = range(length).map((place) =>
    firsts.map((first, band) => ({ band, met: place - first })).filter(({ met }) => met >= 0 && met < reach),
  );
  return { metBy, most: Math.max(...metBy.map((found) => found.length)) };
}

/** 0, 1, … up to a length. */
export function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}
