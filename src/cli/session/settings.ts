/** How a model is trained: what an experiment and the options of `swwae train` say, filled in with defaults. */
import type {
  AugmentationStep,
  EngineChoice,
  Mode,
  Model,
  OptimizerOptions,
  Precision,
  PreprocessingStep,
  ScheduleSettings,
} from "../../runtime/index.js";
import type { ChannelStatistics } from "../../training/index.js";
import { UserError } from "../../training/errors.js";

/** Everything that decides the numbers of a training; kept in run.json. */
export interface TrainSettings {
  /** Name of a data set, or path of a folder. */
  readonly data: string;
  readonly mode: Mode;
  /** Labelled samples, balanced over the classes; null for all. */
  readonly labels: number | null;
  /** Share of each batch that is labelled, in the semi-supervised mode. */
  readonly labelledShare: number;
  /** Passes, may be fractional; see {@link countSteps}. */
  readonly epochs: number;
  readonly batch: number;
  readonly optimizer: OptimizerOptions;
  /** The largest norm that the gradient may have; null for any. */
  readonly clip: number | null;
  /** Learning rate, which the schedule changes. */
  readonly rate: number;
  readonly schedule: ScheduleSettings;
  /** Ends where so many validations in a row are no better than the best; null to train all epochs. */
  readonly earlyStopping: { readonly patience: number } | null;
  /** Random changes of training images. */
  readonly augmentation: readonly AugmentationStep[];
  /** Fixed changes of all images. */
  readonly preprocessing: readonly PreprocessingStep[];
  readonly seed: number;
  readonly engine: EngineChoice;
  /** What to compute in where the engine and the processor can. */
  readonly precision: Precision;
  /** Training images held back for validation. */
  readonly validation: number;
  /** Training images used; null for all. */
  readonly limit: number | null;
}

/** What does not decide the numbers (much), or belongs to the machine. */
export interface MachineSettings {
  /** Null: as many as the engine thinks right. */
  readonly threads: number | null;
  /** How the onnx engine writes operations; null for its own choice. */
  readonly lowering: "fast" | "reference" | null;
  /** What to compute in, whatever a run or its settings say; null for what they say. */
  readonly precision: Precision | null;
  /** Folder of the data files; null for the installed ones. */
  readonly dataFolder: string | null;
}

const defaults: Omit<TrainSettings, "mode"> = {
  data: "mnist",
  labels: null,
  labelledShare: 0.5,
  epochs: 2,
  batch: 64,
  optimizer: { kind: "adam" },
  clip: null,
  rate: 0.002,
  schedule: { kind: "one-cycle", warmupEpochs: 0 },
  earlyStopping: null,
  augmentation: [],
  preprocessing: [],
  seed: 1,
  engine: "auto",
  precision: "fp32",
  validation: 1000,
  limit: null,
};

/** Settings that the user gave. */
export type GivenSettings = { readonly [Key in keyof TrainSettings]?: TrainSettings[Key] | undefined };

/**
 * Fills in what was not given: from what is inherited, else by default.
 *
 * @param inherited settings of the run that is continued, or of an experiment; empty where there is neither.
 * @throws UserError where the mode does not go with the model, or nothing is held back to decide when to stop.
 */
export function completeSettings(
  given: GivenSettings,
  inherited: GivenSettings,
  model: Model,
): TrainSettings {
  const mode: Mode = model.classes === null ? "unsupervised" : "semi-supervised";
  const settings: TrainSettings = { ...defaults, mode, ...defined(inherited), ...defined(given) };
  if (model.classes === null && settings.mode !== "unsupervised") {
    throw new UserError(`the model ${model.name} has no classifier, which the ${settings.mode} mode needs`, {
      hint: "train it with --mode unsupervised, or give it a classifier",
    });
  }
  if (settings.earlyStopping !== null && settings.validation === 0) {
    throw new UserError("early stopping needs images held back for validation", {
      hint: "give --validation more than 0",
    });
  }
  return settings;
}

/**
 * Steps in one epoch and in all. An epoch shows as many images as there are to learn from: the labelled ones in the
 * supervised mode, else all training images (half of the places of a mixed batch are then filled from the labelled).
 */
export function countSteps(
  { mode, epochs, batch }: TrainSettings,
  labelled: number,
  images: number,
): { stepsPerEpoch: number; steps: number } {
  const shown = mode === "supervised" ? labelled : images;
  return {
    stepsPerEpoch: Math.max(1, Math.round(shown / batch)),
    steps: Math.max(1, Math.round((epochs * shown) / batch)),
  };
}

/**
 * Share of each batch that carries labels: all or nothing, unless labelled and unlabelled images are mixed.
 *
 * @param areAllLabelled whether every image to learn from may be used with its label.
 */
export function labelledShareOf({ mode, labelledShare }: TrainSettings, areAllLabelled: boolean): number {
  if (mode === "unsupervised") return 0;
  if (mode === "supervised" || areAllLabelled) return 1;
  return labelledShare;
}

/** The settings among the options of a run's record; whatever else is there, such as "from", is left out. */
export function settingsOf(options: Readonly<Record<string, unknown>>): GivenSettings {
  const names = new Set<string>(["mode", ...Object.keys(defaults)]);
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.has(name)));
}

/** What the standardisations of a recorded training measured. */
export function statisticsOf(options: Readonly<Record<string, unknown>>): readonly ChannelStatistics[] {
  return (options["statistics"] ?? []) as readonly ChannelStatistics[];
}

function defined(settings: GivenSettings): Partial<TrainSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
