/**
 * Draws training batches in which a fixed share of the samples carries its label (Sec. 3.2: labelled and unlabelled
 * samples mix within a batch, and the NLL counts the labelled ones only).
 *
 * Labelled places are filled from the labelled samples, in reshuffled passes; the other places run, in reshuffled
 * passes too, through *all* training images, and their labels are never looked at.
 */
import { type ImagePipeline, randomStream, type RandomStream } from "../../runtime/index.js";
import { permutation, shuffle } from "../random.js";
import type { Samples } from "./dataset.js";

/** One batch: `images` [batch, height, width, channels] as the pipeline makes them; `labels` one class per sample, −1 for none. */
export interface TrainingBatch {
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export interface BatchSamplerOptions {
  readonly samples: Samples;
  /** What is done to every image on its way into a batch. */
  readonly pipeline: ImagePipeline;
  /** Indices of the samples whose labels may be used. */
  readonly labelled: Uint32Array;
  /** Indices of all training images, labelled ones included. */
  readonly images: Uint32Array;
  readonly batch: number;
  /** Share of each batch that is labelled, in [0, 1]. */
  readonly labelledShare: number;
  readonly seed: number;
  /** Steps made before, in the runs that this one continues: they make for another order. 0 where it is not given. */
  readonly stepsBefore?: number;
}

/** How far a sampler is in either kind of sample. */
export interface SamplerPosition {
  readonly labelled: PassPosition;
  readonly unlabelled: PassPosition;
}

interface PassPosition {
  /** Passes completed. */
  readonly passes: number;
  /** Samples handed out of the pass in hand. */
  readonly position: number;
}

export class BatchSampler {
  /** How many samples of every batch are labelled; they come first. */
  readonly labelledPerBatch: number;
  readonly #options: BatchSamplerOptions;
  readonly #labelled: ShuffledPasses;
  readonly #unlabelled: ShuffledPasses;
  readonly #own: TrainingBatch;

  constructor(options: BatchSamplerOptions) {
    const { batch, labelledShare, labelled, images, seed } = options;
    if (!(labelledShare >= 0 && labelledShare <= 1)) {
      throw new RangeError(`the labelled share of a batch lies in [0, 1], not ${labelledShare}`);
    }
    this.labelledPerBatch = placesFor(labelledShare, batch);
    if (this.labelledPerBatch > 0 && labelled.length === 0)
      throw new RangeError("there are no labelled samples");
    if (this.labelledPerBatch < batch && images.length === 0)
      throw new RangeError("there are no training images");
    this.#options = options;
    const stream = (name: string) =>
      randomStream(seed, `${name} order after ${options.stepsBefore ?? 0} steps`);
    this.#labelled = new ShuffledPasses(labelled, stream("labelled"));
    this.#unlabelled = new ShuffledPasses(images, stream("unlabelled"));
    this.#own = { images: new Float32Array(batch * options.pipeline.size), labels: new Int32Array(batch) };
  }

  /** How far the sampler is: what it has handed out. */
  position(): SamplerPosition {
    return { labelled: this.#labelled.position(), unlabelled: this.#unlabelled.position() };
  }

  /**
   * Goes on from a position that a sampler of the same options had, from which this one has not drawn yet.
   *
   * @throws RangeError where the position lies beyond a pass, or this sampler has drawn already.
   */
  moveTo({ labelled, unlabelled }: SamplerPosition): void {
    this.#labelled.moveTo(labelled);
    this.#unlabelled.moveTo(unlabelled);
  }

  /**
   * The next batch.
   *
   * @param target gets it, and is returned; where it is not given, the buffers are the sampler's own, and the following call overwrites them.
   */
  next(target: TrainingBatch = this.#own): TrainingBatch {
    const { samples, pipeline, batch } = this.#options;
    const { size } = pipeline;
    for (let place = 0; place < batch; place++) {
      const isLabelled = place < this.labelledPerBatch;
      const index = isLabelled ? this.#labelled.next() : this.#unlabelled.next();
      target.labels[place] = isLabelled ? samples.labels[index]! : -1;
      pipeline.copy(samples.images, index, target.images, place * size);
    }
    return target;
  }
}

/** A share in (0, 1) keeps at least one place for either kind of sample, if the batch has two. */
function placesFor(share: number, batch: number): number {
  if (share === 0 || share === 1) return share * batch;
  return Math.min(Math.max(Math.round(share * batch), 1), Math.max(batch - 1, 1));
}

/** Hands out indices pass after pass, each pass in a new random order. */
class ShuffledPasses {
  readonly #order: Uint32Array;
  readonly #random: RandomStream;
  /** Passes begun, the first not counted, and indices handed out of the latest. */
  #passes = 0;
  #position = 0;

  constructor(indices: Uint32Array, random: RandomStream) {
    const order = permutation(indices.length, random);
    this.#order = order.map((position) => indices[position]!);
    this.#random = random;
  }

  next(): number {
    if (this.#position === this.#order.length) this.#nextPass();
    return this.#order[this.#position++]!;
  }

  position(): PassPosition {
    return { passes: this.#passes, position: this.#position };
  }

  /** Shuffles as often as it takes: an order follows from those before it. */
  moveTo({ passes, position }: PassPosition): void {
    if (this.#passes > 0 || this.#position > 0) throw new RangeError("the sampler has drawn already");
    if (position > this.#order.length) {
      throw new RangeError(`no pass through ${this.#order.length} samples has a place ${position}`);
    }
    while (this.#passes < passes) this.#nextPass();
    this.#position = position;
  }

  #nextPass(): void {
    shuffle(this.#order, this.#random);
    this.#passes += 1;
    this.#position = 0;
  }
}
