/**
 * Convolutions with few channels on one side, some rows at once: the kernel is a banded matrix, and one product makes all channels of a
 * band of the thick map, which lies as [h, c, w, n], from the rows of the thin map that the band meets. Beside gathered taps a number is
 * gathered several times less often, for some more multiplications, and the products have more rows.
 *
 * As with gathered taps, which side is thin decides which of three products a convolution and its gradients are:
 *
 *     spread      thin map → thick map      y = banded kernel · gathered(x)
 *     collect     thick map → thin map      what each band adds to the thin map, then gathered and summed
 *     correlate   both maps → kernel        thick · gathered(thin)ᵗ, summed along the diagonals
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { invariant } from "../../../graph/invariant.js";
import { countOf } from "../../../graph/shape.js";
import { geometryOf } from "../../geometry.js";
import { inputOf, keyOf, outputOf } from "../../nodes.js";
import { total } from "../cells.js";
import type { Kernel } from "../kernel.js";
import type { Lowering } from "../lowering.js";
import { shapeOfStacks } from "../stacks.js";
import {
  bandedMatrix,
  type Bands,
  bandsOf,
  collectingMatrix,
  diagonals,
  range,
  summandsOf,
  thinSources,
} from "./bandGeometry.js";
import { type Direction, type ThinSide, withZeroPlace } from "./gatheredTaps.js";
import { sumOverRows } from "./ones.js";
import type { ConvolutionKernels } from "./taps.js";

/** From few channels: the convolution spreads them, its gradient collects. */
export const fromFewChannels: ConvolutionKernels = {
  conv2d: spreading("forwards"),
  conv2dInputGradient: collecting("backwards"),
  conv2dKernelGradient: correlating("channels", "forwards"),
};

/** To few channels: the convolution collects, its gradient spreads. */
export const toFewChannels: ConvolutionKernels = {
  conv2d: collecting("forwards"),
  conv2dInputGradient: spreading("backwards"),
  conv2dKernelGradient: correlating("filters", "backwards"),
};

function spreading(direction: Direction): Kernel {
  return (lowering, node) => {
    const output = outputOf(node);
    const bands = bandsNextTo(lowering, node, output);
    const { regions } = bands;
    const [columns, rows] = [regions.size[1], bands.mapRows * bands.thick];
    const form = { count: columns, layout: "imagesLast" } as const;
    const kernel = numbersOfKernel(lowering, inputOf(node, 1));
    const matrix = picked(lowering, kernel, bandedMatrix(bands, direction), [rows, -1]);
    const values = range(columns).map((column) =>
      lowering.reshape(
        lowering.product(matrix, gathered(lowering, inputOf(node), bands, direction, column)),
        shapeOfStacks(regions, form),
      ),
    );
    lowering.holdStacks(output, { regions, layout: form.layout, values });
  };
}

function collecting(direction: Direction): Kernel {
  return (lowering, node) => {
    const { builder } = lowering;
    const map = inputOf(node);
    const bands = bandsNextTo(lowering, node, map);
    const { geometry, thin } = bands;
    const { batch, height, width } = geometry;
    const kernel = numbersOfKernel(lowering, inputOf(node, 1));
    const matrix = picked(lowering, kernel, collectingMatrix(bands, direction), [
      -1,
      bands.mapRows * bands.thick,
    ]);
    // What all bands add, row by row and column by column of the kernel.
    const added = thickRows(lowering, map, bands).map((rows) => lowering.product(matrix, rows));
    const [only = ""] = added;
    const joined = added.length === 1 ? only : builder.add("Concat", added, { attributes: { axis: 0 } });
    const { summands, sources } = summandsOf(bands, direction);
    const summed = builder.add("Gather", [
      lowering.reshape(joined, [-1, batch]),
      builder.integers(sources, [summands, height * thin * width]),
    ]);
    const value = sumOverRows(lowering, summed, {
      before: 1,
      rows: summands,
      columns: height * thin * width * batch,
    });
    lowering.hold(outputOf(node), "imagesLast", lowering.reshape(value, [height, thin, width, batch]));
  };
}

function correlating(side: ThinSide, direction: Direction): Kernel {
  return (lowering, node) => {
    const { builder } = lowering;
    const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
    const [thinMap, thickMap] = side === "channels" ? [x, dy] : [dy, x];
    const bands = bandsNextTo(lowering, node, thickMap);
    const products = thickRows(lowering, thickMap, bands).map((rows, column) =>
      lowering.fusedProduct(rows, gathered(lowering, thinMap, bands, direction, column), { transB: 1 }),
    );
    const ofBand = builder.add("ReduceSum", [total(builder, products), builder.integers([0])], {
      attributes: { keepdims: 0 },
    });
    const numbers = lowering.reshape(ofBand, [-1]);
    const summands = picked(lowering, numbers, diagonals(bands, direction), [bands.mapRows, -1]);
    const sum = builder.add("ReduceSum", [summands, builder.integers([0])], { attributes: { keepdims: 0 } });
    const { kernel, channels, filters } = bands.geometry;
    lowering.hold(outputOf(node), "plain", lowering.reshape(sum, [...kernel, channels, filters]));
  };
}

/** The bands of a convolution whose thick map is held in a stack for each column of its regions. */
function bandsNextTo(lowering: Lowering, node: Node, thickMap: Tensor): Bands {
  const form = lowering.formOf(thickMap);
  invariant(form?.kind === "stackPerColumn", "a convolution in bands has its thick map in stacks");
  return bandsOf(geometryOf(node), form.regions);
}

/** [count, map rows · thick, w'·n] for each column of the regions: a thick map, of which nothing is moved. */
function thickRows(
  lowering: Lowering,
  map: Tensor,
  { regions, count, mapRows, thick }: Bands,
): readonly Value[] {
  const stacks = lowering.stacks(map);
  invariant(stacks !== null, "a map that was to be held in stacks is held so");
  const shape = [count, mapRows * thick, regions.width * regions.batch];
  return stacks.values.map((value) => lowering.reshape(value, shape));
}

/** [count, thin · reach · kernel columns, w'·n]: the rows of a thin map that each band meets, once for each column of the kernel. */
function gathered(lowering: Lowering, map: Tensor, bands: Bands, direction: Direction, place: number): Value {
  const { geometry, thin, count, reach, mapRows, regions } = bands;
  const key = [direction, geometry.kernel.join("x"), regions.size.join("x"), mapRows, place, keyOf(map)].join(
    " ",
  );
  return lowering.once(`gathered for bands ${key}`, () => {
    const { height, width, batch, kernel } = geometry;
    const numbers = lowering.reshape(withZeroPlace(lowering, map), [height * (thin * width + 1), batch]);
    const met = thin * reach * kernel[1];
    const indices = lowering.builder.integers(thinSources(bands, direction, place), [
      count,
      met,
      regions.width,
    ]);
    const values = lowering.builder.add("Gather", [numbers, indices]);
    return lowering.reshape(values, [count, met, regions.width * batch]);
  });
}

/** The numbers of a kernel in a row, and a zero behind them. */
function numbersOfKernel(lowering: Lowering, kernel: Tensor): Value {
  return lowering.once(`kernel and zero ${keyOf(kernel)}`, () => {
    const count = countOf(kernel.shape);
    return lowering.reshape(lowering.withZeroCell(lowering.plain(kernel), [1, count, 1]), [count + 1]);
  });
}

/** Some numbers of a row as a matrix of which one side is given; −1 stands for the other. */
function picked(
  { builder }: Lowering,
  numbers: Value,
  indices: readonly number[],
  [rows, columns]: readonly [number, number],
): Value {
  const shape = rows < 0 ? [indices.length / columns, columns] : [rows, indices.length / rows];
  return builder.add("Gather", [numbers, builder.integers(indices, shape)]);
}
