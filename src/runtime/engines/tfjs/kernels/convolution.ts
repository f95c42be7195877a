/** Convolution and its gradients, stride 1 with 'same' padding written out: ⌊(k − 1)/2⌋ zeros before, the rest after. */
import * as tf from "@tensorflow/tfjs-core";
import { mapSizes } from "../../../graph/shape.js";
import { paddingOf } from "../../../ops/conv2d.js";

/** x [n, h, w, c], kernel [A, B, c, k] → [n, h, w, k]. */
export function convolve(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const [height, width] = mapSizes(kernel.shape, "conv2d's kernel");
  return convolveValid(padForKernel(x, height, width), kernel);
}

/**
 * The gradient with respect to the map, as a convolution of its own: the kernel turned around in both directions, its
 * channel axes exchanged. What was padded before is now padded after.
 *
 * dy [n, h, w, k], kernel [A, B, c, k] → [n, h, w, c].
 */
export function convolveInputGradient(dy: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const [height, width] = mapSizes(kernel.shape, "conv2d's kernel");
  const turned = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  const [top, bottom] = paddingOf(height);
  const [left, right] = paddingOf(width);
  const padded = tf.pad(dy, [
    [0, 0],
    [bottom, top],
    [right, left],
    [0, 0],
  ]);
  return convolveValid(padded, turned);
}

/**
 * The gradient with respect to the kernel, tap by tap: each tap is a matrix product of one shift of the map with dy.
 *
 * x [n, h, w, c], dy [n, h, w, k] → [A, B, c, k].
 */
export function convolveKernelGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  kernel: readonly [height: number, width: number],
): tf.Tensor {
  const [n, h, w, channels] = mapSizes(x.shape, "conv2d's map");
  const filters = mapSizes(dy.shape, "conv2d's gradient")[3];
  const [height, width] = kernel;
  const padded = padForKernel(x, height, width);
  const positions = n * h * w;

  const taps: tf.Tensor[] = [];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const shifted = tf.slice(padded, [0, row, column, 0], [n, h, w, channels]);
      const left = tf.reshape(shifted, [positions, channels]);
      taps.push(tf.matMul(left, tf.reshape(dy, [positions, filters]), true, false));
    }
  }
  return tf.reshape(tf.stack(taps), [height, width, channels, filters]);
}

function convolveValid(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  return tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, "valid");
}

function padForKernel(x: tf.Tensor, height: number, width: number): tf.Tensor {
  return tf.pad(x, [[0, 0], paddingOf(height), paddingOf(width), [0, 0]]);
}
