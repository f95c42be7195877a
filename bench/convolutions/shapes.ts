/** The shapes that are measured. */
import type { ConvolutionGeometry } from "../../src/runtime/engines/geometry.js";

const batch = 64;

/** Height, width, channels, filters, and the kernel's height and width. */
type Sizes = readonly [number, number, number, number, number, number];

/** Convolutions as users write them: the first and the last of a net, those between, and odd ones. */
const chosen: readonly Sizes[] = [
  [28, 28, 1, 64, 5, 5],
  [28, 28, 1, 16, 11, 11],
  [28, 28, 2, 16, 11, 11],
  [28, 28, 3, 64, 5, 5],
  [28, 28, 4, 4, 3, 3],
  [28, 28, 4, 16, 3, 3],
  [28, 28, 4, 32, 7, 7],
  [28, 28, 6, 6, 5, 5],
  [28, 28, 8, 16, 3, 3],
  [28, 28, 8, 32, 5, 5],
  [28, 28, 16, 16, 1, 1],
  [28, 28, 16, 16, 3, 3],
  [28, 28, 64, 1, 5, 5],
  [14, 14, 6, 64, 5, 5],
  [14, 14, 8, 64, 3, 3],
  [14, 14, 32, 32, 5, 5],
  [14, 14, 64, 64, 1, 1],
  [14, 14, 64, 64, 3, 3],
  [14, 14, 64, 64, 5, 5],
  [14, 14, 64, 64, 7, 7],
  [14, 14, 16, 32, 9, 9],
  [7, 7, 256, 256, 3, 3],
  [32, 32, 3, 128, 3, 3],
  [32, 32, 32, 64, 3, 3],
  [32, 32, 12, 3, 7, 3],
  [32, 32, 12, 64, 3, 5],
  [48, 16, 16, 96, 1, 5],
  [48, 16, 96, 16, 1, 5],
  [20, 40, 48, 12, 5, 1],
  [20, 40, 12, 48, 2, 7],
  [20, 20, 96, 16, 2, 5],
  [16, 16, 24, 24, 1, 7],
  [16, 16, 24, 128, 4, 4],
  [16, 16, 128, 12, 5, 5],
  [10, 10, 12, 64, 3, 4],
  [13, 9, 40, 10, 5, 3],
  [32, 32, 3, 12, 7, 3],
  [32, 32, 3, 24, 1, 1],
  [24, 24, 10, 10, 7, 7],
  [24, 24, 20, 20, 3, 1],
];

export const shapes: readonly ConvolutionGeometry[] = chosen.map(
  ([height, width, channels, filters, rows, columns]) => ({
    batch,
    height,
    width,
    channels,
    filters,
    kernel: [rows, columns],
  }),
);
