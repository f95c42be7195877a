/** What a training ends with, as text and as JSON. */
import type { Evaluation } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import type { Terminal } from "../terminal.js";
import { clock, percentage, significant } from "./progress.js";

export interface TrainingResult {
  readonly status: "finished" | "interrupted";
  /** The run folder. */
  readonly run: string;
  readonly model: string;
  readonly mode: string;
  /** How many images could be learnt from, and how many of them with their label. */
  readonly images: number;
  readonly labelled: number;
  readonly steps: number;
  /** With early stopping, the step whose weights are kept; else null. */
  readonly bestStep: number | null;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Share of the time in which the engine waited for batches, in [0, 1]. */
  readonly waitedForData: number;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  readonly files: Readonly<Record<string, string>>;
  /** The command that goes on from here; null where the training is finished. */
  readonly goOn: string | null;
}

const labelWidth = 26;

/** Prints the result on standard output. */
export function printTrainingResult(result: TrainingResult, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.print(JSON.stringify(result, null, 2));
    return;
  }
  const { bold, yellow } = terminal.colors;
  const { model, mode, steps, seconds, imagesPerSecond, images, labelled } = result;
  const material = `${counted(images, "image")}, ${labelled.toLocaleString("en-US")} labelled`;
  terminal.print(
    `${bold(model)}, ${mode}: ${counted(steps, "step")} in ${clock(seconds)} (${Math.round(imagesPerSecond).toLocaleString("en-US")} img/s) on ${material}`,
  );
  terminal.print(`${"waited for data".padEnd(labelWidth)} ${percentage(result.waitedForData)} of the time`);
  if (result.bestStep !== null) {
    terminal.print(
      `${"best weights".padEnd(labelWidth)} after step ${result.bestStep.toLocaleString("en-US")}`,
    );
  }
  if (result.validation !== null) printEvaluation("validation", result.validation, terminal);
  if (result.test !== null) printEvaluation("test", result.test, terminal);
  for (const [name, path] of Object.entries(result.files))
    terminal.print(`${name.padEnd(labelWidth)} ${path}`);
  if (result.goOn !== null) {
    terminal.print(`${yellow("interrupted")}; go on with:\n  ${result.goOn}`);
  }
}

/** Prints the lines of an evaluation: error rate, reconstruction error, terms, as far as they are there. */
export function printEvaluation(title: string, evaluation: Evaluation, terminal: Terminal): void {
  const { samples, errorRate, reconstructionError, terms } = evaluation;
  const line = (name: string, value: string) =>
    terminal.print(`${`${title} ${name}`.padEnd(labelWidth)} ${value}`);
  if (errorRate !== null) line("error", `${percentage(errorRate)} of ${counted(samples, "image")}`);
  if (reconstructionError !== null)
    line("reconstruction", `${reconstructionError.toFixed(5)} squared error per pixel`);
  for (const [name, value] of Object.entries(terms)) line(name, significant(value));
}
