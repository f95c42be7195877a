/** Which images a training learns from, with label and without, and which it holds back. */
import { createHash } from "node:crypto";
import {
  chooseLabelled,
  type Dataset,
  imageSize,
  splitValidation,
  unlabelled,
} from "../../training/index.js";
import type { TrainSettings } from "./settings.js";

/** Indices into the training samples of a data set, each list ascending. */
export interface TrainingImages {
  /** All that are learnt from. */
  readonly training: Uint32Array;
  /** Those among them whose label may be used. */
  readonly labelled: Uint32Array;
  /** Held back for validation. */
  readonly validation: Uint32Array;
}

/**
 * Chooses the images of a training; the same settings and data give the same images.
 *
 * @throws UserError where there are not enough of them.
 */
export function chooseImages(settings: TrainSettings, dataset: Dataset): TrainingImages {
  const { training, validation } = splitValidation(
    dataset.training.labels.length,
    settings.validation,
    settings.limit,
    settings.seed,
  );
  return { training, labelled: labelledIndices(settings, dataset, training), validation };
}

function labelledIndices(settings: TrainSettings, dataset: Dataset, training: Uint32Array): Uint32Array {
  if (settings.mode === "unsupervised") return new Uint32Array();
  const { labels } = dataset.training;
  const candidates = training.filter((index) => labels[index] !== unlabelled);
  const count = settings.labels ?? candidates.length;
  return chooseLabelled(labels, dataset.classes, candidates, count, settings.seed);
}

/** What labels.json says. */
export interface LabelsDocument {
  readonly format: 1;
  /** Of the choice. */
  readonly seed: number;
  /** SHA-256 of the data set's training images and labels, as they are stored. */
  readonly data: string;
  /** How many training images the data set has. */
  readonly images: number;
  /** How many images are learnt from. */
  readonly training: number;
  /** Indices of the images whose label is used; "all" for every image that is learnt from. */
  readonly labelled: readonly number[] | "all";
  /** Indices of the images held back for validation. */
  readonly validation: readonly number[];
}

/** The content of labels.json. */
export function labelsDocument(
  settings: TrainSettings,
  dataset: Dataset,
  { training, labelled, validation }: TrainingImages,
): LabelsDocument {
  return {
    format: 1,
    seed: settings.seed,
    data: dataDigest(dataset),
    images: dataset.training.labels.length,
    training: training.length,
    labelled: labelled.length === training.length ? "all" : [...labelled],
    validation: [...validation],
  };
}

/** SHA-256 of a data set's training images and labels, in hexadecimal. */
export function dataDigest({ training, shape }: Dataset): string {
  const hash = createHash("sha256").update(shape.join("x")).update(training.labels);
  const { images } = training;
  // In whole images, some megabytes at a time: a set need not fit into memory.
  const size = imageSize(shape);
  const step = size * Math.max(1, Math.floor((8 * 2 ** 20) / size));
  for (let from = 0; from < images.length; from += step)
    hash.update(images.subarray(from, Math.min(from + step, images.length)));
  return hash.digest("hex");
}
