/**
 * Convolutions between many channels and their gradients by Winograd's method, in 32-bit floats.
 *
 * It works on maps [h, w, n, c], whose rows and columns are transformed by one product each, and brings them there and back: with many
 * channels that costs little beside the multiplications that are saved. oneDNN's own convolutions make all of them.
 */
import type { Node, Tensor } from "../../../graph/graph.js";
import { type ConvolutionGeometry, geometryOf } from "../../geometry.js";
import type { Algebra } from "../../winograd/along.js";
import {
  inputGradient,
  kernelGradient,
  keyOfTiles,
  makePlane,
  type Plane,
  result,
  transformedGradient,
  transformedInput,
  transformedKernel,
} from "../../winograd/convolution.js";
import { directWork, winogradWork } from "../../winograd/work.js";
import { inputOf, keyOf } from "../../nodes.js";
import type { Element, Lowering } from "../lowering.js";
import type { Value } from "../savedModel/graphBuilder.js";

/**
 * Nanoseconds, roughly, of a multiplication of oneDNN's convolutions, of one of the products, and of a number that a transform writes:
 * measured on convolutions of 16 to 256 channels and maps with sides of 7 to 32 cells, on two cores of an AMD EPYC with AVX-512. All that
 * matters is which of the two is faster.
 */
const nanoseconds = { direct: 0.0095, product: 0.011, transformed: 0.5 } as const;

/** Whether a convolution and its gradients are made faster so; in bfloat16 the method would round too much. */
export function isForWinograd(geometry: ConvolutionGeometry, element: Element): boolean {
  if (element !== "float") return false;
  const { products, transformed, ofKernels } = winogradWork(geometry);
  const ours = products * nanoseconds.product + (transformed + ofKernels) * nanoseconds.transformed;
  return ours < directWork(geometry) * nanoseconds.direct;
}

/** y [n, h, w, k] of a conv2d node. */
export function convolve(lowering: Lowering, node: Node): Value {
  const [x, kernel] = [inputOf(node, 0), inputOf(node, 1)];
  const { plane, parts, algebra } = planned(lowering, node);
  const u = kernelOnce(lowering, kernel, geometryOf(node), plane);
  const results = oneByOne(parts, (part, after) => {
    const v = transformedInput(algebra, spatialFirst(lowering, x, part, after), part, plane);
    return batchFirst(lowering, result(algebra, v, u, part, plane), part, part.filters);
  });
  return lowering.join(results);
}

/** dx [n, h, w, c] of a conv2dInputGradient node. */
export function convolveBack(lowering: Lowering, node: Node): Value {
  const [dy, kernel] = [inputOf(node, 0), inputOf(node, 1)];
  const { plane, parts, algebra } = planned(lowering, node);
  const u = kernelOnce(lowering, kernel, geometryOf(node), plane);
  const results = oneByOne(parts, (part, after) => {
    const dm = gradientOnce(lowering, dy, part, plane, after);
    return batchFirst(lowering, inputGradient(algebra, dm, u, part, plane), part, part.channels);
  });
  return lowering.join(results);
}

/**
 * dkernel [rows, columns, c, k] of a conv2dKernelGradient node. V is made anew, once dM is there: kept since the convolution, those of
 * all layers would take a fifth of a step's memory more, and making them again takes a tenth of its time.
 */
export function correlate(lowering: Lowering, node: Node): Value {
  const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
  const { plane, parts, algebra } = planned(lowering, node);
  const results = oneByOne(parts, (part, after) => {
    const dm = gradientOnce(lowering, dy, part, plane, after);
    const v = transformedInput(algebra, spatialFirst(lowering, x, part, [dm]), part, plane);
    return kernelGradient(algebra, v, dm, part, plane);
  });
  return results.reduce((sum, each) => lowering.add("AddV2", [sum, each]));
}

/** A convolution of some images of a batch, from `first` on. */
interface Part extends ConvolutionGeometry {
  readonly first: number;
}

/** The most numbers that a transformed map of a part has: 32 MB. */
const largestMap = 2 ** 23;

/**
 * What a convolution is made of. Transformed maps are large: some images of the batch are worked on after the others, so that what one
 * part needs takes the memory of the last's.
 */
function planned(lowering: Lowering, node: Node) {
  const geometry = geometryOf(node);
  const { batch, height, width, channels, filters } = geometry;
  const plane = makePlane([height, width], [height, width], geometry);
  const perImage = plane.rows.transformed * plane.columns.transformed * Math.max(channels, filters);
  const count = Math.min(batch, Math.ceil((batch * perImage) / largestMap));
  const parts = Array.from({ length: count }, (_, part): Part => {
    const [first, end] = [Math.floor((part * batch) / count), Math.floor(((part + 1) * batch) / count)];
    return { ...geometry, batch: end - first, first };
  });
  return { plane, parts, algebra: algebraOf(lowering) };
}

/** What is made of each part; a part waits for what has been made of the one before. */
function oneByOne(
  parts: readonly Part[],
  make: (part: Part, after: readonly Value[]) => Value,
): readonly Value[] {
  return parts.reduce<readonly Value[]>((made, part) => [...made, make(part, made.slice(-1))], []);
}

/** dM, made once for both gradients. */
function gradientOnce(
  lowering: Lowering,
  dy: Tensor,
  part: Part,
  plane: Plane,
  after: readonly Value[],
): Value {
  const key = `winograd gradient ${keyOf(dy)} ${keyOfTiles(part, plane)} from ${part.first}`;
  return lowering.once(key, () =>
    transformedGradient(algebraOf(lowering), spatialFirst(lowering, dy, part, after), part, plane),
  );
}

/** U, made once for the convolution and its input's gradient. */
function kernelOnce(lowering: Lowering, kernel: Tensor, geometry: ConvolutionGeometry, plane: Plane): Value {
  return lowering.once(`winograd kernel ${keyOf(kernel)} ${keyOfTiles(geometry, plane)}`, () =>
    transformedKernel(algebraOf(lowering), lowering.float(kernel), geometry, plane),
  );
}

/** Some images of a map [n, h, w, c] as [h, w, n, c], once what they wait for is there. */
function spatialFirst(
  lowering: Lowering,
  map: Tensor,
  { first, batch }: Part,
  after: readonly Value[],
): Value {
  const whole = lowering.builder.add("Identity", [lowering.float(map)], {
    attributes: { T: { type: "float" } },
    after,
  });
  const some = batch === map.shape[0] ? whole : lowering.rows(whole, map.shape, first, batch);
  return lowering.transpose(some, [1, 2, 0, 3]);
}

/** What is [h, w, n, c] as [n, h, w, c]. */
function batchFirst(
  lowering: Lowering,
  value: Value,
  { batch, height, width }: ConvolutionGeometry,
  channels: number,
): Value {
  return lowering.transpose(lowering.reshape(value, [height, width, batch, channels]), [2, 0, 1, 3]);
}

/** TensorFlow's ops for what the method asks for. */
function algebraOf(lowering: Lowering): Algebra {
  const { builder } = lowering;
  return {
    constant: ({ rows, columns, values }) => builder.floats([rows, columns], [...values]),
    product: (a, b, transposed = {}) =>
      lowering.add("BatchMatMulV2", [a, b], "float", {
        adj_x: transposed.a === true,
        adj_y: transposed.b === true,
      }),
    reshape: (value, shape) => lowering.reshape(value, shape),
    transpose: (value, order) => lowering.transpose(value, order),
    firstCells: (value, { before, cells, after }, count) =>
      lowering.slice(lowering.reshape(value, [before, cells, after]), [0, 0, 0], [before, count, after]),
    withZerosBehind: (value, { before, cells, after }, count) =>
      lowering.add(
        "Pad",
        [lowering.reshape(value, [before, cells, after]), builder.integers([0, 0, 0, count, 0, 0], [3, 2])],
        "float",
        { Tpaddings: { type: "int32" } },
      ),
    exchanged: (value, { before, outer, inner, after }) =>
      lowering.transpose(lowering.reshape(value, [before, outer, inner, after]), [0, 2, 1, 3]),
  };
}
