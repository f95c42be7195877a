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
import { type ConvolutionGeometry, geometryOf, paddingOf } from "../geometry.js";
import type { Kernel } from "../kernel.js";
import { inputOf, keyOf, type Lowering, outputOf } from "../lowering.js";

/** Which way a tap a shifts a map: result i reads cell i + a − padding, or in the gradient cell i − a + padding. */
type Direction = "forwards" | "backwards";

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

/** Which side of a convolution has few channels: the one it reads, or the one it makes. */
type ThinSide = "channels" | "filters";

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
    holdMap(
      lowering,
      outputOf(node),
      spread(lowering, inputOf(node), kernel, direction, sizes),
      sizes,
      "thick",
    );
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

interface Sizes {
  readonly geometry: ConvolutionGeometry;
  /** Channels of the thin side. */
  readonly thin: number;
  /** Channels of the thick side. */
  readonly thick: number;
}

/** A convolution's kernel [rows, columns, c, k] and the order in which its thin channels come first and its thick ones last. */
interface OrderedKernel {
  readonly value: Value;
  readonly perm: readonly number[];
}

/** [h·w·n, thick] of a thin map. */
function spread(
  lowering: Lowering,
  map: Tensor,
  kernel: OrderedKernel,
  direction: Direction,
  sizes: Sizes,
): Value {
  const taps = tapsOf(sizes.geometry);
  const weights = lowering.reshape(ordered(lowering, kernel), [sizes.thin * taps, sizes.thick]);
  return lowering.fusedProduct(gathered(lowering, map, direction, sizes), weights, { transA: 1 });
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
  const byTap = lowering.reshape(ordered(lowering, kernel), [thin, taps, thick]);
  const withZeros = builder.add("Pad", [byTap, builder.integers([0, 0, 0, 0, 1, 0])]);
  const products = lowering.fusedProduct(
    lowering.reshape(withZeros, [thin * (taps + 1), thick]),
    flat(lowering, map, thick, geometry),
    { transB: 1 },
  );
  const perCell = lowering.reshape(products, [thin, (taps + 1) * cells, batch]);
  const sources = tapSources(geometry, direction).map((source, at) =>
    source === cells ? taps * cells : Math.floor(at / cells) * cells + source,
  );
  const shifted = builder.add("Gather", [perCell, builder.integers(sources, [taps, cells])], {
    attributes: { axis: 1 },
  });
  // A product with ones: several times as fast as ONNX Runtime's own sum.
  const ones = builder.floats([1, taps], new Float32Array(taps).fill(1));
  return lowering.product(ones, lowering.reshape(shifted, [thin, taps, cells * batch]));
}

/** [thin · taps, thick]: every shift of the thin map against the thick one. */
function correlate(
  lowering: Lowering,
  thin: Tensor,
  thick: Tensor,
  direction: Direction,
  sizes: Sizes,
): Value {
  const product = lowering.product(
    gathered(lowering, thin, direction, sizes),
    flat(lowering, thick, sizes.thick, sizes.geometry),
  );
  return lowering.reshape(product, [sizes.thin, ...sizes.geometry.kernel, sizes.thick]);
}

/** [thin · taps, h·w·n]: for each channel and tap the thin map, shifted; beyond its edge a cell of zeros is read. */
function gathered(lowering: Lowering, map: Tensor, direction: Direction, { geometry, thin }: Sizes): Value {
  const { batch, height, width, kernel } = geometry;
  const [taps, cells] = [tapsOf(geometry), height * width];
  return lowering.once(`gathered ${direction} ${kernel.join("x")} ${keyOf(map)}`, () => {
    const { builder } = lowering;
    const byCell = lowering.reshape(lowering.as(map, "spatialFirst"), [cells, batch, thin]);
    const byChannel =
      thin === 1
        ? lowering.reshape(byCell, [1, cells, batch])
        : builder.add("Transpose", [byCell], { attributes: { perm: [2, 0, 1] } });
    const withZeros = builder.add("Pad", [byChannel, builder.integers([0, 0, 0, 0, 1, 0])]);
    const indices = builder.integers(tapSources(geometry, direction), [taps, cells]);
    const shifted = builder.add("Gather", [withZeros, indices], { attributes: { axis: 1 } });
    return lowering.reshape(shifted, [thin * taps, cells * batch]);
  });
}

/** For each tap and each cell of the result, row-major, the cell that is read; h·w stands for one beyond the edge. */
function tapSources({ height, width, kernel }: ConvolutionGeometry, direction: Direction): number[] {
  const [rows, columns] = kernel;
  const [top, left] = [paddingOf(rows)[0], paddingOf(columns)[0]];
  const sign = direction === "forwards" ? 1 : -1;
  const sources: number[] = [];
  for (let tap = 0; tap < rows * columns; tap += 1) {
    const down = sign * (Math.floor(tap / columns) - top);
    const right = sign * ((tap % columns) - left);
    for (let cell = 0; cell < height * width; cell += 1) {
      const row = Math.floor(cell / width) + down;
      const column = (cell % width) + right;
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      sources.push(inside ? row * width + column : height * width);
    }
  }
  return sources;
}

function tapsOf({ kernel: [rows, columns] }: ConvolutionGeometry): number {
  return rows * columns;
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
