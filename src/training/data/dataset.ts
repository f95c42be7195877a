/**
 * A labelled set of images, split in training and test images as its authors split it.
 *
 * Pixels stay bytes (0 … 255) until they are copied into a batch; there they become numbers in [0, 1].
 */
import { UserError } from "../errors.js";

/** The label of a training sample that has none. */
export const unlabelled = 255;

/**
 * Samples in order: `images` holds [sample, height, width, channel] row by row, `labels` one class per sample, or
 * {@link unlabelled}.
 */
export interface Samples {
  readonly images: Uint8Array;
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

/** Numbers in one image: height × width × channels. */
export function imageSize(shape: readonly [number, number, number]): number {
  return shape[0] * shape[1] * shape[2];
}

/** Samples of several parts, one part behind the other. */
export function joinSamples(parts: readonly Samples[]): Samples {
  const joined = (of: (part: Samples) => Uint8Array): Uint8Array => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + of(part).length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(of(part), at);
      at += of(part).length;
    }
    return whole;
  };
  return { images: joined(({ images }) => images), labels: joined(({ labels }) => labels) };
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
