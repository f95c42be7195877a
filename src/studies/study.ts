/** What every study is: which page it draws, and what it measures besides. */
import type { ModelPlan, StudyName } from "../compiler/index.js";
import type { Engine, ImagePipeline, Model, TensorValue } from "../runtime/index.js";
import type { Dataset, Evaluator } from "../training/index.js";
import type { StudyPage } from "./page/content.js";
import type { StudyResults } from "./results/document.js";

export interface Study {
  readonly name: StudyName;
  /** Draws the page from the data alone: the same data make the same page. */
  readonly draw: (results: StudyResults) => Promise<StudyPage>;
  /** What is measured of a finished run besides what its record says; absent where that is enough. */
  readonly measure?: (run: MeasuredRun) => Promise<Measured>;
}

/** A finished run, its weights on an engine. */
export interface MeasuredRun {
  readonly mode: string;
  readonly seed: number;
  /** Training images held back. */
  readonly validation: number;
  /** Training images used; null for all. */
  readonly limit: number | null;
  readonly model: Model;
  /** What the model was made from. */
  readonly plan: ModelPlan;
  readonly weights: ReadonlyMap<string, TensorValue>;
  readonly engine: Engine;
  readonly evaluator: Evaluator;
  readonly dataset: Dataset;
  /** From the data set's bytes to what the network is shown. */
  readonly pipeline: ImagePipeline;
}

export interface Measured {
  /** Figures by name. */
  readonly measures: Readonly<Record<string, number>>;
  /** Pictures by name, PNG in base64. */
  readonly pictures: Readonly<Record<string, string>>;
}
