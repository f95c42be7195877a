/** Augmentation: random changes of training images that keep their label. Every image is changed anew each time. */
import {
  type AugmentationStep,
  centredCrop,
  type ImageShape,
  type ImageStep,
  type ImageTransform,
  type RandomStream,
} from "../../runtime/index.js";
import { UserError } from "../errors.js";
import { imageSize } from "./dataset.js";

/**
 * The transforms of `steps`, in order, for preprocessed images of `shape`. Cropping alone changes the shape.
 *
 * @param random is drawn from in the order of the images, whatever engine trains on them.
 * @throws UserError where a part to crop is larger than the image.
 */
export function augmentation(
  steps: readonly AugmentationStep[],
  shape: ImageShape,
  random: RandomStream,
): ImageTransform[] {
  const transforms: ImageTransform[] = [];
  for (const step of steps) {
    const before = transforms.at(-1)?.shape ?? shape;
    switch (step.kind) {
      case "crop":
        transforms.push(crop(step, before, random));
        break;
      case "flip":
        transforms.push(flip(before, random));
        break;
      case "shift":
        transforms.push(shift(step, before, random));
        break;
    }
  }
  return transforms;
}

/**
 * What becomes of images that are not trained on: where training images are cropped, of these the middle is.
 *
 * @throws UserError where a part to crop is larger than the image.
 */
export function middles(steps: readonly AugmentationStep[], shape: ImageShape): ImageStep[] {
  const crops: ImageStep[] = [];
  let [height, width, channels] = shape;
  for (const step of steps) {
    if (step.kind !== "crop") continue;
    requirePart(step, [height, width, channels]);
    crops.push(centredCrop([height, width, channels], step.height, step.width));
    [height, width] = [step.height, step.width];
  }
  return crops;
}

function shift(
  { pixels }: Extract<AugmentationStep, { kind: "shift" }>,
  shape: ImageShape,
  random: RandomStream,
): ImageTransform {
  const shifted = new Float32Array(imageSize(shape));
  const draw = () => random.integer(2 * pixels + 1) - pixels;
  return {
    shape,
    apply(image) {
      const [rows, columns] = [draw(), draw()];
      return cutOut(image, shape, shifted, shape, -rows, -columns);
    },
  };
}

function flip(shape: ImageShape, random: RandomStream): ImageTransform {
  const mirrored = new Float32Array(imageSize(shape));
  return {
    shape,
    apply: (image) => (random.uniform() < 0.5 ? mirror(image, shape, mirrored) : image),
  };
}

function requirePart(
  { height, width }: { readonly height: number; readonly width: number },
  from: ImageShape,
): void {
  if (height > from[0] || width > from[1]) {
    throw new UserError(
      `a part of ${height}x${width} cannot be cropped from images of ${from[0]}x${from[1]}`,
      {
        hint: `crop at most ${from[0]}x${from[1]}`,
      },
    );
  }
}

function crop(
  { height, width }: Extract<AugmentationStep, { kind: "crop" }>,
  from: ImageShape,
  random: RandomStream,
): ImageTransform {
  requirePart({ height, width }, from);
  const shape: ImageShape = [height, width, from[2]];
  const part = new Float32Array(imageSize(shape));
  const place = (room: number) => random.integer(room + 1);
  return {
    shape,
    apply(image) {
      const [top, left] = [place(from[0] - height), place(from[1] - width)];
      return cutOut(image, from, part, shape, top, left);
    },
  };
}

/** Fills `target` with the part of `image` that begins `top` rows down and `left` columns in; 0 for places outside of the image. */
function cutOut(
  image: Float32Array,
  [height, width]: ImageShape,
  target: Float32Array,
  [newHeight, newWidth, channels]: ImageShape,
  top: number,
  left: number,
): Float32Array {
  target.fill(0);
  const [firstRow, endRow] = [Math.max(0, -top), Math.min(newHeight, height - top)];
  const [firstColumn, endColumn] = [Math.max(0, -left), Math.min(newWidth, width - left)];
  const length = (endColumn - firstColumn) * channels;
  for (let row = firstRow; row < endRow; row++) {
    const from = ((top + row) * width + left + firstColumn) * channels;
    const to = (row * newWidth + firstColumn) * channels;
    // Lines are short: a loop is faster than a view and a copy of each.
    for (let at = 0; at < length; at++) target[to + at] = image[from + at]!;
  }
  return target;
}

/** Fills `target` with `image`, left and right exchanged. */
function mirror(
  image: Float32Array,
  [height, width, channels]: ImageShape,
  target: Float32Array,
): Float32Array {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * channels;
      const to = (row * width + width - 1 - column) * channels;
      for (let channel = 0; channel < channels; channel++) target[to + channel] = image[from + channel]!;
    }
  }
  return target;
}
