/** An experiment whose settings are read, each with all values that it sweeps over. */
import type { Expander } from "../expand/expander.js";
import type { LinkedFile } from "../link/link.js";
import type { Report } from "../diagnostics/diagnostic.js";
import type {
  AugmentationPlan,
  DataPlan,
  OptimizerPlan,
  PrecisionPlan,
  PreprocessingPlan,
  SchedulePlan,
  StudyName,
  TrainingMode,
} from "../plan/plan.js";
import type { ExperimentNode } from "../syntax/ast.js";
import { Cursor, readSettings, type SettingName } from "./items.js";
import { count, mixture, natural, positive } from "./numbers.js";
import { readData, readLabels, readModes, readNumbers, readPrecisions, readSeeds } from "./settings/lists.js";
import { type ChosenModel, readModels } from "./settings/models.js";
import { readOptimizers, readSchedules, readStop } from "./settings/options.js";
import { type Placed, readAugmentation, readPreprocessing } from "./settings/pipelines.js";
import { readStudy } from "./settings/study.js";
import { fixed, mostCells, type Swept } from "./sweep.js";

/** The settings that span the sweep, in the order of their defaults. */
export interface SweptSettings {
  readonly model: Swept<ChosenModel>;
  readonly data: Swept<Omit<DataPlan, "labels">>;
  readonly labels: Swept<number | "all">;
  /** Null where the model decides: semi-supervised with a classifier, else unsupervised. */
  readonly mode: Swept<TrainingMode | null>;
  readonly share: Swept<number>;
  readonly validation: Swept<number>;
  readonly optimizer: Swept<OptimizerPlan>;
  readonly clip: Swept<number | null>;
  readonly schedule: Swept<SchedulePlan>;
  readonly batch: Swept<number>;
  readonly epochs: Swept<number>;
  readonly stop: Swept<{ readonly patience: number } | null>;
  readonly seeds: Swept<number>;
  readonly precision: Swept<PrecisionPlan>;
}

export interface Experiment {
  readonly node: ExperimentNode;
  readonly settings: SweptSettings;
  readonly study: StudyName | null;
  /** The swept settings that are written, in source order; the others have one value. */
  readonly order: readonly (keyof SweptSettings)[];
  readonly augment: readonly Placed<AugmentationPlan>[];
  readonly preprocess: readonly Placed<PreprocessingPlan>[];
}

/** Reads an experiment; null, with a diagnostic, where a setting is wrong or missing. */
export function readExperiment(
  node: ExperimentNode,
  file: LinkedFile,
  expander: Expander,
  report: Report,
): Experiment | null {
  const misspelt = new Set<string>();
  const given = readSettings(node, misspelt, report);
  const here = node.keyword.span;
  let isSound = node.intact && node.name !== null;
  const read = <Value>(
    name: SettingName,
    reader: (cursor: Cursor) => Value | null,
    otherwise: Value,
  ): Value => {
    const setting = given.find((candidate) => candidate.name === name);
    const value = setting === undefined ? otherwise : reader(new Cursor(setting, report, misspelt));
    if (value === null) isSound = false;
    return value ?? otherwise;
  };
  const settings: SweptSettings = {
    model: read("model", (cursor) => readModels(cursor, file, expander), { axes: [], points: [] }),
    data: read("data", readData, { axes: [], points: [] }),
    labels: read("labels", readLabels, fixed("all", here)),
    mode: read<Swept<TrainingMode | null>>("mode", readModes, fixed(null, here)),
    share: read(
      "share",
      (cursor) => readNumbers(cursor, "share", mixture, "the labelled share of a batch"),
      fixed(0.5, here),
    ),
    validation: read(
      "validation",
      (cursor) => readNumbers(cursor, "validation", natural, "the number of images held back"),
      fixed(1000, here),
    ),
    clip: read<Swept<number | null>>(
      "clip",
      (cursor) => readNumbers(cursor, "clip", positive, "the largest norm of the gradient"),
      fixed(null, here),
    ),
    optimizer: read("optimizer", readOptimizers, fixed(defaultOptimizer, here)),
    schedule: read("schedule", readSchedules, fixed({ kind: "constant", warmupEpochs: 0 }, here)),
    batch: read("batch", (cursor) => readNumbers(cursor, "batch", count, "the batch"), fixed(64, here)),
    epochs: read(
      "epochs",
      (cursor) => readNumbers(cursor, "epochs", count, "the number of epochs"),
      fixed(10, here),
    ),
    stop: read<SweptSettings["stop"]>("stop", readStop, fixed(null, here)),
    seeds: read("seeds", readSeeds, fixed(1, here)),
    precision: read("precision", readPrecisions, fixed("fp32", here)),
  };
  const study = read<StudyName | "none">("study", readStudy, "none");
  const augment = read("augment", readAugmentation, []);
  const preprocess = read("preprocess", readPreprocessing, []);
  for (const needed of ["model", "data"] as const) {
    if (given.some(({ name }) => name === needed)) continue;
    isSound = false;
    if (!node.intact || misspelt.has(needed)) continue;
    const values = { experiment: node.name?.text ?? "", setting: needed };
    report("SW0807", {
      span: node.name?.span ?? here,
      values,
      label: needed === "model" ? "such as model Mnist" : "such as data mnist",
    });
  }
  const order = given.map(({ name }) => name).filter((name): name is keyof SweptSettings => name in settings);
  const said = study === "none" ? null : study;
  return isSound ? { node, settings, study: said, order, augment, preprocess } : null;
}

const defaultOptimizer: OptimizerPlan = {
  kind: "adam",
  rate: 0.001,
  momentum: 0,
  nesterov: false,
  beta1: 0.9,
  beta2: 0.999,
  weightDecay: 0,
};

/** How many cells the sweep has. */
export function countCells({ settings, order }: Experiment): number {
  return order.reduce((product, name) => Math.min(product * settings[name].points.length, mostCells + 1), 1);
}
