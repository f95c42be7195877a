/** Experiments: what is trained on what, and how; with lists of values, whose combinations are its cells. */
import type { Precision } from "../engines/engine.js";
import type { Model } from "../model/model.js";
import type { Mode } from "../programs/mode.js";
import type { OptimizerOptions } from "../programs/optimizer.js";
import type { AugmentationStep, DataSettings, PreprocessingStep, ScheduleSettings } from "./settings.js";

/** Everything that one run is told. */
export interface ExperimentSettings {
  readonly model: Model;
  readonly data: DataSettings;
  /** Share of each batch that carries labels where not all images have one; 0.5 where absent. */
  readonly labelledShare?: number;
  /** Training images held back for validation; 1000 where absent. */
  readonly validation?: number;
  readonly mode: Mode;
  /** The optimiser, and the learning rate before the schedule. */
  readonly optimizer: OptimizerOptions & { readonly rate: number };
  /** The largest norm that the gradient of all parameters together may have; null or absent for any. */
  readonly clip?: number | null;
  readonly schedule: ScheduleSettings;
  /** Samples in a batch. */
  readonly batch: number;
  readonly epochs: number;
  /** Ends the run after so many validations in a row that are no better than the best; null to train all epochs. */
  readonly earlyStopping: { readonly patience: number } | null;
  readonly seed: number;
  /** What to compute in where the engine and the processor can; fp32 where absent. */
  readonly precision?: Precision;
  /** Random changes of every training image, in order. */
  readonly augmentation: readonly AugmentationStep[];
  /** Fixed changes of every image, in order. */
  readonly preprocessing: readonly PreprocessingStep[];
}

/** What varies from run to run: values by name. */
export interface Axes {
  readonly [name: string]: readonly (number | string)[];
}

/** One value of every axis. */
export type Choice<A extends Axes> = { readonly [Name in keyof A]: A[Name][number] };

export interface Experiment<A extends Axes = Axes> {
  readonly name: string;
  readonly axes: A;
  /** What a run is told, given its choice. */
  settings(choice: Choice<A>): ExperimentSettings;
}

/** One run of an experiment. */
export interface ExperimentCell {
  /** "labels 100, seed 2"; empty where nothing varies. */
  readonly label: string;
  readonly settings: ExperimentSettings;
}

/** Declares an experiment; the values of its axes keep their types. */
export function defineExperiment<const A extends Axes>(experiment: Experiment<A>): Experiment<A> {
  return experiment;
}

/** The runs of an experiment: every combination of its axes' values, the last axis varying fastest. */
export function experimentCells(experiment: Experiment): ExperimentCell[] {
  const choices = Object.entries(experiment.axes).reduce<readonly Choice<Axes>[]>(
    (combinations, [name, values]) =>
      combinations.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value }))),
    [{}],
  );
  return choices.map((choice) => ({
    label: Object.entries(choice)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
    settings: experiment.settings(choice),
  }));
}
