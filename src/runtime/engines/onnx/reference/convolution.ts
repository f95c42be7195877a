/** Convolution and its gradients on maps [n, c, h, w]. */
import { mapSizes } from "../../../graph/shape.js";
import { paddingOf } from "../../../ops/conv2d.js";
import type { AttributesOf } from "../../../ops/index.js";
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Kernel } from "../kernel.js";
import { inputOf, outputOf } from "../../nodes.js";
import type { Lowering } from "../lowering.js";

type Pair = readonly [number, number];

export const conv2d: Kernel = (lowering, node) => {
  const kernel = inputOf(node, 1);
  const [height, width] = mapSizes(kernel.shape, "conv2d's kernel");
  const [top, bottom] = paddingOf(height);
  const [left, right] = paddingOf(width);
  const weights = lowering.builder.add("Transpose", [lowering.plain(kernel)], {
    attributes: { perm: [3, 2, 0, 1] },
  });
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    convolve(
      lowering,
      lowering.as(inputOf(node), "channelsFirst"),
      weights,
      [height, width],
      [top, left, bottom, right],
    ),
  );
};

/** The convolution of dy with the kernel turned around, its channels swapped and its padding mirrored. */
export const conv2dInputGradient: Kernel = (lowering, node) => {
  const kernel = inputOf(node, 1);
  const [height, width] = mapSizes(kernel.shape, "conv2dInputGradient's kernel");
  const [top, bottom] = paddingOf(height);
  const [left, right] = paddingOf(width);
  const { builder } = lowering;
  const turned = builder.add("Slice", [
    lowering.plain(kernel),
    builder.integers([-1, -1]),
    builder.integers([-height - 1, -width - 1]),
    builder.integers([0, 1]),
    builder.integers([-1, -1]),
  ]);
  const weights = builder.add("Transpose", [turned], { attributes: { perm: [2, 3, 0, 1] } });
  lowering.hold(
    outputOf(node),
    "channelsFirst",
    convolve(
      lowering,
      lowering.as(inputOf(node), "channelsFirst"),
      weights,
      [height, width],
      [bottom, right, top, left],
    ),
  );
};

function convolve(
  { builder }: Lowering,
  map: Value,
  weights: Value,
  kernel: Pair,
  pads: readonly [top: number, left: number, bottom: number, right: number],
): Value {
  return builder.add("Conv", [map, weights], { attributes: { kernel_shape: kernel, pads, strides: [1, 1] } });
}

/** Below this many channels all taps are gathered into one matrix product. */
const thin = 8;

/**
 * Every tap of the kernel is a matrix product over all positions of all images: [c, n·h·w] · [n·h·w, k].
 *
 * The side with fewer channels is the one that is shifted: shifting dy backwards is the same as shifting x forwards.
 */
export const conv2dKernelGradient: Kernel = (lowering, node) => {
  const [x, dy] = [inputOf(node, 0), inputOf(node, 1)];
  const [n, height, width, channels] = mapSizes(x.shape, "conv2dKernelGradient");
  const filters = mapSizes(dy.shape, "conv2dKernelGradient")[3];
  const { kernel } = node.attributes as AttributesOf<"conv2dKernelGradient">;
  const [rows = 1, columns = 1] = kernel;
  const { builder } = lowering;

  const shiftsX = channels <= filters;
  const shifted = shiftsX ? channels : filters;
  const still = shiftsX ? filters : channels;
  const byChannel = (value: Value): Value =>
    builder.add("Transpose", [value], { attributes: { perm: [1, 0, 2, 3] } });
  const shifts = shiftedMaps(lowering, byChannel(lowering.as(shiftsX ? x : dy, "channelsFirst")), {
    taps: taps(rows, columns),
    padding: [paddingOf(rows), paddingOf(columns)],
    backwards: !shiftsX,
    size: [height, width],
  }).map((value) => lowering.reshape(value, [shifted, n * height * width]));
  const other = lowering.reshape(byChannel(lowering.as(shiftsX ? dy : x, "channelsFirst")), [
    still,
    n * height * width,
  ]);

  // Products are [taps, shifted, still]; the kernel wants [taps, c, k].
  const products =
    shifted < thin
      ? lowering.reshape(
          product(lowering, builder.add("Concat", shifts, { attributes: { axis: 0 } }), other),
          [rows * columns, shifted, still],
        )
      : builder.add(
          "Concat",
          shifts.map((shift) => lowering.reshape(product(lowering, shift, other), [1, shifted, still])),
          { attributes: { axis: 0 } },
        );
  const ordered = shiftsX
    ? products
    : builder.add("Transpose", [products], { attributes: { perm: [0, 2, 1] } });
  lowering.hold(outputOf(node), "plain", lowering.reshape(ordered, [rows, columns, channels, filters]));
};

/** a · bᵀ. */
function product({ builder }: Lowering, a: Value, b: Value): Value {
  return builder.add("Gemm", [a, b], { attributes: { transA: 0, transB: 1 } });
}

/** All positions of a kernel, row-major. */
function taps(rows: number, columns: number): readonly Pair[] {
  return Array.from(
    { length: rows * columns },
    (_, tap) => [Math.floor(tap / columns), tap % columns] as const,
  );
}

interface Shifts {
  readonly taps: readonly Pair[];
  readonly padding: readonly [rows: Pair, columns: Pair];
  /** Whether the map moves against the tap instead of with it. */
  readonly backwards: boolean;
  readonly size: Pair;
}

/** A map [c, n, h, w], padded and cut once for each tap. */
function shiftedMaps({ builder }: Lowering, map: Value, shifts: Shifts): readonly Value[] {
  const [height, width] = shifts.size;
  const [rowPadding, columnPadding] = shifts.padding;
  const [top, bottom] = shifts.backwards ? [rowPadding[1], rowPadding[0]] : rowPadding;
  const [left, right] = shifts.backwards ? [columnPadding[1], columnPadding[0]] : columnPadding;
  const padded =
    top + bottom + left + right === 0
      ? map
      : builder.add("Pad", [map, builder.integers([0, 0, top, left, 0, 0, bottom, right])]);
  return shifts.taps.map(([row, column]) => {
    const from: Pair = shifts.backwards ? [top + bottom - row, left + right - column] : [row, column];
    return builder.add("Slice", [
      padded,
      builder.integers(from),
      builder.integers([from[0] + height, from[1] + width]),
      builder.integers([2, 3]),
    ]);
  });
}
