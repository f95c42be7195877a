/**
 * Convolutions to few channels, block by block of cells.
 *
 * oneDNN computes as many channels at once as a vector of the processor has numbers, and with one channel leaves most of the vector
 * idle. So the cells of a block become channels: one convolution with a stride makes all cells of a block at once, with a kernel that
 * has the small one shifted to each of them and zeros elsewhere.
 */
import type { Node } from "../../../graph/graph.js";
import type { Shape } from "../../../graph/shape.js";
import { paddingOf } from "../../../ops/conv2d.js";
import type { Value } from "../savedModel/graphBuilder.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";

/** Numbers that a vector of the processor has: AVX-512's, of floats. */
const lanes = 16;

/** From so many filters on, a vector is full enough as it is. */
const enoughFilters = lanes / 2;

/**
 * The side of the blocks that a convolution with a kernel [rows, columns, c, k] is best made in: the one with the fewest
 * multiplications for each number of a vector that is made use of; 1 where it is best made as it is.
 */
export function blockFor([rows = 1, columns = 1, , filters = 1]: Shape): number {
  if (filters >= enoughFilters) return 1;
  const work = (block: number) =>
    ((rows + block - 1) * (columns + block - 1)) / Math.min(lanes, block * block * filters);
  return [1, 2, 4].reduce((best, block) => (work(block) < work(best) ? block : best));
}

/** A convolution's result [n, h, w, k], with stride 1 and 'same' padding, from x [n, h, w, c] and its kernel [rows, columns, c, k]. */
export function convolveInBlocks(
  lowering: Lowering,
  node: Node,
  { x, kernel, block }: { readonly x: Value; readonly kernel: Value; readonly block: number },
): Value {
  const { fast } = lowering;
  const kernelShape = inputOf(node, 1).shape;
  const [rows = 1, columns = 1] = kernelShape;
  const [n = 1, height = 1, width = 1, filters = 1] = outputOf(node).shape;
  const [above, below] = paddingFor(height, rows, block);
  const [left, right] = paddingFor(width, columns, block);
  const inBlocks = lowering.add("Conv2D", [x, shiftedKernel(lowering, kernel, kernelShape, block)], fast, {
    strides: [1, block, block, 1],
    padding: "EXPLICIT",
    explicit_paddings: [0, 0, above, below, left, right, 0, 0],
  });
  const whole = lowering.add("DepthToSpace", [inBlocks], fast, { block_size: block });
  if (height % block === 0 && width % block === 0) return whole;
  return lowering.slice(whole, [0, 0, 0, 0], [n, height, width, filters], fast);
}

/** Zeros before and behind an axis of some length, so that whole blocks are made: those of 'same', and behind them what the last block reads. */
function paddingFor(length: number, taps: number, block: number): readonly [before: number, behind: number] {
  const [before] = paddingOf(taps);
  const read = Math.ceil(length / block) * block + taps - 1;
  return [before, read - length - before];
}

/** [rows + block − 1, columns + block − 1, c, block · block · k]: for each cell of a block the kernel, shifted to where that cell reads. */
function shiftedKernel(
  lowering: Lowering,
  kernel: Value,
  [rows = 1, columns = 1, channels = 1, filters = 1]: Shape,
  block: number,
): Value {
  const { fast, builder } = lowering;
  const [taps, cells] = [rows * columns, block * block];
  const byTap = lowering.reshape(kernel, [taps, channels * filters], fast);
  const withZeros = lowering.add("Pad", [byTap, builder.integers([0, 1, 0, 0], [2, 2])], fast, {
    Tpaddings: { type: "int32" },
  });
  const [down, across] = [rows + block - 1, columns + block - 1];
  const sources = Array.from({ length: down * across * cells }, (_, at) => {
    const [place, cell] = [Math.floor(at / cells), at % cells];
    const row = Math.floor(place / across) - Math.floor(cell / block);
    const column = (place % across) - (cell % block);
    const inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? row * columns + column : taps;
  });
  const indices = builder.integers(sources, [down * across, cells]);
  const shifted = lowering.gather(withZeros, indices, fast);
  const byCell = lowering.reshape(shifted, [down * across, cells, channels, filters], fast);
  const channelsFirst = lowering.transpose(byCell, [0, 2, 1, 3], fast);
  return lowering.reshape(channelsFirst, [down, across, channels, cells * filters], fast);
}
