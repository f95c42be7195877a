/**
 * Bands of rows of a map, and Winograd's method along its columns: which rows, which tiles, and what stands where.
 *
 * As with bands of columns, a convolution from many channels to few is taken as the adjoint of one from few to many with its kernel
 * turned around, so that the thick map is always what is made.
 */
import { paddingOf } from "../../../ops/conv2d.js";
import { divisorsOf } from "../../divisors.js";
import type { ConvolutionGeometry } from "../../geometry.js";
import { type Axis, makeAxis, turnedAround } from "../../winograd/axis.js";
import { mostAlone } from "../../winograd/work.js";
import { type Filter, makeTile, tileOutputs, tileProducts } from "../../winograd/tiles.js";
import type { Transform } from "../../winograd/transform.js";
import type { Regions } from "../cells.js";
import type { Tiling } from "../tiling.js";
import { bandsThatMeet, range } from "./bandGeometry.js";
import { convolutionWeights, perNumberMoved } from "./convolutionCost.js";
import { largestIndexTable, type Sides, sidesOf } from "./gatheredTaps.js";
import { fewestImages } from "./winogradBandGeometry.js";

/** A convolution whose thick map is at hand in tiles. */
export interface TiledBands extends Sides {
  readonly geometry: ConvolutionGeometry;
  readonly regions: Regions;
  readonly tiling: Tiling;
  /** Rows of the thick map in a band. */
  readonly mapRows: number;
  /** Bands in the map. */
  readonly count: number;
  /** Rows of the thin map that a band meets: its own and those that the kernel reaches beyond. */
  readonly reach: number;
  /** Tiles side by side, the columns of the thick map in each of them, and the products that make these. */
  readonly tiles: number;
  readonly outputs: number;
  readonly products: number;
}

/** The bands and tiles that cost least; null where no tile fits the regions. */
export function tiledBandsOf(geometry: ConvolutionGeometry, regions: Regions): TiledBands | null {
  const { size, height, width } = regions;
  const filter = filterOf(geometry);
  if (filter.taps === 1 || geometry.batch < fewestImages) return null;
  return divisorsOf(width)
    .filter((columns) => tileOutputs(filter).includes(columns * size[1]))
    .flatMap((columns) =>
      divisorsOf(height).map((rows) => bandsInTiles(geometry, regions, { rows, columns })),
    )
    .filter(hasSmallTables)
    .reduce<TiledBands | null>(
      (best, other) => (best === null || costOf(other) < costOf(best) ? other : best),
      null,
    );
}

/** The bands and tiles of such a tiling. */
export function bandsInTiles(geometry: ConvolutionGeometry, regions: Regions, tiling: Tiling): TiledBands {
  const { size, height, width } = regions;
  const mapRows = tiling.rows * size[0];
  const outputs = tiling.columns * size[1];
  return {
    geometry,
    ...sidesOf(geometry),
    regions,
    tiling,
    mapRows,
    count: height / tiling.rows,
    reach: mapRows + geometry.kernel[0] - 1,
    tiles: width / tiling.columns,
    outputs,
    products: tileProducts(outputs, filterOf(geometry)),
  };
}

/** The kernel along the columns; along the rows nothing is transformed. */
function filterOf({ kernel }: ConvolutionGeometry): Filter {
  return { taps: kernel[1], most: mostAlone };
}

function hasSmallTables({ count, products, reach, thin, mapRows, thick }: TiledBands): boolean {
  return Math.max(count * products * (reach * thin + 1), mapRows * thick * reach) <= largestIndexTable;
}

/** The transforms of the thin map and of the kernel; the products of one kind stand side by side for all tiles. */
export function columnsOf({ geometry, regions, outputs, side }: TiledBands): Axis {
  const { width, kernel } = geometry;
  const made = regions.width * regions.size[1];
  const before = paddingOf(kernel[1])[side === "channels" ? 0 : 1];
  const axis = makeAxis(
    { read: width, made, filter: filterOf(geometry), before, load: { outputs } },
    "productFirst",
  );
  return side === "channels" ? axis : turnedAround(axis);
}

/** [columns of a tile, products]: from the products of a tile to the columns of the thick map. */
export function tileOf({ geometry, outputs, products }: TiledBands): Transform {
  const { at } = makeTile(outputs, filterOf(geometry));
  return {
    kind: "dense",
    matrix: { rows: outputs, columns: products, values: Float32Array.from(at.flat()) },
  };
}

/** What the form has to save at least beside another. */
const worthwhile = 0.75;

/** Nanoseconds, roughly, for the convolution and both of its gradients, the pooled map brought here and back included. */
export function costOfTiledBands(bands: TiledBands): number {
  const { geometry, regions, thick } = bands;
  const pooled = regions.height * regions.width * geometry.batch * thick;
  return costOf(bands) + 3 * pooled * perNumberMoved;
}

/** Whether a convolution that costs so much in this form is faster than in another. */
export function paysInTiledBands(cost: number, other: number): boolean {
  return cost < worthwhile * other;
}

function costOf({
  geometry,
  thin,
  thick,
  count,
  products,
  reach,
  mapRows,
  tiles,
  outputs,
}: TiledBands): number {
  const { batch, height, width } = geometry;
  const cells = tiles * batch;
  const thinNumbers = height * thin * products * cells;
  const metNumbers = count * products * reach * thin * cells;
  const thickNumbers = count * products * mapRows * thick * cells;
  const multiplications = 3 * thickNumbers * reach * thin;
  const transforms = 2 * (thinNumbers * width + thickNumbers * outputs);
  const numbers = 2 * (thinNumbers + 2 * thickNumbers);
  const [perProduct = 0, perTransform = 0, perNumber = 0] = convolutionWeights.winograd;
  const [, perGathered = 0] = convolutionWeights.fromFewChannels;
  const transformed = transforms * perTransform + numbers * perNumber;
  // What a band meets is gathered, and so is what it adds.
  return multiplications * perProduct + transformed + 2 * metNumbers * perGathered;
}

/** The row of the thin map that a band meets first; it may lie above the edge. */
function firstRow({ geometry: { kernel }, side, mapRows }: TiledBands, band: number): number {
  return band * mapRows - paddingOf(kernel[0])[side === "channels" ? 0 : 1];
}

/** Which row of the thick map, counted within a band, stands where in the matrix that makes it: those of the same row of a region are neighbours. */
function thickRows({ regions: { size }, tiling }: TiledBands): number[] {
  return range(size[0]).flatMap((inRegion) => range(tiling.rows).map((row) => row * size[0] + inRegion));
}

/** The row of the kernel by which a row of the thick map meets one of the thin map, both counted within the band; null beyond the kernel. */
function kernelRow({ geometry: { kernel }, side }: TiledBands, thickRow: number, met: number): number | null {
  const tap = met - thickRow;
  if (tap < 0 || tap >= kernel[0]) return null;
  return side === "channels" ? tap : kernel[0] - 1 - tap;
}

/** [count, products, reach · thin]: which row of the transformed thin map [h · thin + 1, products] each band meets; the last ones are zero. */
export function metRows(bands: TiledBands): number[] {
  const { geometry, thin, reach, count, products } = bands;
  return range(count).flatMap((band) =>
    range(products).flatMap((product) =>
      range(reach).flatMap((met) => {
        const row = firstRow(bands, band) + met;
        const isInside = row >= 0 && row < geometry.height;
        return range(thin).map(
          (channel) => (isInside ? row * thin + channel : geometry.height * thin) * products + product,
        );
      }),
    ),
  );
}

/**
 * [map rows · thick, reach]: which row of the kernel [kernel rows · thick + 1, thin], whose last one is zero, stands where in the banded
 * matrix that makes a band, [map rows · thick, reach · thin].
 */
export function spreadingRows(bands: TiledBands): number[] {
  const { geometry, thick, reach } = bands;
  const zero = geometry.kernel[0] * thick;
  return thickRows(bands).flatMap((row) =>
    range(thick).flatMap((channel) =>
      range(reach).map((met) => {
        const tap = kernelRow(bands, row, met);
        return tap === null ? zero : tap * thick + channel;
      }),
    ),
  );
}

/** [reach · thin + 1, map rows]: the same of [kernel rows · thin + 1, thick] for the transpose of it, with a row of zeros more. */
export function collectingRows(bands: TiledBands): number[] {
  const { geometry, thin, reach } = bands;
  const zero = geometry.kernel[0] * thin;
  const rows = thickRows(bands);
  const within = range(reach).flatMap((met) =>
    range(thin).flatMap((channel) =>
      rows.map((row) => {
        const tap = kernelRow(bands, row, met);
        return tap === null ? zero : tap * thin + channel;
      }),
    ),
  );
  return [...within, ...rows.map(() => zero)];
}

/** Where the summands of each row of the transformed thin map stand. */
export interface Summands {
  readonly summands: number;
  /** [summands, h · thin, products] in [count, products, reach · thin + 1], where the last row of each product is zeros. */
  readonly rows: readonly number[];
}

export function summandsOf(bands: TiledBands): Summands {
  const { geometry, thin, reach, count, products } = bands;
  const ofProduct = reach * thin + 1;
  const firsts = range(count).map((band) => firstRow(bands, band));
  const { metBy, most: summands } = bandsThatMeet(geometry.height, firsts, reach);
  const rows = range(summands).flatMap((at) =>
    metBy.flatMap((found) => {
      const place = found[at];
      return range(thin).flatMap((channel) =>
        range(products).map((product) => {
          const inProduct = place === undefined ? ofProduct - 1 : place.met * thin + channel;
          return ((place?.band ?? 0) * products + product) * ofProduct + inProduct;
        }),
      );
    }),
  );
  return { summands, rows };
}

/**
 * [map rows, kernel rows, kernel columns, thin, thick]: where the summands of the kernel's gradient stand in the products of both maps,
 * [kernel columns, map rows · thick, reach · thin].
 */
export function diagonals(bands: TiledBands): number[] {
  const { geometry, side, thin, thick, reach, mapRows } = bands;
  const [taps, columns] = geometry.kernel;
  return thickRows(bands).flatMap((row, place) =>
    range(taps).flatMap((kernelTap) => {
      const met = row + (side === "channels" ? kernelTap : taps - 1 - kernelTap);
      return range(columns).flatMap((column) =>
        range(thin).flatMap((channel) =>
          range(thick).map((thickChannel) => {
            const matrixRow = (column * mapRows + place) * thick + thickChannel;
            return matrixRow * reach * thin + met * thin + channel;
          }),
        ),
      );
    }),
  );
}
