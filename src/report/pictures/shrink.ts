/** Large images made small enough that a page of many stays small. */
import type { ImageShape } from "../../training/index.js";

/** The longest side of an image in a page, in pixels. */
export const longestSide = 48;

/** By how much images of this shape are shrunk: 1 for those that are small already. */
export function shrinkage([height, width]: ImageShape): number {
  return Math.ceil(Math.max(height, width) / longestSide);
}

/** The shape of a shrunk image. */
export function shrunkShape(shape: ImageShape): ImageShape {
  const factor = shrinkage(shape);
  return [Math.ceil(shape[0] / factor), Math.ceil(shape[1] / factor), shape[2]];
}

/** Each pixel the mean of the square of pixels that it stands for; the image itself where it is small already. */
export function shrink(image: Float32Array, shape: ImageShape): Float32Array {
  const factor = shrinkage(shape);
  if (factor === 1) return image;
  const [height, width, channels] = shape;
  const [rows, columns] = shrunkShape(shape);
  const sums = new Float32Array(rows * columns * channels);
  const counts = new Uint32Array(rows * columns);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = Math.floor(row / factor) * columns + Math.floor(column / factor);
      counts[cell]! += 1;
      for (let channel = 0; channel < channels; channel++) {
        sums[cell * channels + channel]! += image[(row * width + column) * channels + channel]!;
      }
    }
  }
  return sums.map((sum, at) => sum / counts[Math.floor(at / channels)]!);
}
