/** Augmentation: random changes of training images that keep their label. Every image is changed anew each time. */
import type { AugmentationStep, RandomStream } from "../../runtime/index.js";
import { UserError } from "../errors.js";
import { imageSize } from "./dataset.js";
import type { ImageShape, ImageTransform } from "./imagePipeline.js";

/**
 * The transforms of `steps`, in order, for images of `shape`; they keep the shape.
 *
 * @param random is drawn from in the order of the images, whatever engine trains on them.
 * @throws UserError where a part to crop is larger than the image.
 */
export function augmentation(
  steps: readonly AugmentationStep[],
  shape: ImageShape,
  random: RandomStream,
): ImageTransform[] {
  return steps.map((step) => ({ shape, apply: changeOf(step, shape, random) }));
}

function changeOf(
  step: AugmentationStep,
  shape: ImageShape,
  random: RandomStream,
): (image: Float32Array) => Float32Array {
  const changed = new Float32Array(imageSize(shape));
  const [height, width] = shape;
  switch (step.kind) {
    case "shift": {
      const draw = () => random.integer(2 * step.pixels + 1) - step.pixels;
      return (image) => {
        const [rows, columns] = [draw(), draw()];
        return rearrange(image, changed, shape, (row, column) => [row - rows, column - columns]);
      };
    }
    case "flip":
      return (image) =>
        random.uniform() < 0.5
          ? rearrange(image, changed, shape, (row, column) => [row, width - 1 - column])
          : image;
    case "crop": {
      if (step.height > height || step.width > width) {
        throw new UserError(
          `a part of ${step.height}x${step.width} cannot be cropped from images of ${height}x${width}`,
          { hint: `crop at most ${height}x${width}` },
        );
      }
      return (image) => {
        const top = random.integer(height - step.height + 1);
        const left = random.integer(width - step.width + 1);
        return rearrange(image, changed, shape, (row, column) => [
          top + Math.floor(((row + 0.5) * step.height) / height),
          left + Math.floor(((column + 0.5) * step.width) / width),
        ]);
      };
    }
  }
}

/** Fills `target` with the pixels of `image` that `source` names for each place; 0 for places outside of the image. */
function rearrange(
  image: Float32Array,
  target: Float32Array,
  [height, width, channels]: ImageShape,
  source: (row: number, column: number) => readonly [row: number, column: number],
): Float32Array {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [fromRow, fromColumn] = source(row, column);
      const isInside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
      const from = (fromRow * width + fromColumn) * channels;
      const to = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        target[to + channel] = isInside ? image[from + channel]! : 0;
      }
    }
  }
  return target;
}
