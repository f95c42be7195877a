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
import type { Span } from "../source/span.js";
import type { ExperimentItemNode, ExperimentNode } from "../syntax/ast.js";
import { Cursor, readSettings, type Setting, type SettingName } from "./items.js";
import { count, mixture, natural, positive } from "./numbers.js";
import { readData, readLabels, readModes, readNumbers, readPrecisions, readSeeds } from "./settings/lists.js";
import { type ChosenModel, readModels } from "./settings/models.js";
import { readOptimizers, readSchedules, readStop } from "./settings/options.js";
import { type Placed, readAugmentation, readPreprocessing } from "./settings/pipelines.js";
import { readQuickBlock, readStudy } from "./settings/study.js";
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

/** What an experiment says, with what it leaves out. */
interface Said {
  readonly settings: SweptSettings;
  /** The swept settings that are written, in source order; the others have one value. */
  readonly order: readonly (keyof SweptSettings)[];
  readonly augment: readonly Placed<AugmentationPlan>[];
  readonly preprocess: readonly Placed<PreprocessingPlan>[];
}

export interface Experiment extends Said {
  readonly node: ExperimentNode;
  readonly study: StudyName | null;
  /** What `quick { … }` makes of it: a small version; null where there is none. */
  readonly quick: Experiment | null;
}

interface Reading {
  readonly file: LinkedFile;
  readonly expander: Expander;
  readonly report: Report;
  readonly misspelt: Set<string>;
}

/**
 * Reads an experiment over what it extends, of which it takes all but the small version; null, with a diagnostic, where a setting is wrong or
 * missing. `base` is undefined for one that extends nothing, and null where its base is wrong itself: then its own settings are looked at.
 */
export function readExperiment(
  node: ExperimentNode,
  base: Experiment | null | undefined,
  file: LinkedFile,
  expander: Expander,
  report: Report,
): Experiment | null {
  const misspelt = new Set<string>();
  const reading: Reading = { file, expander, report, misspelt };
  const given = readSettings(node.items, misspelt, report);
  const here = node.keyword.span;
  const before = base ?? unsaid(here);
  const said = readSaid(given, before, reading);
  const study = readOnce(given, "study", (cursor) => readStudy(cursor), reading);
  const block = readOnce(given, "quick", (cursor) => readQuickBlock(cursor), reading);
  let isSound = node.intact && node.name !== null && base !== null && study !== null && block !== null;
  for (const needed of ["model", "data"] as const) {
    if (base !== undefined || given.some(({ name }) => name === needed)) continue;
    isSound = false;
    if (!node.intact || misspelt.has(needed)) continue;
    const values = { experiment: node.name?.text ?? "", setting: needed };
    report("SW0807", {
      span: node.name?.span ?? here,
      values,
      label: needed === "model" ? "such as model Mnist" : "such as data mnist",
    });
  }
  const small = block ? readSaid(readQuick(block, reading), said ?? before, reading) : undefined;
  if (!isSound || said === null || small === null) return null;
  const about = { node, study: study ?? base?.study ?? null };
  const quick = small === undefined ? null : { ...about, ...small, quick: null };
  return { ...about, ...said, quick };
}

/** The one value of a setting; undefined where it is not given, null, with a diagnostic, where it is wrong. */
function readOnce<Value>(
  given: readonly Setting[],
  name: SettingName,
  reader: (cursor: Cursor) => Value | null,
  { report, misspelt }: Reading,
): Value | null | undefined {
  const setting = given.find((candidate) => candidate.name === name);
  return setting === undefined ? undefined : reader(new Cursor(setting, report, misspelt));
}

/** The settings in the braces of `quick`. SW0819 for those that a small version cannot change. */
function readQuick(items: readonly ExperimentItemNode[], { misspelt, report }: Reading): Setting[] {
  return readSettings(items, misspelt, report).filter(({ name, span }) => {
    if (name !== "study" && name !== "quick") return true;
    report("SW0819", { span, values: { setting: name } });
    return false;
  });
}

/** Reads swept settings and pipelines; what is not given is as it was. Null, with a diagnostic, where one is wrong. */
function readSaid(
  given: readonly Setting[],
  otherwise: Said,
  { file, expander, report, misspelt }: Reading,
): Said | null {
  let isSound = true;
  const { settings: before } = otherwise;
  const read = <Value>(name: SettingName, reader: (cursor: Cursor) => Value | null, other: Value): Value => {
    const setting = given.find((candidate) => candidate.name === name);
    const value = setting === undefined ? other : reader(new Cursor(setting, report, misspelt));
    if (value === null) isSound = false;
    return value ?? other;
  };
  const settings: SweptSettings = {
    model: read("model", (cursor) => readModels(cursor, file, expander), before.model),
    data: read("data", readData, before.data),
    labels: read("labels", readLabels, before.labels),
    mode: read<Swept<TrainingMode | null>>("mode", readModes, before.mode),
    share: read(
      "share",
      (cursor) => readNumbers(cursor, "share", mixture, "the labelled share of a batch"),
      before.share,
    ),
    validation: read(
      "validation",
      (cursor) => readNumbers(cursor, "validation", natural, "the number of images held back"),
      before.validation,
    ),
    clip: read<Swept<number | null>>(
      "clip",
      (cursor) => readNumbers(cursor, "clip", positive, "the largest norm of the gradient"),
      before.clip,
    ),
    optimizer: read("optimizer", readOptimizers, before.optimizer),
    schedule: read("schedule", readSchedules, before.schedule),
    batch: read("batch", (cursor) => readNumbers(cursor, "batch", count, "the batch"), before.batch),
    epochs: read(
      "epochs",
      (cursor) => readNumbers(cursor, "epochs", count, "the number of epochs"),
      before.epochs,
    ),
    stop: read<SweptSettings["stop"]>("stop", readStop, before.stop),
    seeds: read("seeds", readSeeds, before.seeds),
    precision: read("precision", readPrecisions, before.precision),
  };
  const augment = read("augment", readAugmentation, otherwise.augment);
  const preprocess = read("preprocess", readPreprocessing, otherwise.preprocess);
  const written = given.map(({ name }) => name).filter((name) => name in settings) as (keyof SweptSettings)[];
  const order = [...new Set([...otherwise.order, ...written])];
  return isSound ? { settings, order, augment, preprocess } : null;
}

/** What holds where nothing is said. */
function unsaid(here: Span): Said {
  return {
    settings: {
      model: { axes: [], points: [] },
      data: { axes: [], points: [] },
      labels: fixed("all", here),
      mode: fixed(null, here),
      share: fixed(0.5, here),
      validation: fixed(1000, here),
      clip: fixed(null, here),
      optimizer: fixed(defaultOptimizer, here),
      schedule: fixed({ kind: "constant", warmupEpochs: 0 }, here),
      batch: fixed(64, here),
      epochs: fixed(10, here),
      stop: fixed(null, here),
      seeds: fixed(1, here),
      precision: fixed("fp32", here),
    },
    order: [],
    augment: [],
    preprocess: [],
  };
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
