/** The training loop: batches, rates, validation, metrics, and a way to stop between two steps. */
import type { BatchSampler } from "./data/batchSampler.js";
import type { Samples } from "./data/dataset.js";
import type { Schedule } from "./schedule.js";
import type { Evaluation } from "./evaluator.js";
import type { StepReport, Trainer } from "./trainer.js";

export interface FitOptions {
  readonly trainer: Trainer;
  readonly sampler: BatchSampler;
  readonly schedule: Schedule;
  readonly steps: number;
  /** Steps in one epoch: after each, and after the last step, the validation samples are evaluated. */
  readonly stepsPerEpoch: number;
  readonly validation: Samples | null;
  /** Called after every step. */
  readonly onStep?: (progress: StepProgress) => void;
  /** Called after every whole epoch and after the last step; awaited, so it may save a checkpoint. */
  readonly onEpoch?: (progress: EpochProgress) => Promise<void> | void;
  /** Asked before every step; true ends the training there. */
  readonly shouldStop?: () => boolean;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
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
  /** Steps done; fewer than asked for where `shouldStop` said so. */
  readonly steps: number;
  readonly interrupted: boolean;
  readonly seconds: number;
  /** The latest validation; null where there was none. */
  readonly validation: Evaluation | null;
}

/** Trains for `steps` steps, or until `shouldStop`. A step that has begun is always finished. */
export async function fit(options: FitOptions): Promise<FitResult> {
  const { trainer, sampler, schedule, steps, stepsPerEpoch, onStep, onEpoch, shouldStop } = options;
  const now = options.now ?? (() => performance.now());
  const start = now();
  const seconds = () => (now() - start) / 1000;
  let validation: Evaluation | null = null;

  for (let step = 1; step <= steps; step++) {
    if (shouldStop?.() === true)
      return { steps: step - 1, interrupted: true, seconds: seconds(), validation };
    const { images, labels } = sampler.next();
    const rate = schedule(step - 1, steps);
    const report = await trainer.step(images, labels, rate);
    const epoch = step / stepsPerEpoch;
    onStep?.({ step, steps, epoch, rate, report, seconds: seconds() });

    if (step % stepsPerEpoch === 0 || step === steps) {
      validation = await validate(options);
      await onEpoch?.({ step, epoch, validation });
    }
    // A step may never leave the microtask queue; signals are only seen when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { steps, interrupted: false, seconds: seconds(), validation };
}

function validate({ trainer, validation }: FitOptions): Promise<Evaluation> | null {
  if (validation === null || validation.labels.length === 0) return null;
  const outputs =
    trainer.model.classes === null ? (["reconstruction"] as const) : (["logits", "reconstruction"] as const);
  return trainer.evaluate(validation.images, validation.labels, outputs);
}
