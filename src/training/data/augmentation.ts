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
      return rearrange(image, shape, shifted, shape, (row, column) => [row - rows, column - columns]);
    },
  };
}

function flip(shape: ImageShape, random: RandomStream): ImageTransform {
  const mirrored = new Float32Array(imageSize(shape));
  return {
    shape,
    apply: (image) =>
      random.uniform() < 0.5
        ? rearrange(image, shape, mirrored, shape, (row, column) => [row, shape[1] - 1 - column])
        : image,
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
      return rearrange(image, from, part, shape, (row, column) => [top + row, left + column]);
    },
  };
}

/** Fills `target` with the pixels of `image` that `source` names for each place; 0 for places outside of the image. */
function rearrange(
  image: Float32Array,
  [height, width]: ImageShape,
  target: Float32Array,
  [newHeight, newWidth, channels]: ImageShape,
  source: (row: number, column: number) => readonly [row: number, column: number],
): Float32Array {
  for (let row = 0; row < newHeight; row++) {
    for (let column = 0; column < newWidth; column++) {
      const [fromRow, fromColumn] = source(row, column);
      const isInside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
      const from = (fromRow * width + fromColumn) * channels;
      const to = (row * newWidth + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        target[to + channel] = isInside ? image[from + channel]! : 0;
      }
    }
  }
  return target;
}
