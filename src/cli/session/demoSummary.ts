/** What the demo ends with, as text and as JSON. */
import type { Model } from "../../runtime/index.js";
import type { Evaluation, RunFolder } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { demoLabels } from "./demoSettings.js";
import { clock, percentage } from "./progress.js";
import type { TrainSettings } from "./settings.js";

/** One of the two trainings. */
export interface Variant {
  readonly title: string;
  readonly model: Model;
  readonly settings: TrainSettings;
  /** Paths of what it writes. */
  readonly weights: string;
  readonly metrics: string;
}

export interface Variants {
  readonly hard: Variant;
  readonly none: Variant;
}

/** What a training came to. */
export interface VariantResult {
  readonly test: Evaluation;
  /** Of the test images in the picture. */
  readonly reconstructions: Float32Array;
  readonly steps: number;
  readonly batch: number;
  readonly seconds: number;
}

interface VariantFigures {
  /** Share of the test images put in a wrong class; of the network without where too, though it is shown fewer images. */
  readonly testError: number | null;
  readonly testImages: number;
  readonly reconstructionError: number | null;
  readonly imagesShown: number;
  readonly seconds: number;
}

export type DemoSummary = {
  readonly run: string;
  readonly labels: number;
  readonly whereHard: VariantFigures;
  readonly whereNone: VariantFigures;
  readonly files: {
    readonly picture: string;
    readonly weights: readonly string[];
    readonly metrics: readonly string[];
  };
};

export function demoSummary(
  folder: RunFolder,
  { hard, none }: Variants,
  hardResult: VariantResult,
  noneResult: VariantResult,
): DemoSummary {
  return {
    run: shownPath(folder.path),
    labels: demoLabels,
    whereHard: figures(hardResult),
    whereNone: figures(noneResult),
    files: {
      picture: shownPath(folder.reconstructions),
      weights: [hard.weights, none.weights].map(shownPath),
      metrics: [hard.metrics, none.metrics].map(shownPath),
    },
  };
}

/** Prints the summary on standard output. `total`: training images, labelled or not. */
export function printDemoSummary(
  { whereHard, whereNone, files, labels }: DemoSummary,
  total: number,
  terminal: Terminal,
): void {
  const { bold } = terminal.colors;
  const labelled = `${counted(labels, "label")}, the rest of ${counted(total, "image")} unlabelled`;
  const tested = `of ${counted(whereHard.testImages, "image")}; ${labelled}`;
  terminal.print(
    `\n${bold("test error")}            ${percentage(whereHard.testError ?? Number.NaN)} ${tested}`,
  );
  terminal.print(`${bold("reconstruction error")}  squared, per pixel`);
  terminal.print(`  where hard          ${reconstructionLine(whereHard)}`);
  terminal.print(`  where none          ${reconstructionLine(whereNone)}`);
  terminal.print(`picture               ${files.picture}`);
  for (const path of files.weights) terminal.print(`weights               ${path}`);
  for (const path of files.metrics) terminal.print(`metrics               ${path}`);
}

function figures({ test, steps, batch, seconds }: VariantResult): VariantFigures {
  const { errorRate, reconstructionError } = test;
  return {
    testError: errorRate,
    testImages: test.samples,
    reconstructionError,
    imagesShown: steps * batch,
    seconds,
  };
}

function reconstructionLine({ reconstructionError, imagesShown, seconds }: VariantFigures): string {
  const error = (reconstructionError ?? Number.NaN).toFixed(5);
  return `${error}  ${counted(imagesShown, "image")} shown in ${clock(seconds)}`;
}
