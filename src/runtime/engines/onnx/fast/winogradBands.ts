/**
 * Convolutions with few channels on one side and regions on the other: Winograd's method along the rows, bands along the columns.
 *
 * Where Winograd's method goes along both axes, the map with many channels is written and read four times, and grows each time. Here it
 * grows along its rows only. The thick map lies as [h', P·Q, c, w', n], so that the columns of a row of regions, a band, are a matrix
 * [Q·c, w'·n] in every row of it; the kernel becomes a banded matrix for each product of Winograd's method. For more multiplications far fewer
 * numbers are moved. Where a region has many columns, several bands share it, one after the other.
 *
 *     spread      thin map → thick map      y = AT · (banded U · gathered(BT · x))
 *     collect     thick map → thin map      the adjoint: BTᵗ · (banded Uᵗ · ATᵗ · dy), gathered and summed
 *     correlate   both maps → kernel        Gᵗ · (gathered thin · transformed thickᵗ), summed along the diagonals
 *
 * From few channels the convolution spreads and its gradient collects; to few channels it is the other way round, with the kernel
 * turned around.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { geometryOf } from "../../geometry.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import { along } from "../../winograd/along.js";
import { type Transform, transposeOf } from "../../winograd/transform.js";
import type { Kernel } from "../kernel.js";
import type { Lowering } from "../lowering.js";
import { shapeOfStacks } from "../stacks.js";
import { algebraOf } from "./algebra.js";
import { type ThinSide, withZeroPlace } from "./gatheredTaps.js";
import { sumOverRows } from "./ones.js";
import type { ConvolutionKernels } from "./taps.js";
import {
  collectingRows,
  diagonalRows,
  metPlaces,
  spreadingRows,
  summandsOf,
  type WinogradBands,
  winogradBandsOf,
} from "./winogradBandGeometry.js";

/** From few channels: the convolution spreads them, its gradient collects. */
export const fromFewChannels: ConvolutionKernels = {
  conv2d: spread,
  conv2dInputGradient: collect,
  conv2dKernelGradient: correlating("channels"),
};

/** To few channels: the convolution collects, its gradient spreads. */
export const toFewChannels: ConvolutionKernels = {
  conv2d: collect,
  conv2dInputGradient: spread,
  conv2dKernelGradient: correlating("filters"),
};

function spread(lowering: Lowering, node: Node): void {
  const output = outputOf(node);
  const bands = bandsNextTo(lowering, node, output);
  const { regions, reach, thin } = bands;
  const kernel = kernelAlongRows(lowering, inputOf(node, 1), bands, "thickFirst");
  const matrix = banded(lowering, kernel, spreadingRows(bands), [bandRows(bands), reach * thin]);
  const product = lowering.product(matrix, metOnce(lowering, inputOf(node), bands));
  const map = alongRows(lowering, bands.rows.at, product, thickRow(bands));
  lowering.holdStacks(output, { regions, values: [lowering.reshape(map, shapeOfStacks(regions, 1))] });
}

function collect(lowering: Lowering, node: Node): void {
  const { builder } = lowering;
  const map = inputOf(node);
  const bands = bandsNextTo(lowering, node, map);
  const { geometry, thin, reach, regions, perRegion } = bands;
  const { batch, height, width } = geometry;
  // A row of zeros more, for places that fewer bands meet than others.
  const met = reach * thin + 1;
  const kernel = kernelAlongRows(lowering, inputOf(node, 1), bands, "thinFirst");
  const matrix = banded(lowering, kernel, collectingRows(bands), [met, bandRows(bands)]);
  const product = lowering.product(matrix, thickOnce(lowering, map, bands));
  const metByAll = perRegion * met;
  const added = alongRows(lowering, transposeOf(bands.rows.bt), product, metByAll * bandCells(bands));
  const { summands, places } = summandsOf(bands);
  const gathered = builder.add(
    "Gather",
    [
      lowering.reshape(added, [height, metByAll * regions.width, batch]),
      builder.integers(places, [summands, thin * width]),
    ],
    { attributes: { axis: 1 } },
  );
  const value = sumOverRows(lowering, gathered, {
    before: height,
    rows: summands,
    columns: thin * width * batch,
  });
  lowering.hold(outputOf(node), "imagesLast", lowering.reshape(value, [height, thin, width, batch]));
}

function correlating(side: ThinSide): Kernel {
  return (lowering, node) => {
    const { builder } = lowering;
    const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
    const [thinMap, thickMap] = side === "channels" ? [x, dy] : [dy, x];
    const bands = bandsNextTo(lowering, node, thickMap);
    const { geometry, thin, thick, reach, regions, perRegion } = bands;
    const { kernel } = geometry;
    const perTile = lowering.fusedProduct(
      metOnce(lowering, thinMap, bands),
      thickOnce(lowering, thickMap, bands),
      { transB: 1 },
    );
    const { rows, columns, values } = bands.rows.gradient;
    const products = perRegion * reach * thin * bandRows(bands);
    const byTap = lowering.product(
      builder.floats([rows, columns], values),
      lowering.reshape(perTile, [columns, products]),
    );
    const indices = builder.integers(diagonalRows(bands), [regions.size[1], kernel[1] * thin]);
    const summands = builder.add(
      "Gather",
      [lowering.reshape(byTap, [rows, products / thick, thick]), indices],
      {
        attributes: { axis: 1 },
      },
    );
    const sum = builder.add("ReduceSum", [summands, builder.integers([1])], { attributes: { keepdims: 0 } });
    const thinFirst = lowering.reshape(sum, [...kernel, thin, thick]);
    lowering.hold(
      outputOf(node),
      "plain",
      side === "channels" ? thinFirst : lowering.transposed(thinFirst, exchanged),
    );
  };
}

/** Exchanges the channels of a kernel. */
const exchanged = [0, 1, 3, 2] as const;

/** The bands of a convolution whose thick map is held with all its cells in one value. */
function bandsNextTo(lowering: Lowering, node: Node, thickMap: Tensor): WinogradBands {
  const form = lowering.formOf(thickMap);
  invariant(form?.kind === "stack", "a convolution in bands of columns has its thick map as a stack");
  return winogradBandsOf(geometryOf(node), form.regions);
}

/** Channels and columns of a band. */
function bandRows({ columns, thick }: WinogradBands): number {
  return columns * thick;
}

/** What lies side by side in a row of a band: w' · n. */
function bandCells({ regions }: WinogradBands): number {
  return regions.width * regions.batch;
}

/** What lies side by side in a row of the thick map: Q · thick · w' · n. */
function thickRow(bands: WinogradBands): number {
  return bands.perRegion * bandRows(bands) * bandCells(bands);
}

/** [tiles, row products, bands of a region, reach · thin, w'·n]: the transformed rows of a thin map, and of them the columns that each band meets. */
function metOnce(lowering: Lowering, map: Tensor, bands: WinogradBands): Value {
  const { geometry, reach, thin, regions, perRegion, rows } = bands;
  return lowering.once(`met by bands ${keyOfBands(map, bands)}`, () => {
    const { builder } = lowering;
    const places = thin * geometry.width + 1;
    const transformed = alongRows(lowering, rows.bt, withZeroPlace(lowering, map), places * geometry.batch);
    const indices = builder.integers(metPlaces(bands), [perRegion, reach * thin, regions.width]);
    const met = builder.add(
      "Gather",
      [lowering.reshape(transformed, [rows.transformed, places, geometry.batch]), indices],
      { attributes: { axis: 1 } },
    );
    return lowering.reshape(met, [rows.tiles, rows.products, perRegion, reach * thin, bandCells(bands)]);
  });
}

/** [tiles, row products, bands of a region, band columns · thick, w'·n]: the transformed rows of a thick map. */
function thickOnce(lowering: Lowering, map: Tensor, bands: WinogradBands): Value {
  return lowering.once(`thick in bands ${keyOfBands(map, bands)}`, () => {
    const { at, tiles, products } = bands.rows;
    const [stack] = lowering.stacks(map)?.values ?? [];
    invariant(stack !== undefined, "a map that was to be held as a stack is held so");
    const transformed = alongRows(lowering, transposeOf(at), stack, thickRow(bands));
    return lowering.reshape(transformed, [
      tiles,
      products,
      bands.perRegion,
      bandRows(bands),
      bandCells(bands),
    ]);
  });
}

function keyOfBands(map: Tensor, { geometry, regions, side, thin, thick }: WinogradBands): string {
  return [keyOf(map), side, `${thin}`, `${thick}`, geometry.kernel.join("x"), regions.size.join("x")].join(
    " ",
  );
}

/** A map [rows, rest], transformed. */
function alongRows(lowering: Lowering, transform: Transform, value: Value, rest: number): Value {
  return along(algebraOf(lowering), transform, value, { before: 1, after: rest });
}

/** Which channels of a kernel's rows come first; the others stand side by side in a row. */
type Order = "thinFirst" | "thickFirst";

/** [row products, kernel columns · first channels + 1, other channels]: the kernel, transformed along its rows; the last row is zero. */
function kernelAlongRows(lowering: Lowering, kernel: Tensor, bands: WinogradBands, order: Order): Value {
  const { side, thin, thick, geometry } = bands;
  const { g, products } = bands.rows;
  const [taps, columns] = geometry.kernel;
  const isPlain = (side === "channels") === (order === "thinFirst");
  const [first, last] = order === "thinFirst" ? [thin, thick] : [thick, thin];
  return lowering.once(`kernel along rows ${order} ${keyOf(kernel)} ${products}`, () => {
    const plain = lowering.plain(kernel);
    const ordered = isPlain ? plain : lowering.transposed(plain, exchanged);
    const rest = columns * first * last;
    const made = alongRows(lowering, g, lowering.reshape(ordered, [taps, rest]), rest);
    return lowering.withZeroCell(made, [products, columns * first, last]);
  });
}

/** [1, row products, 1, height, width]: a banded matrix of the rows of a kernel for each product along the rows. */
function banded(
  lowering: Lowering,
  kernel: Value,
  rows: readonly number[],
  [height, width]: readonly [number, number],
): Value {
  const { builder } = lowering;
  const picked = builder.add("Gather", [kernel, builder.integers(rows)], { attributes: { axis: 1 } });
  return lowering.reshape(picked, [1, -1, 1, height, width]);
}
