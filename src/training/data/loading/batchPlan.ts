/** Everything that decides the batches of a training, as plain data that any thread can make them from. */
import {
  type AugmentationStep,
  ImagePipeline,
  type ImageShape,
  type ImageStep,
  imageTransforms,
  randomStream,
  type RandomStream,
  type StreamPosition,
} from "../../../runtime/index.js";
import { augmentation } from "../augmentation.js";
import { BatchSampler, type SamplerPosition, type TrainingBatch } from "../batchSampler.js";
import { type ImageSource, openImages } from "../sources/imageSource.js";

/** What is trained on, in which order it is shown, and what is done to it. */
export interface BatchPlan {
  readonly images: ImageSource;
  /** One class per stored image. */
  readonly labels: Uint8Array;
  /** Shape of the stored images. */
  readonly shape: ImageShape;
  /** Done to every image, before it is changed at random. */
  readonly preprocessing: readonly ImageStep[];
  readonly augmentation: readonly AugmentationStep[];
  /** Indices of the images whose labels may be used. */
  readonly labelled: Uint32Array;
  /** Indices of all training images, labelled ones included. */
  readonly training: Uint32Array;
  readonly batch: number;
  /** Share of each batch that is labelled, in [0, 1]. */
  readonly labelledShare: number;
  readonly seed: number;
  /** Steps made before, in the runs that this one continues. */
  readonly stepsBefore: number;
  /** Where the batches go on; null to begin. */
  readonly position: BatchPosition | null;
}

/** Where a sequence of batches stands: what was handed out, and the random numbers that this took. */
export interface BatchPosition {
  readonly sampler: SamplerPosition;
  readonly augmentation: StreamPosition;
}

/** Makes the batches of a plan, one after the other. */
export class BatchMaker {
  readonly #batch: number;
  readonly #pipeline: ImagePipeline;
  readonly #sampler: BatchSampler;
  readonly #random: RandomStream;

  /** @throws UserError where the images cannot be opened, or cropped as the plan says. */
  constructor(plan: BatchPlan) {
    const { shape, preprocessing, batch, labels, labelled, training, labelledShare, seed, stepsBefore } =
      plan;
    this.#batch = batch;
    this.#random = randomStream(seed, `augmentation after ${stepsBefore} steps`);
    const fixed = imageTransforms(preprocessing, shape);
    const changes = augmentation(plan.augmentation, fixed.at(-1)?.shape ?? shape, this.#random);
    this.#pipeline = new ImagePipeline(shape, [...fixed, ...changes]);
    this.#sampler = new BatchSampler({
      samples: { images: openImages(plan.images), labels },
      pipeline: this.#pipeline,
      labelled,
      images: training,
      batch,
      labelledShare,
      seed,
      stepsBefore,
    });
    if (plan.position !== null) {
      this.#sampler.moveTo(plan.position.sampler);
      this.#random.moveTo(plan.position.augmentation);
    }
  }

  /** Buffers for one batch. */
  emptyBatch(): TrainingBatch {
    return {
      images: new Float32Array(this.#batch * this.#pipeline.size),
      labels: new Int32Array(this.#batch),
    };
  }

  /**
   * Fills the buffers with the next batch.
   *
   * @throws UserError where an image cannot be read.
   */
  fill(target: TrainingBatch): void {
    this.#sampler.next(target);
  }

  /** Where the batches stand that were made so far. */
  position(): BatchPosition {
    return { sampler: this.#sampler.position(), augmentation: this.#random.position() };
  }
}
