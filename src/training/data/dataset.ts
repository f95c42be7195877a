/**
 * A labelled set of images, split in training and test images as its authors split it.
 *
 * Pixels stay bytes (0 … 255), in memory or in a file, until they are copied into a batch; there they become numbers in [0, 1].
 */
import type { ImageBytes } from "../../runtime/index.js";
import { UserError } from "../errors.js";
import { imageSize } from "./imageSize.js";
import { sourceOf, StoredImages } from "./sources/imageSource.js";

/** The label of a training sample that has none. */
export const unlabelled = 255;

/**
 * Samples in order: `images` holds [sample, height, width, channel] row by row, `labels` one class per sample, or
 * {@link unlabelled}.
 */
export interface Samples {
  readonly images: ImageBytes;
  readonly labels: Uint8Array;
}

export interface Dataset {
  readonly name: string;
  /** Shape of one image: [height, width, channels]. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Number of classes, at most 255; labels are 0 … classes − 1. */
  readonly classes: number;
  /** What the classes are called, one name a class; absent where they have no names but their numbers. */
  readonly classNames?: readonly string[];
  readonly training: Samples;
  /** All of them labelled. */
  readonly test: Samples;
}

export { imageSize };

/** Samples of several parts, one part behind the other; in memory, unless a part is not. `size`: numbers in one image. */
export function joinSamples(parts: readonly Samples[], size: number): Samples {
  const labels = joined(parts.map(({ labels }) => labels));
  const images = parts.map(({ images }) => images);
  if (images.some((part) => part instanceof StoredImages)) {
    const sources = images.map((part) => sourceOf(part, size));
    return { images: new StoredImages({ kind: "joined", parts: sources }), labels };
  }
  return { images: joined(images.map((part) => part.subarray())), labels };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Samples `from` (included) to `to` (excluded), sharing memory with `samples`. `size`: numbers in one image. */
export function sliceSamples(samples: Samples, size: number, from: number, to: number): Samples {
  return {
    images: samples.images.subarray(from * size, to * size),
    labels: samples.labels.subarray(from, to),
  };
}

/**
 * The dataset with black margins, images centred, so that it fits an input of `shape` (MNIST at 32×32, as the
 * networks of Sec. 4.1 need it). An odd margin puts its extra row below, its extra column on the right.
 *
 * @returns the dataset itself where the shapes agree.
 * @throws UserError where `shape` is smaller than the images, or has other channels.
 */
export function fitDataset(dataset: Dataset, shape: readonly [number, number, number]): Dataset {
  const [height, width, channels] = dataset.shape;
  const [newHeight, newWidth, newChannels] = shape;
  if (newHeight === height && newWidth === width && newChannels === channels) return dataset;
  if (newHeight < height || newWidth < width || newChannels !== channels) {
    throw new UserError(
      `the model takes images of ${shape.join("x")}, but ${dataset.name} has ${dataset.shape.join("x")}`,
      {
        hint: `say \`input ${dataset.shape.join("x")}\` in the spec, or a larger height and width: images get black margins`,
      },
    );
  }
  const top = Math.floor((newHeight - height) / 2);
  const left = Math.floor((newWidth - width) / 2);
  const pad = ({ images, labels }: Samples): Samples => {
    if (images instanceof StoredImages) {
      const [from, to] = [dataset.shape, shape];
      const padded = { kind: "padded", of: images.source, from, to, top, left } as const;
      return { images: new StoredImages(padded), labels };
    }
    const padded = new Uint8Array(labels.length * newHeight * newWidth * channels);
    for (let row = 0; row < labels.length * height; row++) {
      const sample = Math.floor(row / height);
      const newRow = sample * newHeight + top + (row % height);
      const start = row * width * channels;
      padded.set(images.subarray(start, start + width * channels), (newRow * newWidth + left) * channels);
    }
    return { images: padded, labels };
  };
  return {
    ...dataset,
    shape: [newHeight, newWidth, channels],
    training: pad(dataset.training),
    test: pad(dataset.test),
  };
}
