/** Trains one model on one dataset: split, labelled choice, batches, rates, progress, metrics, checkpoints. */
import type { Engine, Model, TensorValue } from "../../runtime/index.js";
import {
  BatchSampler,
  chooseLabelled,
  constantRate,
  type Dataset,
  fit,
  type FitResult,
  ImagePipeline,
  imageSize,
  type MetricsWriter,
  oneCycleRate,
  type Samples,
  saveCheckpoint,
  splitValidation,
  Trainer,
} from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import type { Interruption } from "./interruption.js";
import { startProgress } from "./progress.js";
import { countSteps, labelledShareOf, type TrainSettings } from "./settings.js";

export interface TrainModelRequest {
  readonly model: Model;
  /** Already fitted to the model's input. */
  readonly dataset: Dataset;
  readonly settings: TrainSettings;
  readonly engine: Engine;
  /** Weights to start from; null for the seeded first values. */
  readonly initial: ReadonlyMap<string, TensorValue> | null;
  /** Steps made before, in the runs that this one continues. */
  readonly stepsBefore: number;
  readonly weightsPath: string;
  readonly metrics: MetricsWriter;
  /** Head of the progress line; may be empty. */
  readonly title: string;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

export interface TrainedModel {
  /** Holds the trained weights; the caller disposes of it. */
  readonly trainer: Trainer;
  readonly result: FitResult;
  /** Steps that were planned. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** How many images could be learnt from, and how many of them with their label. */
  readonly images: number;
  readonly labelled: number;
}

/**
 * Trains, saving the weights after every epoch and at the end (or where it was interrupted).
 *
 * @throws UserError where the loss is no finite number any more (the weights of the last whole epoch stay), where there are
 * not enough samples, or where nothing can be written.
 */
export async function trainModel(request: TrainModelRequest): Promise<TrainedModel> {
  const { model, dataset, settings, engine, metrics, terminal, interruption } = request;
  const { seed, batch, mode } = settings;
  const size = imageSize(dataset.shape);
  const { training, validation: heldBack } = splitValidation(
    dataset.training.labels.length,
    settings.validation,
    settings.limit,
    seed,
  );
  const labelled = labelledIndices(settings, dataset, training);
  const { steps, stepsPerEpoch } = countSteps(settings, labelled.length, training.length);
  const sampler = new BatchSampler({
    samples: dataset.training,
    pipeline: new ImagePipeline(dataset.shape),
    labelled,
    images: training,
    batch,
    labelledShare: labelledShareOf(settings),
    seed,
    stepsBefore: request.stepsBefore,
  });
  const trainer = await Trainer.create(model, {
    engine,
    mode,
    optimizer: { kind: "adam" },
    batch,
    seed,
    ...(request.initial === null ? {} : { initial: request.initial }),
  });
  const save = async () => saveCheckpoint(request.weightsPath, model, await trainer.state());
  const progress = await startProgress(
    { title: request.title, steps, epochs: settings.epochs, batch },
    terminal,
  );
  try {
    const result = await fit({
      trainer,
      sampler,
      schedule: settings.schedule === "constant" ? constantRate(settings.rate) : oneCycleRate(settings.rate),
      steps,
      stepsPerEpoch,
      validation: gather(dataset.training, heldBack, size),
      shouldStop: () => interruption.requested,
      onStep: (done) => {
        progress.step(done);
        const { step, epoch, rate, report, seconds } = done;
        metrics.write({ kind: "step", step, epoch, rate, loss: report.loss, terms: report.terms, seconds });
      },
      onEpoch: async ({ step, epoch, validation }) => {
        if (validation !== null) {
          if (validation.errorRate !== null) progress.validation(validation.errorRate);
          const { errorRate, reconstructionError } = validation;
          metrics.write({ kind: "validation", step, epoch, errorRate, reconstructionError });
        }
        await save();
      },
    });
    if (result.interrupted) await save();
    return { trainer, result, steps, stepsPerEpoch, images: training.length, labelled: labelled.length };
  } catch (error) {
    await trainer.dispose();
    throw error;
  } finally {
    progress.stop();
  }
}

function labelledIndices(settings: TrainSettings, dataset: Dataset, training: Uint32Array): Uint32Array {
  if (settings.mode === "unsupervised") return new Uint32Array();
  const count = settings.labels ?? training.length;
  return chooseLabelled(dataset.training.labels, dataset.classes, training, count, settings.seed);
}

/** The samples at `indices`, copied; null where there are none. */
function gather({ images, labels }: Samples, indices: Uint32Array, size: number): Samples | null {
  if (indices.length === 0) return null;
  const gathered = { images: new Uint8Array(indices.length * size), labels: new Uint8Array(indices.length) };
  indices.forEach((index, position) => {
    gathered.images.set(images.subarray(index * size, (index + 1) * size), position * size);
    gathered.labels[position] = labels[index]!;
  });
  return gathered;
}
