/** The trainer: a model's parameters on an engine, moved step by step by the program of its mode. */
import {
  type Engine,
  type EngineState,
  evaluationProgram,
  type Executable,
  initialise,
  type Model,
  type Optimizer,
  parameterList,
  type TensorValue,
  trainingProgram,
  type TrainingMode,
} from "../runtime/index.js";
import { copyImage } from "./data/dataset.js";
import { UserError } from "./errors.js";
import { FeedBuffers, oneHot } from "./feeds.js";
import { randomStream } from "./random.js";

export interface TrainerOptions {
  readonly engine: Engine;
  /** Which terms of the loss count (Sec. 3.2): supervised NLL; unsupervised L2rec and L2M; semi-supervised all. */
  readonly mode: TrainingMode;
  readonly optimizer: Optimizer;
  /** Samples in every training batch. */
  readonly batch: number;
  /** Seed of the first values and of the dropout masks. */
  readonly seed: number;
  /** Learning rate of the steps that give none; 0.001 where it is not given. */
  readonly rate?: number;
  /** Values to start from, by parameter name, instead of the seeded initialisers. */
  readonly initial?: ReadonlyMap<string, TensorValue>;
  /** Samples in every batch of an evaluation; 100 where it is not given. */
  readonly evaluationBatch?: number;
}

/** What one training step reports: the weighted sum of the mode's terms, and each of them unweighted. */
export interface StepReport {
  readonly loss: number;
  readonly terms: Readonly<Record<string, number>>;
}

export type EvaluationOutput = "logits" | "reconstruction" | "terms";

/** What an evaluation reports; null where it was not asked for. */
export interface Evaluation {
  readonly samples: number;
  /** Share of the labelled samples whose largest logit is at another class than the label, in [0, 1]. */
  readonly errorRate: number | null;
  /** Mean of (reconstruction − image)² over all pixels of all samples; pixels lie in [0, 1]. */
  readonly reconstructionError: number | null;
  /** Every term of the loss, unweighted, mean over the samples. */
  readonly terms: Readonly<Record<string, number>>;
}

/** Images of [sample, height, width, channel]: numbers in [0, 1], or bytes that stand for value/255. */
export type Images = Float32Array | Uint8Array;

interface EvaluationRun {
  readonly executable: Executable;
  readonly feeds: FeedBuffers;
}

export class Trainer {
  readonly model: Model;
  readonly #options: TrainerOptions;
  readonly #state: EngineState;
  readonly #training: Executable;
  readonly #trainingFeeds: FeedBuffers;
  readonly #labels: Float32Array;
  /** Compiled evaluation programs, by outputs and batch size. */
  readonly #evaluations = new Map<string, EvaluationRun>();
  #steps = 0;

  private constructor(
    model: Model,
    options: TrainerOptions,
    state: EngineState,
    training: Executable,
    trainingFeeds: FeedBuffers,
  ) {
    this.model = model;
    this.#options = options;
    this.#state = state;
    this.#training = training;
    this.#trainingFeeds = trainingFeeds;
    this.#labels = new Float32Array(options.batch * (model.classes ?? 0));
  }

  /**
   * Compiles the training program and puts the model's first values on the engine: the seeded initialisers' or
   * `options.initial`; the optimiser's moments start at 0.
   */
  static async create(model: Model, options: TrainerOptions): Promise<Trainer> {
    const { engine, mode, optimizer, batch, seed } = options;
    const program = trainingProgram(model, { batch, mode, optimizer });
    const values = new Map<string, TensorValue>();
    const initialised = options.initial ?? initialValues(model, seed);
    for (const { name } of parameterList(model)) {
      const value = initialised.get(name);
      if (value === undefined) throw new RangeError(`no first value for the parameter ${name}`);
      values.set(name, value);
    }
    for (const { name, shape, initial } of program.states) {
      if (initial === "zeros") values.set(name, { shape, data: new Float32Array(elements(shape)) });
    }
    const state = await engine.createState(values);
    const training = await engine.compile(program);
    const feeds = new FeedBuffers(program, randomStream(seed, "dropout"));
    return new Trainer(model, options, state, training, feeds);
  }

  /**
   * One step: forward, backward, update.
   *
   * @param images [batch, height, width, channels], numbers in [0, 1].
   * @param labels one class per sample, −1 for a sample without label; ignored in the unsupervised mode.
   * @param rate learning rate of this step.
   * @throws UserError naming the term where the loss is no finite number any more.
   */
  async step(images: Float32Array, labels: Int32Array, rate?: number): Promise<StepReport> {
    const stepRate = rate ?? this.#options.rate ?? 0.001;
    this.#steps += 1;
    if (this.model.classes !== null) oneHot(labels, this.model.classes, this.#labels);
    const feeds = this.#trainingFeeds.assemble({
      image: images,
      labels: this.#labels,
      rate: stepRate,
      ...adamCorrections(this.#options.optimizer, this.#steps),
    });
    const outputs = await this.#training.run(this.#state, feeds);
    const report = stepReport(outputs);
    this.#requireFinite(report, stepRate);
    return report;
  }

  /**
   * Error rate, reconstruction error and terms over any number of samples, without dropout and with batch norm's running
   * statistics. A last, smaller batch gets a program of its own size, so that every mean is over the samples alone.
   *
   * @param labels one class per sample.
   * @param outputs what to compute; all that the model has where it is not given.
   */
  async evaluate(
    images: Images,
    labels: ArrayLike<number>,
    outputs: readonly EvaluationOutput[] = this.#allOutputs(),
  ): Promise<Evaluation> {
    const size = this.#imageSize();
    let wrong = 0;
    let labelled = 0;
    let squares = 0;
    const terms: Record<string, number> = {};
    const samples = labels.length;
    for (const { from, to, input, results } of this.#batches(images, samples, labels, outputs)) {
      const found = await results();
      const { logits, reconstruction, ...batchTerms } = found;
      if (logits !== undefined) {
        for (let row = from; row < to; row++) {
          if (labels[row]! < 0) continue;
          labelled += 1;
          if (largest(logits, row - from, this.model.classes ?? 0) !== labels[row]) wrong += 1;
        }
      }
      if (reconstruction !== undefined) squares += squaredDistance(reconstruction, input);
      for (const [name, value] of Object.entries(batchTerms)) {
        terms[name] = (terms[name] ?? 0) + (value[0]! * (to - from)) / samples;
      }
    }
    return {
      samples,
      errorRate: outputs.includes("logits") && labelled > 0 ? wrong / labelled : null,
      reconstructionError:
        outputs.includes("reconstruction") && samples > 0 ? squares / (samples * size) : null,
      terms,
    };
  }

  /** images [n, height, width, channels] → their reconstructions, of the same shape, not clipped. */
  async reconstruct(images: Images): Promise<Float32Array> {
    const size = this.#imageSize();
    const count = images.length / size;
    const reconstructions = new Float32Array(images.length);
    for (const { from, results } of this.#batches(images, count, new Int32Array(count).fill(-1), [
      "reconstruction",
    ])) {
      const { reconstruction } = await results();
      if (reconstruction === undefined) throw new Error("the evaluation program gave no reconstruction");
      reconstructions.set(reconstruction, from * size);
    }
    return reconstructions;
  }

  /** Everything that is remembered between steps, by name: parameters, running statistics, the optimiser's moments. */
  state(): Promise<Map<string, TensorValue>> {
    return this.#state.read();
  }

  /** How many steps were made. */
  get steps(): number {
    return this.#steps;
  }

  /** Frees what the engine holds. The trainer is of no use afterwards. */
  async dispose(): Promise<void> {
    for (const { executable } of this.#evaluations.values()) await executable.dispose();
    await this.#training.dispose();
    await this.#state.dispose();
  }

  *#batches(
    images: Images,
    count: number,
    labels: ArrayLike<number>,
    outputs: readonly EvaluationOutput[],
  ): Generator<{
    from: number;
    to: number;
    input: Float32Array;
    results: () => Promise<Record<string, Float32Array>>;
  }> {
    const size = this.#imageSize();
    if (images.length !== count * size) {
      throw new RangeError(`${count} images of ${size} numbers cannot be ${images.length} numbers long`);
    }
    const batch = this.#options.evaluationBatch ?? 100;
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const input = batchOf(images, from, to, size);
      const results = async () => {
        const { executable, feeds } = await this.#evaluation(outputs, to - from);
        const oneHotLabels = this.#oneHotSlice(labels, from, to);
        return executable.run(this.#state, feeds.assemble({ image: input, ...oneHotLabels }));
      };
      yield { from, to, input, results };
    }
  }

  #oneHotSlice(labels: ArrayLike<number>, from: number, to: number): { labels?: Float32Array } {
    if (this.model.classes === null) return {};
    return { labels: oneHot(Array.prototype.slice.call(labels, from, to), this.model.classes) };
  }

  async #evaluation(outputs: readonly EvaluationOutput[], batch: number): Promise<EvaluationRun> {
    const key = `${[...outputs].sort().join()} ${batch}`;
    const known = this.#evaluations.get(key);
    if (known !== undefined) return known;
    const program = evaluationProgram(this.model, { batch, outputs: [...outputs] });
    const executable = await this.#options.engine.compile(program);
    // An evaluation program has no dropout, so nothing is drawn from this stream.
    const run = {
      executable,
      feeds: new FeedBuffers(program, randomStream(this.#options.seed, "evaluation")),
    };
    this.#evaluations.set(key, run);
    return run;
  }

  #allOutputs(): readonly EvaluationOutput[] {
    return this.model.classes === null ? ["reconstruction", "terms"] : ["logits", "reconstruction", "terms"];
  }

  #imageSize(): number {
    return elements(this.model.input);
  }

  #requireFinite({ loss, terms }: StepReport, rate: number): void {
    const culprit = Object.entries({ ...terms, loss }).find(([, value]) => !Number.isFinite(value));
    if (culprit === undefined) return;
    const [name, value] = culprit;
    throw new UserError(
      `${name === "loss" ? "the loss" : `the term ${name}`} became ${value} at step ${this.#steps} (learning rate ${rate})`,
      { hint: "lower the learning rate, or the weights of the loss terms in the spec" },
    );
  }
}

function initialValues(model: Model, seed: number): Map<string, TensorValue> {
  const data = initialise(model, seed);
  const values = new Map<string, TensorValue>();
  for (const { name, shape } of parameterList(model)) {
    const numbers = data.get(name);
    if (numbers !== undefined) values.set(name, { shape, data: numbers });
  }
  return values;
}

/** Adam's bias corrections 1 − β^t at step t = 1, 2, …; nothing for the other optimisers. */
function adamCorrections(
  optimizer: Optimizer,
  step: number,
): { correction1: number; correction2: number } | undefined {
  if (optimizer.kind !== "adam") return undefined;
  const { beta1 = 0.9, beta2 = 0.999 } = optimizer;
  return { correction1: 1 - beta1 ** step, correction2: 1 - beta2 ** step };
}

function stepReport(outputs: Readonly<Record<string, Float32Array>>): StepReport {
  const numbers = Object.entries(outputs).map(([name, value]) => [name, value[0] ?? Number.NaN] as const);
  const { loss = Number.NaN, ...terms } = Object.fromEntries(numbers);
  return { loss, terms };
}

function batchOf(images: Images, from: number, to: number, size: number): Float32Array {
  if (images instanceof Float32Array) return images.slice(from * size, to * size);
  const batch = new Float32Array((to - from) * size);
  for (let index = from; index < to; index++) copyImage(images, index, size, batch, (index - from) * size);
  return batch;
}

/** Column of the largest number in a row of [rows, columns]; the first of equals. */
function largest(values: Float32Array, row: number, columns: number): number {
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

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
