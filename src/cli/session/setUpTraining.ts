/** A trainer and its batches as settings say, at their beginning or where a training was stopped. */
import { type BatchLoader, imageSize, openBatchLoader, sourceOf, Trainer } from "../../training/index.js";
import { labelledShareOf } from "./settings.js";
import type { StoppedTraining, TrainModelRequest } from "./trainModel.js";

/** What makes the steps of a training; the caller disposes of both. */
export interface TrainingParts {
  readonly trainer: Trainer;
  readonly loader: BatchLoader;
}

/**
 * Sets them up, the trainer on its engine.
 *
 * @throws UserError where the mode leaves nothing of the model's loss.
 */
export async function setUpTraining(
  request: Omit<TrainModelRequest, "stopped">,
  stopped: Pick<StoppedTraining, "last"> | null,
): Promise<TrainingParts> {
  const { model, settings, engine, prepared } = request;
  const { batch, seed, mode, optimizer, clip } = settings;
  const position = stopped?.last.position ?? null;
  // First of all: batches are made while the engine compiles.
  const loader = openLoader(request, stopped);
  if (loader.fallback !== null) {
    const why = `no other could be started (${loader.fallback})`;
    request.terminal.note(`batches are made on the thread that trains, between its steps: ${why}`);
  }
  try {
    const initial = stopped?.last.state ?? request.initial;
    const trainer = await Trainer.create(model, {
      engine,
      mode,
      optimizer,
      clip,
      batch,
      seed,
      pipeline: prepared.pipeline,
      ...(initial === null ? {} : { initial }),
      ...(position === null
        ? {}
        : { position: { steps: position.progress.step, dropout: position.dropout } }),
    });
    return { trainer, loader };
  } catch (error) {
    await loader.dispose();
    throw error;
  }
}

function openLoader(
  { settings, prepared, images, stepsBefore }: Omit<TrainModelRequest, "stopped">,
  stopped: Pick<StoppedTraining, "last"> | null,
): BatchLoader {
  const { dataset, preprocessing } = prepared;
  const { training, labelled } = images;
  return openBatchLoader({
    images: sourceOf(dataset.training.images, imageSize(dataset.shape)),
    labels: dataset.training.labels,
    shape: dataset.shape,
    preprocessing,
    augmentation: settings.augmentation,
    labelled,
    training,
    batch: settings.batch,
    labelledShare: labelledShareOf(settings, labelled.length === training.length),
    seed: settings.seed,
    stepsBefore,
    position: stopped?.last.position ?? null,
  });
}
