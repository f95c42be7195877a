/** What training the cells of an experiment takes: steps, known beforehand, and seconds, estimated from those made. */
import type { Plan } from "../../compiler/index.js";
import { type Dataset, unlabelled } from "../../training/index.js";
import { settingsOfCell } from "../session/experimentCell.js";
import { loadDataset } from "../session/loadDataset.js";
import { chooseModel, loadModels } from "../session/loadModels.js";
import { completeSettings, countSteps, type TrainSettings } from "../session/settings.js";
import { type CellOptions, overriddenData, type QueuedCell } from "./cells.js";

export interface CellCost {
  readonly steps: number;
  readonly settings: TrainSettings;
}

/**
 * The steps of every cell. Each data set is loaded once for every size of input.
 *
 * @throws UserError where a cell's data are missing, or do not fit its model.
 */
export async function costsOf(
  cells: readonly QueuedCell[],
  plan: Plan,
  specPath: string,
  options: CellOptions,
  dataFolder: string | null,
): Promise<ReadonlyMap<number, CellCost>> {
  const models = await loadModels(plan);
  const counts = new Map<string, { readonly images: number; readonly labelled: number }>();
  const costs = new Map<number, CellCost>();
  for (const { number, plan: cell } of cells) {
    const model = chooseModel(models, cell.model, specPath);
    const { data: overrides, ...given } = options;
    const place = overriddenData(cell, overrides);
    const settings = completeSettings(
      { ...given, ...(place === null ? {} : { data: place }) },
      settingsOfCell(cell, specPath),
      model,
    );
    const { data, preprocessing, augmentation } = settings;
    const key = JSON.stringify([data, model.input, model.classes, preprocessing, augmentation]);
    let count = counts.get(key);
    if (count === undefined) {
      const request = { data, folder: dataFolder, preprocessing, augmentation };
      count = countLabels((await loadDataset(request, model)).dataset);
      counts.set(key, count);
    }
    const training = Math.min(count.images - settings.validation, settings.limit ?? Number.POSITIVE_INFINITY);
    const labelled = settings.labels ?? Math.min(count.labelled, training);
    costs.set(number, { steps: countSteps(settings, labelled, training).steps, settings });
  }
  return costs;
}

function countLabels({ training: { labels } }: Dataset): { images: number; labelled: number } {
  const without = labels.reduce((sum, label) => sum + (label === unlabelled ? 1 : 0), 0);
  return { images: labels.length, labelled: labels.length - without };
}

/** How long steps take, by the model and the batch. */
export class StepTimes {
  readonly #seconds = new Map<string, { readonly steps: number; readonly seconds: number }>();

  /** Takes note that so many steps of a cell, all that it has made, took so long. */
  note({ plan }: QueuedCell, { settings }: CellCost, steps: number, seconds: number): void {
    if (steps > 0) this.#seconds.set(keyOf(plan.model, settings), { steps, seconds });
  }

  /** Seconds that a step of a cell takes; of one like it where none was made; null where none was made at all. */
  ofStep({ plan }: QueuedCell, { settings }: CellCost): number | null {
    const own = this.#seconds.get(keyOf(plan.model, settings));
    if (own !== undefined) return own.seconds / own.steps;
    const all = [...this.#seconds.values()];
    if (all.length === 0) return null;
    return all.reduce((sum, { steps, seconds }) => sum + seconds / steps, 0) / all.length;
  }
}

function keyOf(model: string, { batch, mode }: TrainSettings): string {
  return `${model} ${batch} ${mode}`;
}
