/** The trainer: a model's parameters on an engine, moved step by step by the program of its mode. */
import {
  type Engine,
  type EngineState,
  type Executable,
  type ImagePipeline,
  firstStates,
  initialise,
  type Model,
  type OptimizerOptions,
  type TensorValue,
  trainingProgram,
  type Mode,
  ModeError,
  adamDefaults,
  randomStream,
  type EvaluationOutput,
  type Program,
  type StreamPosition,
  type TrainingProgramOptions,
} from "../runtime/index.js";
import { DivergenceError, hasDiverged, locateDivergence } from "./divergence.js";
import { UserError } from "./errors.js";
import { type Evaluation, Evaluator, type Images } from "./evaluator.js";
import { FeedBuffers, oneHot } from "./feeds.js";

export interface TrainerOptions {
  readonly engine: Engine;
  /** Which terms of the loss count (Sec. 3.2): supervised NLL; unsupervised L2rec and L2M; semi-supervised all. */
  readonly mode: Mode;
  readonly optimizer: OptimizerOptions;
  /** The largest norm that the gradient of all parameters together may have; null or absent for any. */
  readonly clip?: number | null;
  /** Samples in every training batch. */
  readonly batch: number;
  /** Seed of the first values and of the dropout masks. */
  readonly seed: number;
  /** Learning rate of the steps that give none; 0.001 where it is not given. */
  readonly rate?: number;
  /** Values to start from, by name, instead of the seeded initialisers; moments that are not among them start at 0. */
  readonly initial?: ReadonlyMap<string, TensorValue>;
  /** Where a trainer stood whose state is `initial`, to go on as it would have; at its beginning where it is not given. */
  readonly position?: TrainerPosition;
  /** Samples in every batch of an evaluation; 100 where it is not given. */
  readonly evaluationBatch?: number;
  /** What an evaluation does to images of bytes; value/255 where it is not given. */
  readonly pipeline?: ImagePipeline;
}

/** Where a trainer stands. */
export interface TrainerPosition {
  /** Steps made. */
  readonly steps: number;
  /** Of the stream that dropout masks are drawn from. */
  readonly dropout: StreamPosition;
}

/** What one training step reports: the weighted sum of the mode's terms, and each of them unweighted. */
export interface StepReport {
  readonly loss: number;
  readonly terms: Readonly<Record<string, number>>;
}

export class Trainer {
  readonly model: Model;
  readonly #options: TrainerOptions;
  #state: EngineState;
  readonly #training: Executable;
  readonly #trainingFeeds: FeedBuffers;
  readonly #labels: Float32Array;
  #evaluator: Evaluator;
  #steps = 0;
  /** The terms of the first step that this trainer made. */
  #first: Readonly<Record<string, number>> | null = null;

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
    this.#evaluator = evaluatorOf(model, options, state);
    this.#labels = new Float32Array(options.batch * (model.classes ?? 0));
    if (options.position !== undefined) {
      this.#steps = options.position.steps;
      trainingFeeds.random.moveTo(options.position.dropout);
    }
  }

  /**
   * Compiles the training program and puts the model's first values on the engine: the seeded initialisers' or
   * `options.initial`; the optimiser's moments start at 0.
   *
   * @throws UserError where the mode leaves nothing of the model's loss.
   */
  static async create(model: Model, options: TrainerOptions): Promise<Trainer> {
    const { engine, mode, optimizer, clip = null, batch, seed } = options;
    const program = programFor(model, { batch, mode, optimizer, clip });
    const values = firstStates(model, program, options.initial ?? initialise(model, seed));
    const state = await engine.createState(values);
    const training = await engine.compile(program);
    const feeds = new FeedBuffers(program, randomStream(seed, "dropout"));
    return new Trainer(model, options, state, training, feeds);
  }

  /**
   * One step: forward, backward, update.
   *
   * @param images [batch, height, width, channels], as a sampler's pipeline makes them.
   * @param labels one class per sample, −1 for a sample without label; ignored in the unsupervised mode.
   * @param rate learning rate of this step.
   * @throws DivergenceError naming the term where the loss is no finite number any more, or has exploded.
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
    this.#requireSound(report, stepRate);
    return report;
  }

  /**
   * Says where the numbers of a step on this batch run away first, without making it; see {@link locateDivergence}. The trainer's stream
   * of dropout masks moves on.
   */
  async locateDivergence(images: Float32Array, labels: Int32Array): Promise<string | null> {
    if (this.model.classes !== null) oneHot(labels, this.model.classes, this.#labels);
    const values = { image: images, labels: this.#labels };
    return locateDivergence(this.model, this.#options, this.#state, values, this.#trainingFeeds.random);
  }

  /** Evaluates any number of samples: see {@link Evaluator.evaluate}. */
  evaluate(
    images: Images,
    labels: ArrayLike<number>,
    outputs?: readonly EvaluationOutput[],
  ): Promise<Evaluation> {
    return this.#evaluator.evaluate(images, labels, outputs);
  }

  /** images [n, height, width, channels] → their reconstructions, of the same shape, not clipped. */
  reconstruct(images: Images): Promise<Float32Array> {
    return this.#evaluator.reconstruct(images);
  }

  /** Everything that is remembered between steps, by name: parameters, running statistics, the optimiser's moments. */
  state(): Promise<Map<string, TensorValue>> {
    return this.#state.read();
  }

  /** Puts back what {@link state} gave: parameters, running statistics, moments. The count of steps stays. */
  async restore(values: ReadonlyMap<string, TensorValue>): Promise<void> {
    const state = await this.#options.engine.createState(values);
    await this.#evaluator.dispose();
    await this.#state.dispose();
    this.#state = state;
    this.#evaluator = evaluatorOf(this.model, this.#options, state);
  }

  /** Where the trainer stands: with {@link state}, all it takes to go on. */
  position(): TrainerPosition {
    return { steps: this.#steps, dropout: this.#trainingFeeds.random.position() };
  }

  /** How many steps were made. */
  get steps(): number {
    return this.#steps;
  }

  /** Frees what the engine holds. The trainer is of no use afterwards. */
  async dispose(): Promise<void> {
    await this.#evaluator.dispose();
    await this.#training.dispose();
    await this.#state.dispose();
  }

  #requireSound({ loss, terms }: StepReport, rate: number): void {
    const values = { ...terms, loss };
    this.#first ??= values;
    const first = this.#first;
    const culprit = Object.entries(values).find(([name, value]) => hasDiverged(value, first[name]));
    if (culprit === undefined) return;
    const [name, value] = culprit;
    const became = Number.isFinite(value) ? `exploded to ${value.toExponential(1)}` : `became ${value}`;
    throw new DivergenceError(
      this.#steps,
      `${name === "loss" ? "the loss" : `the term ${name}`} ${became} at step ${this.#steps} (learning rate ${rate})`,
    );
  }
}

function evaluatorOf(model: Model, options: TrainerOptions, state: EngineState): Evaluator {
  const { engine, evaluationBatch, pipeline } = options;
  return new Evaluator(model, {
    engine,
    state,
    ...(evaluationBatch === undefined ? {} : { batch: evaluationBatch }),
    ...(pipeline === undefined ? {} : { pipeline }),
  });
}

/** Adam's bias corrections 1 − β^t at step t = 1, 2, …; nothing for the other optimisers. */
function adamCorrections(
  optimizer: OptimizerOptions,
  step: number,
): { correction1: number; correction2: number } | undefined {
  if (optimizer.kind === "sgd") return undefined;
  const { beta1, beta2 } = { ...adamDefaults, ...optimizer };
  return { correction1: 1 - beta1 ** step, correction2: 1 - beta2 ** step };
}

function programFor(model: Model, options: TrainingProgramOptions): Program {
  try {
    return trainingProgram(model, options);
  } catch (error) {
    if (!(error instanceof ModeError)) throw error;
    throw new UserError(error.message, { hint: "choose another mode", cause: error });
  }
}

function stepReport(outputs: Readonly<Record<string, Float32Array>>): StepReport {
  const numbers = Object.entries(outputs).map(([name, value]) => [name, value[0] ?? Number.NaN] as const);
  const { loss = Number.NaN, ...terms } = Object.fromEntries(numbers);
  return { loss, terms };
}
