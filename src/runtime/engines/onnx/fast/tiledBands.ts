/**
 * Convolutions with few channels on one side and regions on the other: bands along the rows, Winograd's method along the columns.
 *
 * It is to bands of rows what bands of columns are to Winograd's method along both axes: the columns of the kernel need not be gathered
 * one by one, and the banded matrices are as many times smaller. A band of the thick map is made by one product for each of a tile's,
 * and lies in tiles then; only what is pooled of it is brought into another layout.
 *
 *     spread      thin map → thick map      y = AT · (banded U · gathered(BT · x))
 *     collect     thick map → thin map      the adjoint: BTᵗ · (what each band adds, gathered and summed)
 *     correlate   both maps → kernel        Gᵗ · (transformed thick · gathered thinᵗ), summed along the diagonals
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { geometryOf } from "../../geometry.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import { along } from "../../winograd/along.js";
import { transposeOf } from "../../winograd/transform.js";
import type { Lowering } from "../lowering.js";
import { shapeOfStacks } from "../stacks.js";
import { algebraOf } from "./algebra.js";
import { bandedMatrices, type TransformedAxis } from "./bandedKernel.js";
import { sumOverRows } from "./ones.js";
import { type ThinMaps, thinKernels } from "./thinKernels.js";
import {
  bandsInTiles,
  collectingRows,
  columnsOf,
  diagonals,
  metRows,
  spreadingRows,
  summandsOf,
  type TiledBands,
  tileOf,
} from "./tiledBandGeometry.js";

export const { fromFewChannels, toFewChannels } = thinKernels({ spread, collect, correlate });

function spread(lowering: Lowering, node: Node): void {
  const output = outputOf(node);
  const bands = bandsNextTo(lowering, node, output);
  const { regions, tiling, reach, thin, count } = bands;
  const matrix = bandedMatrices(lowering, inputOf(node, 1), transformedAxis(bands), {
    order: "thickFirst",
    rows: spreadingRows(bands),
    shape: [1, -1, bandRows(bands), reach * thin],
  });
  const product = lowering.product(matrix, metOnce(lowering, inputOf(node), bands));
  const map = along(algebraOf(lowering), tileOf(bands), product, { before: count, after: ofProduct(bands) });
  const value = lowering.reshape(map, shapeOfStacks(regions, { count: 1, layout: tiling }));
  lowering.holdStacks(output, { regions, layout: tiling, values: [value] });
}

function collect(lowering: Lowering, node: Node): void {
  const { builder } = lowering;
  const map = inputOf(node);
  const bands = bandsNextTo(lowering, node, map);
  const { geometry, thin, reach, products, tiles, count } = bands;
  const { batch, height, width } = geometry;
  // A row of zeros more, for rows that fewer bands meet than others.
  const met = reach * thin + 1;
  const matrix = bandedMatrices(lowering, inputOf(node, 1), transformedAxis(bands), {
    order: "thinFirst",
    rows: collectingRows(bands),
    shape: [1, -1, met, bandRows(bands)],
  });
  const added = lowering.product(matrix, thickOnce(lowering, map, bands));
  const { summands, rows } = summandsOf(bands);
  const numbers = lowering.reshape(added, [count * products * met, tiles * batch]);
  const gathered = builder.add("Gather", [numbers, builder.integers(rows)]);
  const columns = height * thin * products * tiles * batch;
  const sum = sumOverRows(lowering, gathered, { before: 1, rows: summands, columns });
  const back = transposeOf(columnsOf(bands).bt);
  const value = along(algebraOf(lowering), back, sum, { before: height * thin, after: batch });
  lowering.hold(outputOf(node), "imagesLast", lowering.reshape(value, [height, thin, width, batch]));
}

function correlate(lowering: Lowering, node: Node, { thinMap, thickMap }: ThinMaps): Value {
  const { builder } = lowering;
  const bands = bandsNextTo(lowering, node, thickMap);
  const { geometry, thin, thick, reach, mapRows } = bands;
  const { kernel } = geometry;
  const ofBand = lowering.fusedProduct(
    thickOnce(lowering, thickMap, bands),
    metOnce(lowering, thinMap, bands),
    { transB: 1 },
  );
  const ofAll = sumOverFirst(lowering, ofBand);
  const size = bandRows(bands) * reach * thin;
  const byColumn = along(algebraOf(lowering), transposeOf(columnsOf(bands).g), ofAll, {
    before: 1,
    after: size,
  });
  const indices = builder.integers(diagonals(bands), [mapRows, kernel[0] * kernel[1] * thin * thick]);
  const summands = builder.add("Gather", [lowering.reshape(byColumn, [kernel[1] * size]), indices]);
  return lowering.reshape(sumOverFirst(lowering, summands), [...kernel, thin, thick]);
}

function sumOverFirst({ builder }: Lowering, value: Value): Value {
  return builder.add("ReduceSum", [value, builder.integers([0])], { attributes: { keepdims: 0 } });
}

/** The bands of a convolution whose thick map is held in tiles. */
function bandsNextTo(lowering: Lowering, node: Node, thickMap: Tensor): TiledBands {
  const form = lowering.formOf(thickMap);
  invariant(form?.kind === "tiles", "a convolution in tiled bands has its thick map in tiles");
  return bandsInTiles(geometryOf(node), form.regions, form.tiling);
}

/** Rows and channels of a band. */
function bandRows({ mapRows, thick }: TiledBands): number {
  return mapRows * thick;
}

/** What one product of all tiles of a band has: map rows · thick · tiles · n. */
function ofProduct(bands: TiledBands): number {
  return bandRows(bands) * bands.tiles * bands.geometry.batch;
}

/** [count, products, reach · thin, tiles·n]: the transformed columns of a thin map, and of them the rows that each band meets. */
function metOnce(lowering: Lowering, map: Tensor, bands: TiledBands): Value {
  const { geometry, thin, reach, products, tiles, count } = bands;
  return lowering.once(`met by tiled bands ${keyOfBands(map, bands)}`, () => {
    const { builder } = lowering;
    const [rows, cells] = [geometry.height * thin, tiles * geometry.batch];
    const transformed = along(algebraOf(lowering), columnsOf(bands).bt, lowering.as(map, "imagesLast"), {
      before: rows,
      after: geometry.batch,
    });
    const withZeros = lowering.withZeroCell(transformed, [1, rows, products * cells]);
    const all = lowering.reshape(withZeros, [(rows + 1) * products, cells]);
    const indices = builder.integers(metRows(bands), [count, products, reach * thin]);
    return builder.add("Gather", [all, indices]);
  });
}

/** [count, products, map rows · thick, tiles·n]: the transformed columns of a thick map. */
function thickOnce(lowering: Lowering, map: Tensor, bands: TiledBands): Value {
  return lowering.once(`thick in tiled bands ${keyOfBands(map, bands)}`, () => {
    const { count, products, tiles, geometry } = bands;
    const [stack] = lowering.stacks(map)?.values ?? [];
    invariant(stack !== undefined, "a map that was to be held in tiles is held so");
    const transformed = along(algebraOf(lowering), transposeOf(tileOf(bands)), stack, {
      before: count,
      after: ofProduct(bands),
    });
    return lowering.reshape(transformed, [count, products, bandRows(bands), tiles * geometry.batch]);
  });
}

function keyOfBands(map: Tensor, { geometry, regions, side, thin, thick, tiling }: TiledBands): string {
  const sizes = [geometry.kernel, regions.size, [tiling.rows, tiling.columns]].map((size) => size.join("x"));
  return [keyOf(map), side, thin, thick, ...sizes].join(" ");
}

/** The axis of a kernel that is transformed, and its transforms. */
function transformedAxis(bands: TiledBands): TransformedAxis {
  return { ...bands, axis: "columns", transforms: columnsOf(bands) };
}
