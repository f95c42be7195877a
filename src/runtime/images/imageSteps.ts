/** Fixed changes of every image, of training and test alike, as data: what a run's record says of its preprocessing. */
import { countOf } from "../graph/shape.js";
import type { ImageShape, ImageTransform } from "./imagePipeline.js";
import { localContrast } from "./localContrast.js";
import { resizeImage } from "./resizeImage.js";

/** A change of every image in which nothing is left to chance or to be measured. */
export type ImageStep =
  /** Black margins: the image lies `top` rows and `left` columns into an image of height × width. */
  | {
      readonly kind: "pad";
      readonly top: number;
      readonly left: number;
      readonly height: number;
      readonly width: number;
    }
  /** The part of height × width that begins `top` rows down and `left` columns in. */
  | {
      readonly kind: "crop";
      readonly top: number;
      readonly left: number;
      readonly height: number;
      readonly width: number;
    }
  /** Another height and width, see {@link resizeImage}. */
  | { readonly kind: "resize"; readonly height: number; readonly width: number }
  /** y = (x − mean) / deviation, by channel. */
  | { readonly kind: "standardise"; readonly mean: readonly number[]; readonly deviation: readonly number[] }
  /** Local contrast normalisation over windows of size × size, see {@link localContrast}. */
  | { readonly kind: "contrast"; readonly size: number };

/**
 * The transforms of steps, in order.
 *
 * @param shape [height, width, channels] of the images that the first step takes
 */
export function imageTransforms(steps: readonly ImageStep[], shape: ImageShape): ImageTransform[] {
  const transforms: ImageTransform[] = [];
  for (const step of steps) transforms.push(transformOf(step, transforms.at(-1)?.shape ?? shape));
  return transforms;
}

/** Margins that put an image into the middle of a larger one; an odd one has its extra row below, its extra column on the right. */
export function centredPad(from: ImageShape, height: number, width: number): ImageStep {
  const [top, left] = [Math.floor((height - from[0]) / 2), Math.floor((width - from[1]) / 2)];
  return { kind: "pad", top, left, height, width };
}

/** The middle of an image. */
export function centredCrop(from: ImageShape, height: number, width: number): ImageStep {
  const [top, left] = [Math.floor((from[0] - height) / 2), Math.floor((from[1] - width) / 2)];
  return { kind: "crop", top, left, height, width };
}

function transformOf(step: ImageStep, shape: ImageShape): ImageTransform {
  switch (step.kind) {
    case "pad":
      return pad(shape, step);
    case "crop":
      return crop(shape, step);
    case "resize":
      return resizeImage(step, shape);
    case "standardise":
      return standardise(step, shape);
    case "contrast":
      return localContrast(step.size, shape);
  }
}

type Standardise = Extract<ImageStep, { kind: "standardise" }>;

function standardise({ mean, deviation }: Standardise, shape: ImageShape): ImageTransform {
  const channels = shape[2];
  const standardised = new Float32Array(countOf(shape));
  return {
    shape,
    apply(image) {
      for (let at = 0; at < image.length; at++) {
        const channel = at % channels;
        standardised[at] = (image[at]! - mean[channel]!) / deviation[channel]!;
      }
      return standardised;
    },
  };
}

type Placed = Extract<ImageStep, { kind: "pad" | "crop" }>;

function pad([rows, columns, channels]: ImageShape, { top, left, height, width }: Placed): ImageTransform {
  const shape: ImageShape = [height, width, channels];
  const padded = new Float32Array(countOf(shape));
  return {
    shape,
    apply(image) {
      for (let row = 0; row < rows; row++) {
        const start = row * columns * channels;
        const line = image.subarray(start, start + columns * channels);
        padded.set(line, ((top + row) * width + left) * channels);
      }
      return padded;
    },
  };
}

function crop([, columns, channels]: ImageShape, { top, left, height, width }: Placed): ImageTransform {
  const shape: ImageShape = [height, width, channels];
  const part = new Float32Array(countOf(shape));
  return {
    shape,
    apply(image) {
      for (let row = 0; row < height; row++) {
        const start = ((top + row) * columns + left) * channels;
        part.set(image.subarray(start, start + width * channels), row * width * channels);
      }
      return part;
    },
  };
}
