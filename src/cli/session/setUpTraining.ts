/** A trainer and its sampler as settings say, at their beginning or where a training was stopped. */
import { randomStream, type RandomStream } from "../../runtime/index.js";
import { augmentation, BatchSampler, ImagePipeline, Trainer } from "../../training/index.js";
import { labelledShareOf } from "./settings.js";
import type { StoppedTraining, TrainModelRequest } from "./trainModel.js";

/** What makes the steps of a training. */
export interface TrainingParts {
  readonly trainer: Trainer;
  readonly sampler: BatchSampler;
  /** The stream that changes of images are drawn from. */
  readonly augmentation: RandomStream;
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
  const { training, labelled } = request.images;
  const random = randomStream(seed, `augmentation after ${request.stepsBefore} steps`);
  const sampler = new BatchSampler({
    samples: prepared.dataset.training,
    pipeline: trainingPipeline(request, random),
    labelled,
    images: training,
    batch,
    labelledShare: labelledShareOf(settings, labelled.length === training.length),
    seed,
    stepsBefore: request.stepsBefore,
  });
  const position = stopped?.last.position ?? null;
  if (position !== null) {
    sampler.moveTo(position.sampler);
    random.moveTo(position.augmentation);
  }
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
    ...(position === null ? {} : { position: { steps: position.progress.step, dropout: position.dropout } }),
  });
  return { trainer, sampler, augmentation: random };
}

function trainingPipeline(
  { prepared, settings }: Pick<TrainModelRequest, "prepared" | "settings">,
  random: RandomStream,
): ImagePipeline {
  const { dataset, preprocessed } = prepared;
  const changes = augmentation(settings.augmentation, preprocessed.shape, random);
  return new ImagePipeline(dataset.shape, [...preprocessed.transforms, ...changes]);
}
