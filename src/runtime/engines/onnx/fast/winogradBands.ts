/**
 * Convolutions with few channels on one side and regions on the other: Winograd's method along the rows, bands along the columns.
 *
 * Where Winograd's method goes along both axes, the map with many channels is written and read four times, and grows each time. Here it
 * grows along its rows only. The thick map lies as [h', P·Q, c, w', n], so that the columns of a row of regions, a band, are a matrix [Q·c, w'·n]
 * in every row of it; the kernel becomes a banded matrix for each product of Winograd's method. For more multiplications far fewer numbers are moved.
 *
 *     spread      thin map → thick map      y = AT · (banded U · gathered(BT · x))
 *     collect     thick map → thin map      dx = BTᵗ · (banded Uᵗ · ATᵗ · dy), gathered and summed
 *     correlate   both maps → kernel        Gᵗ · (transformed thick · gathered thinᵗ), summed along the diagonals
 *
 * To few channels it is the other way round: what spreads is the gradient, and what collects the convolution.
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { geometryOf } from "../../geometry.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import { along } from "../../winograd/along.js";
import type { Transform } from "../../winograd/transform.js";
import type { Kernel } from "../kernel.js";
import type { Lowering } from "../lowering.js";
import { shapeOfStacks } from "../stacks.js";
import { algebraOf } from "./algebra.js";
import { type ThinSide, withZeroPlace } from "./gatheredTaps.js";
import type { ConvolutionKernels } from "./taps.js";
import {
  collectingMatrix,
  diagonals,
  metPlaces,
  sizeOfRow,
  spreadingMatrix,
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
  const { rows, regions } = bands;
  const matrix = bandedKernel(lowering, inputOf(node, 1), bands, spreadingMatrix(bands), [
    bandRows(bands),
    -1,
  ]);
  const product = lowering.product(matrix, metOnce(lowering, inputOf(node), bands));
  const map = alongRows(lowering, rows.toThick, product, bandRows(bands) * bandCells(bands));
  lowering.holdStacks(output, { regions, values: [lowering.reshape(map, shapeOfStacks(regions, 1))] });
}

function collect(lowering: Lowering, node: Node): void {
  const { builder } = lowering;
  const map = inputOf(node);
  const bands = bandsNextTo(lowering, node, map);
  const { geometry, rows, thin, reach, regions } = bands;
  const { batch, height, width } = geometry;
  const matrix = bandedKernel(lowering, inputOf(node, 1), bands, collectingMatrix(bands), [
    -1,
    bandRows(bands),
  ]);
  const product = lowering.product(matrix, thickOnce(lowering, map, bands));
  const met = reach * thin + 1;
  const added = alongRows(lowering, rows.toThin, product, met * bandCells(bands));
  const { summands, places } = summandsOf(bands);
  const summed = builder.add(
    "Gather",
    [
      lowering.reshape(added, [height, met * regions.width, batch]),
      builder.integers(places, [summands, thin * width]),
    ],
    { attributes: { axis: 1 } },
  );
  const ones = builder.floats([1, summands], new Float32Array(summands).fill(1));
  const value = lowering.product(ones, lowering.reshape(summed, [height, summands, thin * width * batch]));
  lowering.hold(outputOf(node), "imagesLast", lowering.reshape(value, [height, thin, width, batch]));
}

function correlating(side: ThinSide): Kernel {
  return (lowering, node) => {
    const { builder } = lowering;
    const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
    const [thinMap, thickMap] = side === "channels" ? [x, dy] : [dy, x];
    const bands = bandsNextTo(lowering, node, thickMap);
    const { geometry, rows, reach, thin, regions } = bands;
    const { kernel, channels, filters } = geometry;
    const perTile = lowering.fusedProduct(
      thickOnce(lowering, thickMap, bands),
      metOnce(lowering, thinMap, bands),
      { transB: 1 },
    );
    const { rows: taps, columns: tiles, values } = rows.axis.gradient;
    const products = bandRows(bands) * reach * thin;
    const byTap = lowering.product(
      builder.floats([taps, tiles], values),
      lowering.reshape(perTile, [tiles, products]),
    );
    const summands = builder.add(
      "Gather",
      [byTap, builder.integers(diagonals(bands), [regions.size[1], sizeOfRow(geometry)])],
      { attributes: { axis: 1 } },
    );
    const sum = builder.add("ReduceSum", [summands, builder.integers([1])], { attributes: { keepdims: 0 } });
    lowering.hold(outputOf(node), "plain", lowering.reshape(sum, [...kernel, channels, filters]));
  };
}

/** The bands of a convolution whose thick map is held with all its cells in one value. */
function bandsNextTo(lowering: Lowering, node: Node, thickMap: Tensor): WinogradBands {
  const form = lowering.formOf(thickMap);
  invariant(form?.kind === "stack", "a convolution in bands of columns has its thick map as a stack");
  return winogradBandsOf(geometryOf(node), form.regions);
}

/** Channels and columns of a band: Q · thick. */
function bandRows({ regions, thick }: WinogradBands): number {
  return regions.size[1] * thick;
}

/** What lies side by side in a row of a band: w' · n. */
function bandCells({ regions }: WinogradBands): number {
  return regions.width * regions.batch;
}

/** [tiles, row products, reach · thin, w'·n]: the transformed rows of a thin map, and of them the columns that each band meets. */
function metOnce(lowering: Lowering, map: Tensor, bands: WinogradBands): Value {
  const { geometry, rows, reach, thin, regions } = bands;
  return lowering.once(`met by bands ${keyOfBands(map, bands)}`, () => {
    const { builder } = lowering;
    const { axis } = rows;
    const places = thin * geometry.width + 1;
    const transformed = alongRows(
      lowering,
      rows.ofThin,
      withZeroPlace(lowering, map),
      places * geometry.batch,
    );
    const indices = builder.integers(metPlaces(bands), [reach * thin, regions.width]);
    const met = builder.add(
      "Gather",
      [lowering.reshape(transformed, [axis.transformed, places, geometry.batch]), indices],
      { attributes: { axis: 1 } },
    );
    return lowering.reshape(met, [axis.tiles, axis.products, reach * thin, bandCells(bands)]);
  });
}

/** [tiles, row products, Q·thick, w'·n]: the transformed rows of a thick map. */
function thickOnce(lowering: Lowering, map: Tensor, bands: WinogradBands): Value {
  const { rows } = bands;
  return lowering.once(`thick in bands ${keyOfBands(map, bands)}`, () => {
    const [stack] = lowering.stacks(map)?.values ?? [];
    invariant(stack !== undefined, "a map that was to be held as a stack is held so");
    const transformed = alongRows(lowering, rows.ofThick, stack, bandRows(bands) * bandCells(bands));
    const { tiles, products } = rows.axis;
    return lowering.reshape(transformed, [tiles, products, bandRows(bands), bandCells(bands)]);
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

/** [1, row products, …]: for each product along the rows the numbers of the transformed kernel as a matrix; −1 stands for one of its sides. */
function bandedKernel(
  lowering: Lowering,
  kernel: Tensor,
  { geometry, rows }: WinogradBands,
  indices: readonly number[],
  [height, width]: readonly [number, number],
): Value {
  const { builder } = lowering;
  const { g, products } = rows.axis;
  const numbers = sizeOfRow(geometry);
  const shape = height < 0 ? [indices.length / width, width] : [height, indices.length / height];
  const transformed = lowering.once(`kernel along rows ${keyOf(kernel)} ${products}`, () => {
    const byRow = lowering.reshape(lowering.plain(kernel), [geometry.kernel[0], numbers]);
    const made = lowering.reshape(alongRows(lowering, g, byRow, numbers), [products, numbers]);
    return builder.add("Pad", [made, builder.integers([0, 0, 0, 1])]);
  });
  const picked = builder.add("Gather", [transformed, builder.integers(indices, shape)], {
    attributes: { axis: 1 },
  });
  return lowering.reshape(picked, [1, products, ...shape]);
}
