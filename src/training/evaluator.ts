/** The evaluator: error rate, reconstruction error, loss terms and reconstructions of a model's parameters. */
import {
  CompiledPrograms,
  type EvaluationOutput,
  randomStream,
  type Engine,
  type EngineState,
  evaluationProgram,
  type Executable,
  ImagePipeline,
  type ImageBytes,
  type Model,
} from "../runtime/index.js";
import { imageSize } from "./data/dataset.js";
import { FeedBuffers, oneHot } from "./feeds.js";

/** What an evaluation reports; null where it was not asked for. */
export interface Evaluation {
  readonly samples: number;
  /** Share of the labelled samples whose largest logit is at another class than the label, in [0, 1]. */
  readonly errorRate: number | null;
  /** Mean of (reconstruction − image)² over all pixels of all samples, as the network is shown them. */
  readonly reconstructionError: number | null;
  /** Every term of the loss that was asked for, unweighted, mean over the samples. */
  readonly terms: Readonly<Record<string, number>>;
}

/** Images [n, height, width, channels]: bytes as they are stored, or numbers as the network is shown them. */
export type Images = ImageBytes | Float32Array;

export interface EvaluatorOptions {
  readonly engine: Engine;
  /** Holds the model's parameters and running statistics; the evaluator only reads it and does not dispose of it. */
  readonly state: EngineState;
  /** Samples in every batch; 100 where it is not given. */
  readonly batch?: number;
  /** What is done to images of bytes; value/255 where it is not given. */
  readonly pipeline?: ImagePipeline;
}

/** One batch: samples `from` (included) to `to` (excluded), and what the program made of them. */
interface EvaluatedBatch {
  readonly from: number;
  readonly to: number;
  readonly input: Float32Array;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

/**
 * Evaluates without dropout and with batch norm's running statistics. Programs are compiled when they are first needed.
 * A last, smaller batch gets a program of its own size, so that every mean is over the samples alone.
 */
export class Evaluator {
  readonly #model: Model;
  readonly #options: EvaluatorOptions;
  readonly #pipeline: ImagePipeline;
  /** Compiled programs, by outputs and batch size. */
  readonly #compiled: CompiledPrograms;

  constructor(model: Model, options: EvaluatorOptions) {
    this.#model = model;
    this.#options = options;
    this.#compiled = new CompiledPrograms(options.engine);
    this.#pipeline = options.pipeline ?? new ImagePipeline(model.input);
  }

  /** Everything that this model can be asked for. */
  get allOutputs(): readonly EvaluationOutput[] {
    return this.#model.classes === null ? ["reconstruction", "terms"] : ["logits", "reconstruction", "terms"];
  }

  /**
   * Evaluates any number of samples.
   *
   * @param labels one class per sample, −1 for none.
   * @param outputs what to compute; all that the model has where it is not given.
   */
  async evaluate(
    images: Images,
    labels: ArrayLike<number>,
    outputs: readonly EvaluationOutput[] = this.allOutputs,
  ): Promise<Evaluation> {
    let wrong = 0;
    let labelled = 0;
    let squares = 0;
    const terms: Record<string, number> = {};
    const samples = labels.length;
    for await (const { from, to, input, outputs: results } of this.#batches(images, labels, outputs)) {
      const { logits, reconstruction, ...batchTerms } = results;
      if (logits !== undefined) {
        for (let sample = from; sample < to; sample++) {
          if (labels[sample]! < 0) continue;
          labelled += 1;
          if (largestColumn(logits, sample - from, this.#model.classes ?? 0) !== labels[sample]) wrong += 1;
        }
      }
      if (reconstruction !== undefined) squares += squaredDistance(reconstruction, input);
      for (const [name, value] of Object.entries(batchTerms)) {
        terms[name] = (terms[name] ?? 0) + (value[0]! * (to - from)) / samples;
      }
    }
    const reconstructed = outputs.includes("reconstruction") && samples > 0;
    return {
      samples,
      errorRate: outputs.includes("logits") && labelled > 0 ? wrong / labelled : null,
      reconstructionError: reconstructed ? squares / (samples * imageSize(this.#model.input)) : null,
      terms,
    };
  }

  /** images [n, height, width, channels] → their reconstructions, of the same shape, not clipped. */
  async reconstruct(images: Images): Promise<Float32Array> {
    const size = imageSize(this.#model.input);
    const labels = new Int32Array(images.length / this.#sizeIn(images)).fill(-1);
    const reconstructions = new Float32Array(labels.length * size);
    for await (const { from, outputs } of this.#batches(images, labels, ["reconstruction"])) {
      reconstructions.set(outputs["reconstruction"]!, from * size);
    }
    return reconstructions;
  }

  /** Frees the compiled programs. */
  async dispose(): Promise<void> {
    await this.#compiled.dispose();
  }

  async *#batches(
    images: Images,
    labels: ArrayLike<number>,
    outputs: readonly EvaluationOutput[],
  ): AsyncGenerator<EvaluatedBatch> {
    const size = this.#sizeIn(images);
    const count = labels.length;
    if (images.length !== count * size) {
      throw new RangeError(`${count} images of ${size} numbers cannot be ${images.length} numbers long`);
    }
    const batch = this.#options.batch ?? 100;
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const input =
        images instanceof Float32Array
          ? images.slice(from * size, to * size)
          : this.#pipeline.range(images, from, to);
      const { executable, feeds } = await this.#compile(outputs, to - from);
      const batchLabels = Array.from({ length: to - from }, (_, row) => labels[from + row]!);
      const values = this.#model.classes === null ? {} : { labels: oneHot(batchLabels, this.#model.classes) };
      yield {
        from,
        to,
        input,
        outputs: await executable.run(this.#options.state, feeds.assemble({ image: input, ...values })),
      };
    }
  }

  /** Numbers or bytes in one of these images. */
  #sizeIn(images: Images): number {
    return images instanceof Float32Array ? imageSize(this.#model.input) : this.#pipeline.storedSize;
  }

  async #compile(
    outputs: readonly EvaluationOutput[],
    batch: number,
  ): Promise<{ executable: Executable; feeds: FeedBuffers }> {
    const key = `${[...outputs].sort().join()} ${batch}`;
    const { program, executable } = await this.#compiled.get(key, () =>
      evaluationProgram(this.#model, { batch, outputs: [...outputs] }),
    );
    // An evaluation program has no dropout: nothing is ever drawn from this stream, and no buffer is kept.
    return { executable, feeds: new FeedBuffers(program, randomStream(0, "evaluation")) };
  }
}

/** Column of the largest number in a row of [rows, columns]; the first of equals. */
function largestColumn(values: Float32Array, row: number, columns: number): number {
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if (values[row * columns + column]! > values[row * columns + best]!) best = column;
  }
  return best;
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < b.length; index++) sum += (a[index]! - b[index]!) ** 2;
  return sum;
}
