/** Trains one model on one dataset: batches, rates, progress, metrics, checkpoints. */
import { type Engine, type Model, type TensorValue } from "../../runtime/index.js";
import {
  type BatchLoader,
  type Checkpoint,
  createSchedule,
  DivergenceError,
  fit,
  type FitBefore,
  type FitCheckpoint,
  type FitResult,
  type ImageBytes,
  imageSize,
  type MetricsWriter,
  pickImages,
  type Samples,
  saveCheckpoint,
  type Trainer,
  TrainingEvents,
  unlabelled,
} from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import { testColumns } from "./digitColumns.js";
import { explainDivergence } from "./explainDivergence.js";
import type { Interruption } from "./interruption.js";
import type { PreparedDataset } from "./loadDataset.js";
import { startProgress } from "./progress.js";
import { setUpTraining } from "./setUpTraining.js";
import { countSteps, type TrainSettings } from "./settings.js";
import type { TrainingImages } from "./trainingImages.js";

export interface TrainModelRequest {
  readonly model: Model;
  /** Already fitted to the model's input. */
  readonly prepared: PreparedDataset;
  readonly settings: TrainSettings;
  /** Which of the images are learnt from. */
  readonly images: TrainingImages;
  readonly engine: Engine;
  /** Weights to start from; null for the seeded first values. */
  readonly initial: ReadonlyMap<string, TensorValue> | null;
  /** Steps made before, in the runs whose weights this one starts from. */
  readonly stepsBefore: number;
  /** Where this very training was stopped, to go on as if it had not been; null to begin. */
  readonly stopped: StoppedTraining | null;
  /** A checkpoint after every so many steps, besides those after every epoch; null for only those. */
  readonly checkpointEvery: number | null;
  /** Paths of the checkpoints. */
  readonly checkpoints: { readonly last: string; readonly best: string };
  readonly metrics: MetricsWriter;
  /** Told how many steps are made, after each. */
  readonly onStep?: (steps: number) => void;
  /** Folder that gets a file of events for TensorBoard; null for none. */
  readonly eventsFolder: string | null;
  /** Head of the progress line; may be empty. */
  readonly title: string;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

/** A training that was stopped. */
export interface StoppedTraining {
  /** With a position. */
  readonly last: Checkpoint;
  /** Null where there is none yet. */
  readonly best: Checkpoint | null;
  /** Spent on the steps made. */
  readonly seconds: number;
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
  /** Share of the time since this process began to train in which the engine waited for batches, in [0, 1]. */
  readonly waitedForData: number;
}

/**
 * Trains, saving all that the training remembers after every epoch and at the end (or where it was interrupted). With early
 * stopping, the trainer ends with the best weights.
 *
 * @throws UserError where the loss is no finite number any more (the last checkpoint stays as it was), or where nothing can be written.
 */
export async function trainModel(request: TrainModelRequest): Promise<TrainedModel> {
  const { model, settings, metrics, terminal, interruption, checkpoints, stopped } = request;
  const { dataset } = request.prepared;
  const { batch, mode } = settings;
  const { training, labelled, validation } = request.images;
  const { steps, stepsPerEpoch } = countSteps(settings, labelled.length, training.length);
  const { trainer, loader } = await setUpTraining(request, stopped);
  const save = async ({ progress, state, isBest }: FitCheckpoint): Promise<void> => {
    const now = {
      progress,
      ...loader.position(),
      dropout: trainer.position().dropout,
    };
    // The best first: a training that goes on from the last finds its best, or makes it again.
    if (isBest) await saveCheckpoint(checkpoints.best, model, state, now);
    await saveCheckpoint(checkpoints.last, model, state, now);
  };
  const events = startEvents(request, trainer);
  const waiting = new WaitingTime(loader);
  const progress = await startProgress(
    { title: request.title, steps, epochs: settings.epochs, batch },
    terminal,
  );
  try {
    const result = await fit({
      trainer,
      sampler: loader,
      schedule: createSchedule(settings.schedule, settings.rate, stepsPerEpoch),
      steps,
      stepsPerEpoch,
      validation: gather(dataset.training, validation, imageSize(dataset.shape)),
      // Without labels to learn from, the reconstruction says whether a training still improves.
      figure: mode === "unsupervised" ? "reconstructionError" : "errorRate",
      earlyStopping: settings.earlyStopping,
      before: beforeOf(stopped),
      checkpointEvery: request.checkpointEvery,
      shouldStop: () => interruption.requested,
      onStopRequest: (wake) => interruption.onRequest(wake),
      onStep: (done) => {
        request.onStep?.(done.step);
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
        metrics.write({ kind: "data", step, epoch, ...waiting.sinceBefore() });
        await events?.epoch(done, await trainer.state());
      },
      onCheckpoint: save,
    });
    return {
      trainer,
      result,
      steps,
      stepsPerEpoch,
      images: training.length,
      labelled: labelled.length,
      waitedForData: waiting.share(),
    };
  } catch (error) {
    await trainer.dispose();
    progress.stop();
    throw error instanceof DivergenceError ? await explainDivergence(error, request) : error;
  } finally {
    await loader.dispose();
    progress.stop();
    events?.close();
  }
}

/** How long a training waits for its batches. */
class WaitingTime {
  readonly #loader: BatchLoader;
  readonly #begin = performance.now();
  #before = { time: this.#begin, waited: 0 };

  constructor(loader: BatchLoader) {
    this.#loader = loader;
  }

  /** Seconds since the last call, and how many of them were waited. */
  sinceBefore(): { readonly seconds: number; readonly waited: number } {
    const [before, now] = [this.#before, { time: performance.now(), waited: this.#loader.waited }];
    this.#before = now;
    return { seconds: (now.time - before.time) / 1000, waited: now.waited - before.waited };
  }

  /** Share of all the time so far, in [0, 1]. */
  share(): number {
    return this.#loader.waited / Math.max(1e-9, (performance.now() - this.#begin) / 1000);
  }
}

function beforeOf(stopped: StoppedTraining | null): FitBefore | null {
  const position = stopped?.last.position ?? null;
  if (stopped === null || position === null) return null;
  return {
    progress: position.progress,
    seconds: stopped.seconds,
    bestState: stopped.best?.state ?? null,
  };
}

/** What TensorBoard is told, with the reconstructions of some test images. */
function startEvents(
  { eventsFolder, prepared, stepsBefore, stopped }: TrainModelRequest,
  trainer: Trainer,
): TrainingEvents | null {
  if (eventsFolder === null) return null;
  const { images } = testColumns(prepared.dataset, 10, prepared.pipeline);
  const stepsDone = stopped?.last.position?.progress.step ?? 0;
  return new TrainingEvents({ folder: eventsFolder, trainer, images, stepsBefore, stepsDone });
}

/** The samples at `indices`, with −1 for no label; null where there are none. */
function gather(
  { images, labels }: Samples,
  indices: Uint32Array,
  size: number,
): { readonly images: ImageBytes; readonly labels: Int32Array } | null {
  if (indices.length === 0) return null;
  return {
    images: pickImages(images, size, indices),
    labels: Int32Array.from(indices, (index) => (labels[index] === unlabelled ? -1 : labels[index]!)),
  };
}
