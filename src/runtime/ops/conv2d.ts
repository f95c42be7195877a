/** Convolution, and the two convolutions that are its gradients. */
import { call, type Tensor } from "../graph/graph.js";
import { formatShape, mapSizes, ShapeError } from "../graph/shape.js";
import { defineOp, floats, noAttributes, type NoAttributes } from "./defineOp.js";

/**
 * Convolution with stride 1 and 'same' zero padding (as everywhere in the field, a correlation):
 *
 *     y[n, i, j, k] = Σ_{a, b, c} x[n, i + a − ⌊(A−1)/2⌋, j + b − ⌊(B−1)/2⌋, c] · kernel[a, b, c, k]
 *
 * x [n, h, w, c], kernel [A, B, c, k] → [n, h, w, k]; numbers outside of x count as 0.
 */
export const conv2dOp = defineOp<NoAttributes>({
  name: "conv2d",
  types([x, kernel]) {
    const [n, height, width, channels] = mapSizes(x?.shape ?? [], "conv2d");
    const [, , expected, filters] = mapSizes(kernel?.shape ?? [], "conv2d's kernel");
    if (channels !== expected) {
      throw new ShapeError(
        `conv2d's kernel ${formatShape(kernel?.shape ?? [])} expects ${expected} channels, the map ${formatShape(x?.shape ?? [])} has ${channels}`,
      );
    }
    return floats([n, height, width, filters]);
  },
  gradient({ inputs: [x, kernel], gradients: [dy] }) {
    if (!x || !kernel || !dy) return [null, null];
    const [height, width] = mapSizes(kernel.shape, "conv2d's kernel");
    return [
      call(conv2dInputGradientOp, [dy, kernel], noAttributes),
      call(conv2dKernelGradientOp, [x, dy], { kernel: [height, width] }),
    ];
  },
});

/** The zeros of 'same' padding along one axis, for a kernel of so many taps: ⌊(taps − 1)/2⌋ before, the rest after. */
export function paddingOf(taps: number): [before: number, after: number] {
  const before = Math.floor((taps - 1) / 2);
  return [before, taps - 1 - before];
}

/**
 * Gradient of a convolution with respect to its map: the convolution with the kernel turned around.
 *
 *     dx[n, i, j, c] = Σ_{a, b, k} dy[n, i − a + ⌊(A−1)/2⌋, j − b + ⌊(B−1)/2⌋, k] · kernel[a, b, c, k]
 *
 * dy [n, h, w, k], kernel [A, B, c, k] → [n, h, w, c].
 */
export const conv2dInputGradientOp = defineOp<NoAttributes>({
  name: "conv2dInputGradient",
  types([dy, kernel]) {
    const [n, height, width] = mapSizes(dy?.shape ?? [], "conv2dInputGradient");
    const [, , channels] = mapSizes(kernel?.shape ?? [], "conv2dInputGradient's kernel");
    return floats([n, height, width, channels]);
  },
});

/**
 * Gradient of a convolution with respect to its kernel: every tap sums one shift of the map against dy.
 *
 *     dkernel[a, b, c, k] = Σ_{n, i, j} x[n, i + a − ⌊(A−1)/2⌋, j + b − ⌊(B−1)/2⌋, c] · dy[n, i, j, k]
 *
 * x [n, h, w, c], dy [n, h, w, k] → [A, B, c, k].
 */
export const conv2dKernelGradientOp = defineOp<{ readonly kernel: readonly number[] }>({
  name: "conv2dKernelGradient",
  types([x, dy], { kernel }) {
    const channels = mapSizes(x?.shape ?? [], "conv2dKernelGradient")[3];
    const filters = mapSizes(dy?.shape ?? [], "conv2dKernelGradient")[3];
    return floats([...kernel, channels, filters]);
  },
});

/** x [n, h, w, c] convolved with a kernel [height, width, c, k] → [n, h, w, k]. */
export function conv2d(x: Tensor, kernel: Tensor): Tensor {
  return call(conv2dOp, [x, kernel], noAttributes);
}
