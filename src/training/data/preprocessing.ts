/** Preprocessing: fixed changes of every image, of training and test alike. */
import {
  centredPad,
  ImagePipeline,
  type ImageShape,
  type ImageStep,
  type ImageTransform,
  imageTransforms,
  type PreprocessingStep,
} from "../../runtime/index.js";
import { UserError } from "../errors.js";
import type { Samples } from "./dataset.js";

/** What a standardisation subtracts from each channel, and what it divides it by. */
export interface ChannelStatistics {
  readonly mean: readonly number[];
  /** Standard deviations; 1 for a channel that never changes. */
  readonly deviation: readonly number[];
}

export interface Preprocessing {
  readonly transforms: readonly ImageTransform[];
  /** The same as data, with what was measured. */
  readonly fixed: readonly ImageStep[];
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
  const fixed: ImageStep[] = [];
  const statistics: ChannelStatistics[] = [];
  for (const step of steps) {
    const before = new ImagePipeline(shape, imageTransforms(fixed, shape));
    switch (step.kind) {
      case "scale":
        // Every copy of an image does this.
        break;
      case "standardise": {
        const found = measured[statistics.length] ?? measure(before, training);
        statistics.push(found);
        fixed.push({ kind: "standardise", ...found });
        break;
      }
      case "contrast":
        fixed.push(step);
        break;
      case "resize":
        if (before.shape[0] !== step.height || before.shape[1] !== step.width) fixed.push(step);
        break;
      case "pad":
        requireRoom(before.shape, step);
        fixed.push(centredPad(before.shape, step.height, step.width));
        break;
    }
  }
  return { transforms: imageTransforms(fixed, shape), fixed, statistics };
}

function requireRoom(
  [height, width]: ImageShape,
  to: { readonly height: number; readonly width: number },
): void {
  if (to.height >= height && to.width >= width) return;
  throw new UserError(`images of ${height}x${width} cannot be padded to ${to.height}x${to.width}`, {
    hint: `pad to at least ${height}x${width}, or resize to ${to.height}x${to.width}`,
  });
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
