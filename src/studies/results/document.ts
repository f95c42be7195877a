/**
 * results.json of a study: everything that its page is drawn from, one entry for every finished cell. docs/studies.md describes it,
 * docs/schemas/results.schema.json says its form.
 */
import type { StudyName } from "../../compiler/index.js";
import type { Evaluation } from "../../training/index.js";

export interface StudyResults {
  readonly format: 1;
  readonly study: StudyName;
  /** Whether the cells are those of the experiments' quick versions; quick and full cells are never in one document. */
  readonly quick: boolean;
  /** The command that makes the document again. */
  readonly command: string;
  /** The spec that the last cells came from. */
  readonly spec: { readonly path: string; readonly text: string };
  /** By a key of their own: what the trainings of cells were told, but for what the cells say themselves. */
  readonly trainings: Readonly<Record<string, Training>>;
  /** By the models' names and digests. */
  readonly models: Readonly<Record<string, ModelFacts>>;
  /** By a key of their own. */
  readonly machines: Readonly<Record<string, Machine>>;
  /** Which images kept their label, by {@link StudyCell.subset}. */
  readonly subsets: Readonly<Record<string, LabelSubset>>;
  /** By the experiment's name and the cell's number. */
  readonly cells: readonly StudyCell[];
}

/** What a training was told, as `swwae train` names it. */
export type Training = Readonly<Record<string, unknown>>;

/** What a study needs to know of a model. */
export interface ModelFacts {
  readonly name: string;
  /** Numbers in all trained parameters. */
  readonly parameters: number;
  /** The largest rate of its dropout layers; 0 where there is none. */
  readonly dropout: number;
  /** Weights of the terms of the loss: "NLL", "L2rec", "L2M middle". */
  readonly weights: Readonly<Record<string, number>>;
  /** Whether the squared differences of a sample are summed up, or their mean is taken. */
  readonly reduce: "mean" | "sum";
  /** Its poolings, bottom first. */
  readonly poolings: readonly {
    readonly size: readonly [rows: number, columns: number];
    readonly where: string;
  }[];
}

/** The machine that trained, what it computed with, and in which versions. */
export interface Machine {
  readonly facts: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly precision: string;
  /** Null where the engine took as many as it thought right. */
  readonly threads: number | null;
  readonly versions: Readonly<Record<string, string>>;
}

export interface LabelSubset {
  /** SHA-256 of the data set's training images and labels. */
  readonly data: string;
  /** How many of the training images are labelled. */
  readonly count: number;
  /** Their indices, ascending, as {@link packIndices} writes them. */
  readonly indices: string;
}

/** One finished training. */
export interface StudyCell {
  readonly experiment: string;
  /** Its place in the experiment, from 1 on. */
  readonly number: number;
  /** The value of every axis of the experiment, by name. */
  readonly choice: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly labels: number | "all";
  /** Digest of the planned model and of everything that its training was told. */
  readonly digest: string;
  readonly model: string;
  readonly training: string;
  readonly machine: string;
  /** Null where no labels are chosen. */
  readonly subset: string | null;
  readonly steps: number;
  readonly seconds: number;
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
  /** What the study measured besides; by name. */
  readonly measures: Readonly<Record<string, number>>;
  /** Pictures that the study keeps, PNG in base64; by name. */
  readonly pictures: Readonly<Record<string, string>>;
}
