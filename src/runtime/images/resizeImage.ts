/** Images of another height and width. */
import { type RowFilter, triangleFilter } from "../../resampling/triangleFilter.js";
import { countOf } from "../graph/shape.js";
import type { ImageShape, ImageTransform } from "./imagePipeline.js";

/** What an image is resized to. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

type Pixels = Uint8Array | Float32Array;

/** Resizes images of `shape` by the triangle filter, first along the rows, then along the columns; each channel by itself. */
export function resizeImage(size: ImageSize, shape: ImageShape): ImageTransform {
  return { shape: [size.height, size.width, shape[2]], apply: resizer(size, shape) };
}

/** An image of bytes [height, width, channels], resized likewise, and rounded to bytes. */
export function resizeBytes(bytes: Uint8Array, shape: ImageShape, size: ImageSize): Uint8Array {
  return Uint8Array.from(resizer(size, shape)(bytes), Math.round);
}

/** The following call overwrites what a call gives. */
function resizer({ height, width }: ImageSize, [rows, columns, channels]: ImageShape) {
  const wide = new Float32Array(rows * width * channels);
  const resized = new Float32Array(countOf([height, width, channels]));
  const [alongRows, alongColumns] = [triangleFilter(columns, width), triangleFilter(rows, height)];
  return (image: Pixels): Float32Array => {
    filterAxis(image, wide, alongRows, rows, channels);
    filterAxis(wide, resized, alongColumns, 1, width * channels);
    return resized;
  };
}

/** Filters the middle axis of values [outer, length, inner]; what comes out is [outer, new length, inner]. */
function filterAxis(
  values: Pixels,
  target: Float32Array,
  { length, taps }: RowFilter,
  outer: number,
  inner: number,
): void {
  for (let block = 0; block < outer; block++) {
    for (let index = 0; index < taps.length; index++) {
      const { from, weights } = taps[index]!;
      const start = (block * length + from) * inner;
      const end = (block * taps.length + index) * inner;
      for (let at = 0; at < inner; at++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++)
          sum += weights[tap]! * values[start + tap * inner + at]!;
        target[end + at] = sum;
      }
    }
  }
}
