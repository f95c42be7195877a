/**
 * Convolutions with few channels on one side, on maps [h, w, n, c]: the taps of the thin side are gathered by constant indices,
 * and one matrix product does the rest.
 *
 * Which side is thin decides which of three products a convolution and its gradients are:
 *
 *     spread      thin map → thick map      y = gathered(x)ᵗ · kernel
 *     collect     thick map → thin map      the products of every tap at once, then gathered and summed
 *     correlate   both maps → kernel        gathered(thin) · thick
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { total } from "../cells.js";
import { type ConvolutionGeometry, geometryOf } from "../../geometry.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";
import { sumOverRows } from "./ones.js";
import {
  allCells,
  type CellSet,
  cellSetsOf,
  type Direction,
  gathered,
  piecesOf,
  type Shifts,
  type Sizes,
  tapSources,
  tapsOf,
  type ThinSide,
} from "./gatheredTaps.js";

/** The kernels of a convolution and its gradients. */
export interface ConvolutionKernels {
  readonly conv2d: Kernel;
  readonly conv2dInputGradient: Kernel;
  readonly conv2dKernelGradient: Kernel;
}

/** From few channels: the convolution spreads them, its gradient collects. */
export const fromFewChannels: ConvolutionKernels = {
  conv2d: spreading("channels", "forwards"),
  conv2dInputGradient: collecting("channels", "backwards"),
  conv2dKernelGradient: correlating("channels", "forwards"),
};

/** To few channels: the convolution collects, its gradient spreads. */
export const toFewChannels: ConvolutionKernels = {
  conv2d: collecting("filters", "forwards"),
  conv2dInputGradient: spreading("filters", "backwards"),
  conv2dKernelGradient: correlating("filters", "backwards"),
};

/** Brings a convolution's kernel [rows, columns, c, k] into the order [thin, rows, columns, thick]. */
const thinFirst: Readonly<Record<ThinSide, readonly number[]>> = {
  channels: [2, 0, 1, 3],
  filters: [3, 0, 1, 2],
};

/** The inverse of `thinFirst`. */
const thinLast: Readonly<Record<ThinSide, readonly number[]>> = {
  channels: [1, 2, 0, 3],
  filters: [1, 2, 3, 0],
};

function spreading(side: ThinSide, direction: Direction): Kernel {
  return (lowering, node) => {
    const sizes = sizesOf(node, side);
    const kernel = { value: lowering.plain(inputOf(node, 1)), perm: thinFirst[side] };
    const form = lowering.formOf(outputOf(node));
    if (form?.kind === "cells") {
      const { regions } = form;
      const { height, width, batch } = regions;
      const values = cellSetsOf(regions).map((cells) =>
        lowering.reshape(spread(lowering, inputOf(node), kernel, { direction, cells }, sizes), [
          height,
          width,
          batch,
          sizes.thick,
        ]),
      );
      return lowering.holdCells(outputOf(node), { regions, layout: "spatialFirst", values });
    }
    const shifts = { direction, cells: allCells(sizes.geometry) };
    holdMap(lowering, outputOf(node), spread(lowering, inputOf(node), kernel, shifts, sizes), sizes, "thick");
  };
}

function collecting(side: ThinSide, direction: Direction): Kernel {
  return (lowering, node) => {
    const sizes = sizesOf(node, side);
    const kernel = { value: lowering.plain(inputOf(node, 1)), perm: thinFirst[side] };
    holdMap(
      lowering,
      outputOf(node),
      collect(lowering, inputOf(node), kernel, direction, sizes),
      sizes,
      "thin",
    );
  };
}

function correlating(side: ThinSide, direction: Direction): Kernel {
  return (lowering, node) => {
    const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
    const [thin, thick] = side === "channels" ? [x, dy] : [dy, x];
    const product = correlate(lowering, thin, thick, direction, sizesOf(node, side));
    holdKernel(lowering, outputOf(node), product, thinLast[side]);
  };
}

function sizesOf(node: Node, side: ThinSide): Sizes {
  const geometry = geometryOf(node);
  const { channels, filters } = geometry;
  return side === "channels"
    ? { geometry, thin: channels, thick: filters }
    : { geometry, thin: filters, thick: channels };
}

/** A convolution's kernel [rows, columns, c, k] and the order in which its thin channels come first and its thick ones last. */
interface OrderedKernel {
  readonly value: Value;
  readonly perm: readonly number[];
}

/** [cells·n, thick] of a thin map. */
function spread(lowering: Lowering, map: Tensor, kernel: OrderedKernel, shifts: Shifts, sizes: Sizes): Value {
  const taps = tapsOf(sizes.geometry);
  const weights = lowering.once(`weights ${kernel.perm.join()} ${kernel.value}`, () =>
    lowering.reshape(ordered(lowering, kernel), [sizes.thin * taps, sizes.thick]),
  );
  return lowering.fusedProduct(gathered(lowering, map, shifts, sizes), weights, { transA: 1 });
}

/** [thin, h·w, n] of a thick map. A tap that reads beyond the edge finds the products of a tap of zeros. */
function collect(
  lowering: Lowering,
  map: Tensor,
  kernel: OrderedKernel,
  direction: Direction,
  sizes: Sizes,
): Value {
  const { builder } = lowering;
  const { geometry, thin, thick } = sizes;
  const { batch, height, width } = geometry;
  const [taps, cells] = [tapsOf(geometry), height * width];
  const withZeros = lowering.withZeroCell(ordered(lowering, kernel), [thin, taps, thick]);
  const weights = lowering.reshape(withZeros, [thin * (taps + 1), thick]);
  // What is put together when a map is in parts: the map itself, or the products where they are fewer numbers.
  const parts =
    thick < thin * (taps + 1)
      ? [joinedParts(lowering, partsOf(lowering, map, thick, geometry))]
      : partsOf(lowering, map, thick, geometry);
  const products = parts.map(({ value, cells: { length } }) =>
    lowering.reshape(lowering.fusedProduct(weights, value, { transB: 1 }), [thin, taps + 1, length, batch]),
  );
  const [only = ""] = products;
  const joined = products.length === 1 ? only : builder.add("Concat", products, { attributes: { axis: 2 } });
  // Where the products of a cell stand; of a cell that no part has they are zeros.
  const standing = new Map(parts.flatMap(({ cells: part }) => part).map((cell, at) => [cell, at]));
  const perTap = standing.size;
  const perCell = lowering.reshape(joined, [thin, (taps + 1) * perTap, batch]);
  const sources = tapSources(geometry, { direction, cells: allCells(geometry) }).map((source, at) => {
    const found = standing.get(source);
    return found === undefined ? taps * perTap : Math.floor(at / cells) * perTap + found;
  });
  const shifted = builder.add("Gather", [perCell, builder.integers(sources, [taps, cells])], {
    attributes: { axis: 1 },
  });
  return sumOverRows(lowering, shifted, { before: thin, rows: taps, columns: cells * batch });
}

/** [thin · taps, thick]: every shift of the thin map against the thick one. */
function correlate(
  lowering: Lowering,
  thin: Tensor,
  thick: Tensor,
  direction: Direction,
  sizes: Sizes,
): Value {
  const { builder } = lowering;
  const { geometry } = sizes;
  const products = partsOf(lowering, thick, sizes.thick, geometry).map(({ value, cells }) => {
    const pieces = piecesOf(cells, sizes.thin * tapsOf(geometry));
    const inPieces = lowering.reshape(value, [pieces, (cells.length * geometry.batch) / pieces, sizes.thick]);
    return lowering.product(gathered(lowering, thin, { direction, cells }, sizes), inPieces);
  });
  const sum = builder.add("ReduceSum", [total(builder, products), builder.integers([0])], {
    attributes: { keepdims: 0 },
  });
  return lowering.reshape(sum, [sizes.thin, ...geometry.kernel, sizes.thick]);
}

/** Some cells of a thick map, [cells·n, thick]. */
interface Part {
  readonly value: Value;
  readonly cells: CellSet;
}

function joinedParts({ builder }: Lowering, parts: readonly Part[]): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return {
    value: builder.add(
      "Concat",
      parts.map(({ value }) => value),
      { attributes: { axis: 0 } },
    ),
    cells: parts.flatMap(({ cells }) => cells),
  };
}

/** A thick map in the parts in which it is at hand; what none of them has is zero. */
function partsOf(
  lowering: Lowering,
  map: Tensor,
  thick: number,
  geometry: ConvolutionGeometry,
): readonly Part[] {
  const form = lowering.formOf(map);
  if (form === null || !lowering.hasCells(map)) {
    return [{ value: flat(lowering, map, thick, geometry), cells: allCells(geometry) }];
  }
  const sets = cellSetsOf(form.regions);
  return lowering.cells(map, form.regions, "spatialFirst").values.map((value, at) => {
    const cells = sets[at] ?? [];
    return { value: lowering.reshape(value, [cells.length * geometry.batch, thick]), cells };
  });
}

function ordered({ builder }: Lowering, { value, perm }: OrderedKernel): Value {
  return builder.add("Transpose", [value], { attributes: { perm } });
}

/** A map as [h·w·n, channels]. */
function flat(
  lowering: Lowering,
  map: Tensor,
  channels: number,
  { batch, height, width }: ConvolutionGeometry,
): Value {
  return lowering.reshape(lowering.as(map, "spatialFirst"), [height * width * batch, channels]);
}

function holdMap(
  lowering: Lowering,
  tensor: Tensor,
  value: Value,
  { geometry: { batch, height, width }, thin, thick }: Sizes,
  side: "thin" | "thick",
): void {
  const cells = height * width;
  const lastAxisIsChannel =
    side === "thick" || thin === 1
      ? value
      : lowering.builder.add("Transpose", [lowering.reshape(value, [thin, cells, batch])], {
          attributes: { perm: [1, 2, 0] },
        });
  const channels = side === "thick" ? thick : thin;
  lowering.hold(
    tensor,
    "spatialFirst",
    lowering.reshape(lastAxisIsChannel, [height, width, batch, channels]),
  );
}

function holdKernel(lowering: Lowering, tensor: Tensor, value: Value, perm: readonly number[]): void {
  lowering.hold(tensor, "plain", lowering.builder.add("Transpose", [value], { attributes: { perm } }));
}
