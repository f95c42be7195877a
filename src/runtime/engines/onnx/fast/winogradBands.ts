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
import type { Lowering } from "../lowering.js";
import { shapeOfStacks } from "../stacks.js";
import { algebraOf } from "./algebra.js";
import { bandedMatrices, type TransformedAxis } from "./bandedKernel.js";
import { withZeroPlace } from "./gatheredTaps.js";
import { sumOverRows } from "./ones.js";
import { type ThinMaps, thinKernels } from "./thinKernels.js";
import {
  collectingRows,
  diagonalRows,
  metPlaces,
  spreadingRows,
  summandsOf,
  type WinogradBands,
  winogradBandsOf,
} from "./winogradBandGeometry.js";

export const { fromFewChannels, toFewChannels } = thinKernels({ spread, collect, correlate });

function spread(lowering: Lowering, node: Node): void {
  const output = outputOf(node);
  const bands = bandsNextTo(lowering, node, output);
  const { regions, reach, thin } = bands;
  const matrix = bandedMatrices(lowering, inputOf(node, 1), transformedAxis(bands), {
    order: "thickFirst",
    rows: spreadingRows(bands),
    shape: [1, -1, 1, bandRows(bands), reach * thin],
  });
  const product = lowering.product(matrix, metOnce(lowering, inputOf(node), bands));
  const map = alongRows(lowering, bands.rows.at, product, thickRow(bands));
  const value = lowering.reshape(map, shapeOfStacks(regions, { count: 1, layout: "imagesLast" }));
  lowering.holdStacks(output, { regions, layout: "imagesLast", values: [value] });
}

function collect(lowering: Lowering, node: Node): void {
  const { builder } = lowering;
  const map = inputOf(node);
  const bands = bandsNextTo(lowering, node, map);
  const { geometry, thin, reach, regions, perRegion } = bands;
  const { batch, height, width } = geometry;
  // A row of zeros more, for places that fewer bands meet than others.
  const met = reach * thin + 1;
  const matrix = bandedMatrices(lowering, inputOf(node, 1), transformedAxis(bands), {
    order: "thinFirst",
    rows: collectingRows(bands),
    shape: [1, -1, 1, met, bandRows(bands)],
  });
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

function correlate(lowering: Lowering, node: Node, { thinMap, thickMap }: ThinMaps): Value {
  const { builder } = lowering;
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
  return lowering.reshape(sum, [...kernel, thin, thick]);
}

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

/** The axis of a kernel that is transformed, and its transforms. */
function transformedAxis({ rows: transforms, geometry, side, thin, thick }: WinogradBands): TransformedAxis {
  return { geometry, side, thin, thick, axis: "rows", transforms };
}
