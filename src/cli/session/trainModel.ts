/** Trains one model on one dataset: split, labelled choice, batches, rates, progress, metrics, checkpoints. */
import { type Engine, type Model, randomStream, type TensorValue } from "../../runtime/index.js";
import {
  augmentation,
  BatchSampler,
  chooseLabelled,
  createSchedule,
  type Dataset,
  type EarlyStopping,
  fit,
  type FitResult,
  ImagePipeline,
  imageSize,
  type MetricsWriter,
  type Samples,
  saveCheckpoint,
  splitValidation,
  Trainer,
  TrainingEvents,
  unlabelled,
} from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import { testColumns } from "./digitColumns.js";
import type { Interruption } from "./interruption.js";
import type { PreparedDataset } from "./loadDataset.js";
import { startProgress } from "./progress.js";
import { countSteps, labelledShareOf, type TrainSettings } from "./settings.js";

export interface TrainModelRequest {
  readonly model: Model;
  /** Already fitted to the model's input. */
  readonly prepared: PreparedDataset;
  readonly settings: TrainSettings;
  readonly engine: Engine;
  /** Weights to start from; null for the seeded first values. */
  readonly initial: ReadonlyMap<string, TensorValue> | null;
  /** Steps made before, in the runs that this one continues. */
  readonly stepsBefore: number;
  readonly weightsPath: string;
  readonly metrics: MetricsWriter;
  /** Folder that gets a file of events for TensorBoard; null for none. */
  readonly eventsFolder: string | null;
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
 * Trains, saving the weights after every epoch and at the end (or where it was interrupted). With early stopping, the last
 * weights saved are the best.
 *
 * @throws UserError where the loss is no finite number any more (the weights of the last whole epoch stay), where there are
 * not enough samples, or where nothing can be written.
 */
export async function trainModel(request: TrainModelRequest): Promise<TrainedModel> {
  const { model, settings, engine, metrics, terminal, interruption } = request;
  const { dataset, pipeline } = request.prepared;
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
    pipeline: trainingPipeline(request),
    labelled,
    images: training,
    batch,
    labelledShare: labelledShareOf(settings, labelled.length === training.length),
    seed,
    stepsBefore: request.stepsBefore,
  });
  const trainer = await Trainer.create(model, {
    engine,
    mode,
    optimizer: settings.optimizer,
    batch,
    seed,
    pipeline,
    ...(request.initial === null ? {} : { initial: request.initial }),
  });
  const save = async () => saveCheckpoint(request.weightsPath, model, await trainer.state());
  const events = startEvents(request, trainer);
  const progress = await startProgress(
    { title: request.title, steps, epochs: settings.epochs, batch },
    terminal,
  );
  try {
    const result = await fit({
      trainer,
      sampler,
      schedule: createSchedule(settings.schedule, settings.rate, stepsPerEpoch),
      steps,
      stepsPerEpoch,
      validation: gather(dataset.training, heldBack, size),
      earlyStopping: earlyStoppingOf(settings),
      shouldStop: () => interruption.requested,
      onStep: (done) => {
        progress.step(done);
        events?.step(done);
        const { step, epoch, rate, report, seconds } = done;
        metrics.write({ kind: "step", step, epoch, rate, loss: report.loss, terms: report.terms, seconds });
      },
      onEpoch: async (done) => {
        const { step, epoch, validation } = done;
        if (validation !== null) {
          if (validation.errorRate !== null) progress.validation(validation.errorRate);
          const { errorRate, reconstructionError } = validation;
          metrics.write({ kind: "validation", step, epoch, errorRate, reconstructionError });
        }
        await save();
        await events?.epoch(done, await trainer.state());
      },
    });
    if (result.interrupted || result.bestStep !== null) await save();
    return { trainer, result, steps, stepsPerEpoch, images: training.length, labelled: labelled.length };
  } catch (error) {
    await trainer.dispose();
    throw error;
  } finally {
    progress.stop();
    events?.close();
  }
}

/** What TensorBoard is told, with the reconstructions of some test images. */
function startEvents(
  { eventsFolder, prepared, stepsBefore }: TrainModelRequest,
  trainer: Trainer,
): TrainingEvents | null {
  if (eventsFolder === null) return null;
  const { images } = testColumns(prepared.dataset, 10, prepared.pipeline);
  return new TrainingEvents({ folder: eventsFolder, trainer, images, stepsBefore });
}

function trainingPipeline({ prepared, settings, stepsBefore }: TrainModelRequest): ImagePipeline {
  const { dataset, preprocessed } = prepared;
  const random = randomStream(settings.seed, `augmentation after ${stepsBefore} steps`);
  const changes = augmentation(settings.augmentation, preprocessed.shape, random);
  return new ImagePipeline(dataset.shape, [...preprocessed.transforms, ...changes]);
}

/** Without labels to learn from, the reconstruction says whether a training still improves. */
function earlyStoppingOf({ earlyStopping, mode }: TrainSettings): EarlyStopping | null {
  if (earlyStopping === null) return null;
  return { ...earlyStopping, figure: mode === "unsupervised" ? "reconstructionError" : "errorRate" };
}

function labelledIndices(settings: TrainSettings, dataset: Dataset, training: Uint32Array): Uint32Array {
  if (settings.mode === "unsupervised") return new Uint32Array();
  const { labels } = dataset.training;
  const candidates = training.filter((index) => labels[index] !== unlabelled);
  const count = settings.labels ?? candidates.length;
  return chooseLabelled(labels, dataset.classes, candidates, count, settings.seed);
}

/** The samples at `indices`, copied, with −1 for no label; null where there are none. */
function gather(
  { images, labels }: Samples,
  indices: Uint32Array,
  size: number,
): { readonly images: Uint8Array; readonly labels: Int32Array } | null {
  if (indices.length === 0) return null;
  const gathered = { images: new Uint8Array(indices.length * size), labels: new Int32Array(indices.length) };
  indices.forEach((index, position) => {
    gathered.images.set(images.subarray(index * size, (index + 1) * size), position * size);
    gathered.labels[position] = labels[index] === unlabelled ? -1 : labels[index]!;
  });
  return gathered;
}
