/** Data sets by name or path, made to fit a model. */
import { join } from "node:path";
import {
  type AugmentationStep,
  centredPad,
  ImagePipeline,
  type ImageStep,
  imageTransforms,
  type Model,
  type PreprocessingStep,
} from "../../runtime/index.js";
import {
  middles,
  type ChannelStatistics,
  type Dataset,
  fitDataset,
  type ImagesRecord,
  loadDataPath,
  loadIdxFolder,
  loadMnist,
  type PictureTarget,
  preprocessing,
  shareImages,
  UserError,
} from "../../training/index.js";
import { exists } from "../exists.js";

/** Data sets that have a name of their own. */
export const datasetNames = ["mnist", "fashion-mnist"] as const;

type DatasetName = (typeof datasetNames)[number];

/** What is loaded, and what is done to it. */
export interface DatasetRequest {
  /** One of {@link datasetNames}, or the path of a file or folder of a known format. */
  readonly data: string;
  /** Folder of a named data set's files; null for the installed ones. */
  readonly folder: string | null;
  /** What messages and records call it; `data` where it is not given. */
  readonly name?: string;
  readonly preprocessing: readonly PreprocessingStep[];
  /** Says here only what is cropped. */
  readonly augmentation: readonly AugmentationStep[];
  /** What each standardisation takes instead of measuring it on the training images. */
  readonly statistics?: readonly ChannelStatistics[];
  /** Told what takes time; nobody where it is not given. */
  readonly note?: (text: string) => void;
}

/** A data set that a model can be trained on. */
export interface PreparedDataset {
  readonly dataset: Dataset;
  /** From the data set's bytes to what augmentation starts from. */
  readonly preprocessing: readonly ImageStep[];
  /** From the data set's bytes to what the network is shown where it is not trained. */
  readonly pipeline: ImagePipeline;
  readonly statistics: readonly ChannelStatistics[];
  /** What a run's record says of the images. */
  readonly images: ImagesRecord;
}

/**
 * Loads a data set and gives its images the margins that the model's input needs, unless they are padded or cropped.
 *
 * @throws UserError where the files are missing or corrupt, or where the model cannot take its images or classes.
 */
export async function loadDataset(request: DatasetRequest, model: Model): Promise<PreparedDataset> {
  const steps = [...request.preprocessing, ...request.augmentation];
  const isSized = steps.some(({ kind }) => kind === "resize" || kind === "pad" || kind === "crop");
  const stretched = stretching(request.preprocessing);
  const stored = await read(request, targetOf(model, stretched, isSized));
  const fitted = isSized ? stored : fitDataset(stored, model.input);
  const { training } = fitted;
  // Once, here: whoever makes batches in another thread need not copy them.
  const dataset = { ...fitted, training: { ...training, images: shareImages(training.images) } };
  const { fixed, statistics } = preprocessing(
    request.preprocessing,
    dataset.shape,
    dataset.training,
    request.statistics,
  );
  const preprocessed = new ImagePipeline(dataset.shape, imageTransforms(fixed, dataset.shape));
  const shown = [...fixed, ...middles(request.augmentation, preprocessed.shape)];
  const pipeline = new ImagePipeline(dataset.shape, imageTransforms(shown, dataset.shape));
  if (pipeline.shape.join() !== model.input.join()) {
    throw new UserError(
      `the model takes images of ${model.input.join("x")}, but ${dataset.name}, preprocessed and cropped, has ${pipeline.shape.join("x")}`,
      { hint: `resize, pad or crop to ${model.input[0]}x${model.input[1]}` },
    );
  }
  if (model.classes !== null && model.classes < dataset.classes) {
    throw new UserError(
      `the model ${model.name} tells ${model.classes} classes apart, but ${dataset.name} has ${dataset.classes}`,
      { hint: `end its classifier with dense ${dataset.classes}` },
    );
  }
  const margins = fitted === stored ? [] : [centredPad(stored.shape, model.input[0], model.input[1])];
  const images = {
    shape: stored.shape,
    steps: [...margins, ...shown],
    classNames: dataset.classNames ?? null,
    ...(stretched === null ? {} : ({ pictures: "stretched" } as const)),
  };
  return { dataset, preprocessing: fixed, pipeline, statistics, images };
}

/** The resizing that nothing comes before: pictures of any size are stretched by it as they are decoded. Null where there is none. */
function stretching(
  steps: readonly PreprocessingStep[],
): Extract<PreprocessingStep, { kind: "resize" }> | null {
  const first = steps.find(({ kind }) => kind !== "scale");
  return first?.kind === "resize" ? first : null;
}

/** What pictures are decoded to; null where they have to be of one size. */
function targetOf(
  { input }: Model,
  stretched: ReturnType<typeof stretching>,
  isSized: boolean,
): PictureTarget | null {
  if (stretched !== null) return { shape: [stretched.height, stretched.width, input[2]], fit: "stretched" };
  return isSized ? null : { shape: input, fit: "whole" };
}

/** How pictures from elsewhere are brought to the shape of a data set's images. */
export function pictureTarget({ shape, pictures }: Pick<ImagesRecord, "shape" | "pictures">): PictureTarget {
  return { shape, fit: pictures ?? "whole" };
}

/** True for the name of a data set, false for a path. */
export function isDatasetName(data: string): data is DatasetName {
  return datasetNames.some((name) => name === data);
}

async function read(
  { data, folder, name = data, note = () => undefined }: DatasetRequest,
  target: PictureTarget | null,
): Promise<Dataset> {
  if (isDatasetName(data)) return loaders[data](folder);
  const path = folder === null ? data : join(folder, data);
  if (await exists(path)) return loadDataPath(path, { name, target, note });
  throw new UserError(`there is no data set ${data}, and no file or folder of that name`, {
    hint: `what can be trained on: ${datasetNames.join(", ")}, or a path (docs/data.md lists the formats)`,
  });
}

const loaders: Readonly<Record<DatasetName, (folder: string | null) => Promise<Dataset>>> = {
  mnist: (folder) => loadMnist(folder ?? undefined),
  "fashion-mnist": async (folder) => {
    if (folder !== null) return loadIdxFolder(folder, "fashion-mnist");
    throw new UserError("the data set fashion-mnist is not installed with swwae", {
      hint: "download its four IDX files (github.com/zalandoresearch/fashion-mnist) and name their folder: --data-dir FOLDER",
    });
  },
};
