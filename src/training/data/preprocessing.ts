/** Preprocessing: fixed changes of every image, of training and test alike. */
import type { PreprocessingStep } from "../../runtime/index.js";
import { UserError } from "../errors.js";
import { imageSize, type Samples } from "./dataset.js";
import { ImagePipeline, type ImageShape, type ImageTransform } from "./imagePipeline.js";
import { localContrast } from "./localContrast.js";

/** What a standardisation subtracts from each channel, and what it divides it by. */
export interface ChannelStatistics {
  readonly mean: readonly number[];
  /** Standard deviations; 1 for a channel that never changes. */
  readonly deviation: readonly number[];
}

export interface Preprocessing {
  readonly transforms: readonly ImageTransform[];
  /** What each `standardise` measured on the training images, in order. */
  readonly statistics: readonly ChannelStatistics[];
}

/**
 * The transforms of `steps`, in order.
 *
 * @param training images of `shape`, which a standardisation measures as the steps before it leave them.
 * @param measured statistics to take instead: those of the training that made the weights.
 * @throws UserError where images are to be padded to less than their size.
 */
export function preprocessing(
  steps: readonly PreprocessingStep[],
  shape: ImageShape,
  training: Samples,
  measured: readonly ChannelStatistics[] = [],
): Preprocessing {
  const transforms: ImageTransform[] = [];
  const statistics: ChannelStatistics[] = [];
  for (const step of steps) {
    const before = new ImagePipeline(shape, transforms);
    switch (step.kind) {
      case "scale":
        // Every copy of an image does this.
        break;
      case "standardise": {
        const found = measured[statistics.length] ?? measure(before, training);
        statistics.push(found);
        transforms.push(standardise(found, before.shape));
        break;
      }
      case "contrast":
        transforms.push(localContrast(step.size, before.shape));
        break;
      case "pad":
        transforms.push(pad(before.shape, [step.height, step.width, before.shape[2]]));
        break;
    }
  }
  return { transforms, statistics };
}

/** y = (x − mean) / deviation, by channel. */
function standardise({ mean, deviation }: ChannelStatistics, shape: ImageShape): ImageTransform {
  const channels = shape[2];
  const standardised = new Float32Array(imageSize(shape));
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

/** Zeros around the image; an odd margin puts its extra row below and its extra column on the right. */
function pad(from: ImageShape, to: ImageShape): ImageTransform {
  const [height, width, channels] = from;
  if (to[0] < height || to[1] < width) {
    throw new UserError(`images of ${height}x${width} cannot be padded to ${to[0]}x${to[1]}`, {
      hint: `pad to at least ${height}x${width}`,
    });
  }
  const top = Math.floor((to[0] - height) / 2);
  const left = Math.floor((to[1] - width) / 2);
  const padded = new Float32Array(imageSize(to));
  return {
    shape: to,
    apply(image) {
      for (let row = 0; row < height; row++) {
        const start = row * width * channels;
        const line = image.subarray(start, start + width * channels);
        padded.set(line, ((top + row) * to[1] + left) * channels);
      }
      return padded;
    },
  };
}

/** Mean and standard deviation of every channel over all samples, pixels and rows. */
function measure(pipeline: ImagePipeline, { images, labels }: Samples): ChannelStatistics {
  const channels = pipeline.shape[2];
  const image = new Float32Array(pipeline.size);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let index = 0; index < labels.length; index++) {
    pipeline.copy(images, index, image, 0);
    for (let at = 0; at < image.length; at++) {
      sums[at % channels]! += image[at]!;
      squares[at % channels]! += image[at]! ** 2;
    }
  }
  const count = Math.max(1, (labels.length * pipeline.size) / channels);
  const mean = Array.from(sums, (sum) => sum / count);
  const deviation = Array.from(squares, (square, channel) => {
    const variance = square / count - mean[channel]! ** 2;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, deviation };
}
