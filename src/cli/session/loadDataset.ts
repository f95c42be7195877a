/** Datasets by name, made to fit a model. */
import type { Model } from "../../runtime/index.js";
import { type Dataset, fitDataset, loadMnist, UserError } from "../../training/index.js";

/** Names that `--data` takes. */
export const datasetNames = ["mnist"] as const;

export type DatasetName = (typeof datasetNames)[number];

/**
 * Loads a dataset and gives its images the margins that the model's input needs.
 *
 * @param folder of its files; null for the installed ones.
 * @throws UserError where the files are missing or corrupt, or where the model cannot take its images or classes.
 */
export async function loadDataset(name: DatasetName, folder: string | null, model: Model): Promise<Dataset> {
  const dataset = fitDataset(await loaders[name](folder ?? undefined), model.input);
  if (model.classes !== null && model.classes < dataset.classes) {
    throw new UserError(
      `the model ${model.name} tells ${model.classes} classes apart, but ${dataset.name} has ${dataset.classes}`,
      { hint: `end its classifier with dense ${dataset.classes}` },
    );
  }
  return dataset;
}

const loaders: Readonly<Record<DatasetName, (folder: string | undefined) => Promise<Dataset>>> = {
  mnist: loadMnist,
};
