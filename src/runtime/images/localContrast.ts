/** Local contrast normalisation (Jarrett, Kavukcuoglu, Ranzato, LeCun 2009), with even weights over its window. */
import { countOf } from "../graph/shape.js";
import type { ImageShape, ImageTransform } from "./imagePipeline.js";

/** Deviations below this are rounding. One pixel of a 15×15 window that differs by one byte's step makes 0.00026. */
const blank = 1e-5;

/**
 * Subtractive, then divisive normalisation of images of `shape`:
 *
 *     v[i, j, c] = x[i, j, c] − mean of x over the window around (i, j)
 *     σ[i, j]    = √( mean of v² over the window around (i, j) )
 *     y[i, j, c] = v[i, j, c] / max(σ[i, j], mean of σ over the image)
 *
 * The window of (i, j) reaches ⌊(size−1)/2⌋ pixels up and left and ⌊size/2⌋ pixels down and right, over all channels; at
 * the border, means are over the pixels that exist. Blank images become 0.
 */
export function localContrast(size: number, shape: ImageShape): ImageTransform {
  const [height, width, channels] = shape;
  const centred = new Float64Array(countOf(shape));
  const normalised = new Float32Array(countOf(shape));
  const means = windowMeans(size, shape);
  const local = new Float64Array(height * width);
  const deviations = new Float64Array(height * width);
  return {
    shape,
    apply(image) {
      means(image, (value) => value, local);
      for (let at = 0; at < centred.length; at++)
        centred[at] = image[at]! - local[Math.floor(at / channels)]!;
      means(centred, (value) => value * value, deviations);
      let mean = 0;
      for (let place = 0; place < deviations.length; place++) {
        deviations[place] = Math.sqrt(Math.max(0, deviations[place]!));
        mean += deviations[place]! / deviations.length;
      }
      for (let at = 0; at < centred.length; at++) {
        const divisor = Math.max(mean, deviations[Math.floor(at / channels)]!);
        normalised[at] = divisor < blank ? 0 : centred[at]! / divisor;
      }
      return normalised;
    },
  };
}

/** Computes means of `map`ped numbers over the windows around all pixels, by a table of sums over upper left corners. */
function windowMeans(
  size: number,
  [height, width, channels]: ImageShape,
): (image: ArrayLike<number>, map: (value: number) => number, target: Float64Array) => void {
  const before = Math.floor((size - 1) / 2);
  const after = Math.floor(size / 2);
  const columns = width + 1;
  const sums = new Float64Array((height + 1) * columns);
  return (image, map, target) => {
    for (let row = 0; row < height; row++) {
      let sum = 0;
      for (let column = 0; column < width; column++) {
        const at = (row * width + column) * channels;
        for (let channel = 0; channel < channels; channel++) sum += map(image[at + channel]!);
        sums[(row + 1) * columns + column + 1] = sums[row * columns + column + 1]! + sum;
      }
    }
    for (let row = 0; row < height; row++) {
      const [top, bottom] = [Math.max(0, row - before), Math.min(height, row + after + 1)];
      for (let column = 0; column < width; column++) {
        const [left, right] = [Math.max(0, column - before), Math.min(width, column + after + 1)];
        const sum =
          sums[bottom * columns + right]! -
          sums[top * columns + right]! -
          sums[bottom * columns + left]! +
          sums[top * columns + left]!;
        target[row * width + column] = sum / ((bottom - top) * (right - left) * channels);
      }
    }
  };
}
