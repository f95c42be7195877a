/** The training loop: batches, rates, validation, metrics, and a way to stop between two steps. */
import type { TensorValue } from "../runtime/index.js";
import type { BatchSampler } from "./data/batchSampler.js";
import type { Schedule } from "./schedule.js";
import type { Evaluation, Images } from "./evaluator.js";
import type { StepReport, Trainer } from "./trainer.js";

export interface FitOptions {
  readonly trainer: Trainer;
  readonly sampler: BatchSampler;
  readonly schedule: Schedule;
  readonly steps: number;
  /** Steps in one epoch: after each, and after the last step, the validation samples are evaluated. */
  readonly stepsPerEpoch: number;
  readonly validation: { readonly images: Images; readonly labels: ArrayLike<number> } | null;
  /** Ends the training where validation no longer improves, and goes back to the best weights; null or absent: never. */
  readonly earlyStopping?: EarlyStopping | null;
  /** Called after every step. */
  readonly onStep?: (progress: StepProgress) => void;
  /** Called after every whole epoch and after the last step; awaited, so it may save a checkpoint. */
  readonly onEpoch?: (progress: EpochProgress) => Promise<void> | void;
  /** Asked before every step; true ends the training there. */
  readonly shouldStop?: () => boolean;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

export interface EarlyStopping {
  /** How many validations in a row may pass without a new best one. */
  readonly patience: number;
  /** What is to become smaller: the share of wrong classes, or the squared error of reconstructions. */
  readonly figure: "errorRate" | "reconstructionError";
}

export interface StepProgress {
  /** Steps done, and steps in all. */
  readonly step: number;
  readonly steps: number;
  /** Epochs done, a fraction. */
  readonly epoch: number;
  readonly rate: number;
  readonly report: StepReport;
  /** Since the first step began. */
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
  const { trainer, sampler, schedule, steps, stepsPerEpoch, onStep, onEpoch, shouldStop } = options;
  const now = options.now ?? (() => performance.now());
  const start = now();
  const seconds = () => (now() - start) / 1000;
  const best = options.earlyStopping ? new BestWeights(trainer, options.earlyStopping) : null;
  let validation: Evaluation | null = null;
  let done = 0;

  for (let step = 1; step <= steps; step++) {
    if (shouldStop?.() === true)
      return { steps: done, interrupted: true, seconds: seconds(), validation, bestStep: null };
    const { images, labels } = sampler.next();
    const rate = schedule(step - 1, steps);
    const report = await trainer.step(images, labels, rate);
    const epoch = step / stepsPerEpoch;
    done = step;
    onStep?.({ step, steps, epoch, rate, report, seconds: seconds() });

    if (step % stepsPerEpoch === 0 || step === steps) {
      validation = await validate(options);
      await onEpoch?.({ step, epoch, validation });
      if (validation !== null && (await best?.isEnough(step, validation)) === true) break;
    }
    // A step may never leave the microtask queue; signals are only seen when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = (await best?.restore()) ?? null;
  return {
    steps: done,
    interrupted: false,
    seconds: seconds(),
    validation: found?.validation ?? validation,
    bestStep: found?.step ?? null,
  };
}

/** Remembers the weights of the best validation. */
class BestWeights {
  readonly #trainer: Trainer;
  readonly #options: EarlyStopping;
  #best: { step: number; validation: Evaluation; state: ReadonlyMap<string, TensorValue> } | null = null;
  #passed = 0;

  constructor(trainer: Trainer, options: EarlyStopping) {
    this.#trainer = trainer;
    this.#options = options;
  }

  /** Takes note of a validation after `step`; true where too many have passed since the best one. */
  async isEnough(step: number, validation: Evaluation): Promise<boolean> {
    if (this.#figureOf(validation) < this.#figureOf(this.#best?.validation)) {
      this.#best = { step, validation, state: await this.#trainer.state() };
      this.#passed = 0;
    } else this.#passed += 1;
    return this.#passed >= this.#options.patience;
  }

  /** Puts the best weights back on the trainer, unless it still has them. */
  async restore(): Promise<{ readonly step: number; readonly validation: Evaluation } | null> {
    if (this.#best !== null && this.#passed > 0) await this.#trainer.restore(this.#best.state);
    return this.#best;
  }

  #figureOf(validation: Evaluation | undefined): number {
    return validation?.[this.#options.figure] ?? Number.POSITIVE_INFINITY;
  }
}

function validate({ trainer, validation }: FitOptions): Promise<Evaluation> | null {
  if (validation === null || validation.labels.length === 0) return null;
  const outputs =
    trainer.model.classes === null ? (["reconstruction"] as const) : (["logits", "reconstruction"] as const);
  return trainer.evaluate(validation.images, validation.labels, outputs);
}
