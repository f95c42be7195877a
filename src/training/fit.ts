/** The training loop: batches, rates, validation, metrics, checkpoints, and a way to stop between two steps. */
import type { TensorValue } from "../runtime/index.js";
import type { FitProgress } from "./checkpoint/position.js";
import type { TrainingBatch } from "./data/batchSampler.js";
import { DivergenceError, firstNotFinite } from "./divergence.js";
import type { Schedule } from "./schedule.js";
import type { Evaluation, Images } from "./evaluator.js";
import type { StepReport, Trainer } from "./trainer.js";

/** Gives out training batches, at once or when they are ready. The following call may overwrite the buffers of a batch. */
export interface BatchSource {
  next(): TrainingBatch | Promise<TrainingBatch>;
}

export interface FitOptions {
  readonly trainer: Trainer;
  readonly sampler: BatchSource;
  readonly schedule: Schedule;
  readonly steps: number;
  /** Steps in one epoch: after each, and after the last step, the validation samples are evaluated. */
  readonly stepsPerEpoch: number;
  readonly validation: { readonly images: Images; readonly labels: ArrayLike<number> } | null;
  /** Which figure says that one validation is better than another; the error rate where it is not given. */
  readonly figure?: ValidationFigure;
  /** Ends the training where validation no longer improves, and goes back to the best weights; null or absent: never. */
  readonly earlyStopping?: EarlyStopping | null;
  /** Where a training stood that goes on here; trainer and sampler stand there already. */
  readonly before?: FitBefore | null;
  /** Checkpoints are made after every so many steps, besides those after every epoch; null or absent: only those. */
  readonly checkpointEvery?: number | null;
  /** Called after every step. */
  readonly onStep?: (progress: StepProgress) => void;
  /** Called after every whole epoch and after the last step; awaited. */
  readonly onEpoch?: (progress: EpochProgress) => Promise<void> | void;
  /**
   * Called with all that is to be saved: before the first step, as often as `checkpointEvery` says, after every epoch, and where the
   * training stops; awaited.
   */
  readonly onCheckpoint?: (checkpoint: FitCheckpoint) => Promise<void> | void;
  /** Asked before every step; true ends the training there. */
  readonly shouldStop?: () => boolean;
  /** Given what is to be called when `shouldStop` becomes true, so that no batch is waited for any more; gives how to take it back. */
  readonly onStopRequest?: (wake: () => void) => () => void;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/** What is to become smaller: the share of wrong classes, or the squared error of reconstructions. */
export type ValidationFigure = "errorRate" | "reconstructionError";

export interface EarlyStopping {
  /** How many validations in a row may pass without a new best one. */
  readonly patience: number;
}

export interface FitBefore {
  readonly progress: FitProgress;
  /** Spent on its steps. */
  readonly seconds: number;
  /** The state after the step `progress.best.step`, which early stopping goes back to; null without early stopping. */
  readonly bestState: ReadonlyMap<string, TensorValue> | null;
}

export interface FitCheckpoint {
  readonly progress: FitProgress;
  /** Everything that the trainer remembers, by name. */
  readonly state: ReadonlyMap<string, TensorValue>;
  /** Whether the validation that was just measured is the best so far. */
  readonly isBest: boolean;
}

export interface StepProgress {
  /** Steps done, and steps in all. */
  readonly step: number;
  readonly steps: number;
  /** Epochs done, a fraction. */
  readonly epoch: number;
  readonly rate: number;
  readonly report: StepReport;
  /** Spent on all steps so far. */
  readonly seconds: number;
}

export interface EpochProgress {
  readonly step: number;
  readonly epoch: number;
  /** Null where there are no validation samples. */
  readonly validation: Evaluation | null;
}

export interface FitResult {
  /** Steps done; fewer than asked for where `shouldStop` said so or validation no longer improved. */
  readonly steps: number;
  readonly interrupted: boolean;
  readonly seconds: number;
  /** The validation of the weights that the trainer ends with, or the latest before; null where there was none. */
  readonly validation: Evaluation | null;
  /** With early stopping, the step after which the weights were best, and which they went back to; else null. */
  readonly bestStep: number | null;
}

/**
 * Trains for `steps` steps, until `shouldStop`, or until validation has not improved for long enough. A step that has begun
 * is always finished. Interrupted, the trainer keeps its latest weights, so that it can go on from there.
 */
export async function fit(options: FitOptions): Promise<FitResult> {
  const { trainer, schedule, steps, stepsPerEpoch, onStep, onEpoch, shouldStop } = options;
  const now = options.now ?? (() => performance.now());
  const start = now();
  const before = options.before?.progress;
  const seconds = () => (options.before?.seconds ?? 0) + (now() - start) / 1000;
  const best = new BestValidation(options);
  let validation = before?.validation ?? null;
  let done = before?.step ?? 0;
  let saved: number | null = null;

  const checkpoint = async (isBest: boolean): Promise<void> => {
    saved = done;
    if (options.onCheckpoint === undefined) return;
    const progress = { step: done, validation, ...best.memory };
    const state = await trainer.state();
    // A last good checkpoint must not be written over by a bad one.
    const broken = firstNotFinite(state);
    if (broken !== null)
      throw new DivergenceError(done, `${broken} is not finite any more after step ${done}`);
    await options.onCheckpoint({ progress, state, isBest });
  };

  // The first one is there before anything can go wrong, and what goes wrong can be looked for from it on.
  if (before === undefined) await checkpoint(false);
  while (done < steps && !best.isEnough) {
    if (shouldStop?.() === true) {
      if (saved !== done) await checkpoint(false);
      return { steps: done, interrupted: true, seconds: seconds(), validation, bestStep: null };
    }
    const batch = await nextBatch(options);
    if (batch === null) continue;
    const { images, labels } = batch;
    const rate = schedule(done, steps);
    const report = await trainer.step(images, labels, rate);
    done += 1;
    const epoch = done / stepsPerEpoch;
    onStep?.({ step: done, steps, epoch, rate, report, seconds: seconds() });

    if (done % stepsPerEpoch === 0 || done === steps) {
      validation = await validate(options);
      const isBest = validation !== null && (await best.note(done, validation));
      await onEpoch?.({ step: done, epoch, validation });
      await checkpoint(isBest);
    } else if (options.checkpointEvery && done % options.checkpointEvery === 0) await checkpoint(false);
    // A step may never leave the microtask queue; signals are only seen when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = await best.restore();
  return {
    steps: done,
    interrupted: false,
    seconds: seconds(),
    validation: found?.validation ?? validation,
    bestStep: found?.step ?? null,
  };
}

/** The next batch; null where the training is to stop while it waits for one. */
function nextBatch({ sampler, onStopRequest }: FitOptions): TrainingBatch | Promise<TrainingBatch | null> {
  const next = sampler.next();
  if (onStopRequest === undefined || !(next instanceof Promise)) return next;
  return new Promise((resolve, reject) => {
    const takeBack = onStopRequest(() => resolve(null));
    void next.then(resolve, reject).finally(takeBack);
  });
}

/** Remembers the best validation and, with early stopping, its weights. */
class BestValidation {
  readonly #trainer: Trainer;
  readonly #figure: ValidationFigure;
  readonly #earlyStopping: EarlyStopping | null;
  #best: FitProgress["best"];
  #passed: number;
  #state: ReadonlyMap<string, TensorValue> | null;

  constructor({ trainer, figure = "errorRate", earlyStopping = null, before }: FitOptions) {
    this.#trainer = trainer;
    this.#figure = figure;
    this.#earlyStopping = earlyStopping;
    this.#best = before?.progress.best ?? null;
    this.#passed = before?.progress.passed ?? 0;
    this.#state = before?.bestState ?? null;
  }

  /** Takes note of a validation after `step`; true where it is the best so far. */
  async note(step: number, validation: Evaluation): Promise<boolean> {
    if (this.#figureOf(validation) < this.#figureOf(this.#best?.validation)) {
      this.#best = { step, validation };
      this.#passed = 0;
      if (this.#earlyStopping !== null) this.#state = await this.#trainer.state();
      return true;
    }
    this.#passed += 1;
    return false;
  }

  /** Whether too many validations have passed since the best one. */
  get isEnough(): boolean {
    return this.#earlyStopping !== null && this.#passed >= this.#earlyStopping.patience;
  }

  get memory(): Pick<FitProgress, "best" | "passed"> {
    return { best: this.#best, passed: this.#passed };
  }

  /** With early stopping, puts the best weights back on the trainer, unless it still has them. */
  async restore(): Promise<FitProgress["best"]> {
    if (this.#earlyStopping === null || this.#best === null) return null;
    if (this.#state !== null && this.#passed > 0) await this.#trainer.restore(this.#state);
    return this.#best;
  }

  #figureOf(validation: Evaluation | undefined): number {
    return validation?.[this.#figure] ?? Number.POSITIVE_INFINITY;
  }
}

function validate({ trainer, validation }: FitOptions): Promise<Evaluation> | null {
  if (validation === null || validation.labels.length === 0) return null;
  const outputs =
    trainer.model.classes === null ? (["reconstruction"] as const) : (["logits", "reconstruction"] as const);
  return trainer.evaluate(validation.images, validation.labels, outputs);
}
