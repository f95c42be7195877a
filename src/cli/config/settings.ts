/** The settings of a project file, swwae.config.json: their names, what each may be, and what it means. */
import type { EngineChoice } from "../../runtime/index.js";
import { engineWords } from "../options/commonOptions.js";
import { type TargetName, targetNames } from "../session/targets.js";

/** What a project file says; what it leaves out is undefined. Paths are relative to the project file. */
export interface Config {
  readonly specs?: readonly string[];
  readonly out?: string;
  readonly target?: readonly TargetName[];
  readonly sourceMap?: boolean;
  readonly train?: TrainConfig;
}

/** Defaults of `swwae train`; experiments and options come before them. */
export interface TrainConfig {
  readonly runs?: string;
  readonly engine?: EngineChoice;
  readonly threads?: number;
  readonly dataDir?: string;
  readonly mode?: "supervised" | "unsupervised" | "semi-supervised";
  readonly labels?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly validation?: number;
}

/** What a value may be. */
export type SettingKind =
  | { readonly kind: "text" }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly words: readonly string[] }
  | { readonly kind: "number"; readonly whole: boolean; readonly above?: number; readonly atLeast?: number }
  /** One value, or a list of at least one. */
  | { readonly kind: "list"; readonly of: SettingKind }
  | { readonly kind: "group"; readonly settings: SettingTable };

export type Setting = SettingKind & { readonly meaning: string };

export type SettingTable = Readonly<Record<string, Setting>>;

/** A table with a row for every key of a type, and no other. */
type TableOf<Settings> = { readonly [Key in keyof Required<Settings>]: Setting };

const whole = (atLeast: number) => ({ kind: "number", whole: true, atLeast }) as const;
const positive = { kind: "number", whole: false, above: 0 } as const;

const trainSettings: TableOf<TrainConfig> = {
  runs: { kind: "text", meaning: "Folder of the runs." },
  engine: { kind: "choice", words: engineWords, meaning: "What computes." },
  threads: { ...whole(1), meaning: "Threads to compute with; all cores where it is left out." },
  dataDir: { kind: "text", meaning: "Folder of the data files." },
  mode: {
    kind: "choice",
    words: ["supervised", "unsupervised", "semi-supervised"],
    meaning: "Which terms of the loss count.",
  },
  labels: { ...whole(1), meaning: "Labelled images, balanced over the classes." },
  epochs: { ...positive, meaning: "Passes over the training images." },
  batch: { ...whole(1), meaning: "Images in a batch." },
  rate: { ...positive, meaning: "Learning rate, which the schedule changes." },
  seed: { ...whole(0), meaning: "Seed of all random numbers." },
  validation: { ...whole(0), meaning: "Training images held back." },
};

const settings: TableOf<Config> & { readonly $schema: Setting } = {
  $schema: { kind: "text", meaning: "Where editors find the schema of this file." },
  specs: {
    kind: "list",
    of: { kind: "text" },
    meaning:
      "Specs, and folders that are searched for them: what check and compile take where no files are named.",
  },
  out: { kind: "text", meaning: "Folder of what compile writes." },
  target: {
    kind: "list",
    of: { kind: "choice", words: targetNames },
    meaning: "What compile writes of each spec.",
  },
  sourceMap: { kind: "flag", meaning: "Whether TypeScript modules get a source map beside them." },
  train: {
    kind: "group",
    settings: trainSettings,
    meaning: "Defaults of train; an experiment's settings and the command's options come before them.",
  },
};

/** Every setting at the top of the file. */
export const configSettings: SettingTable = settings;
