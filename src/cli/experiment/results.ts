/**
 * results.json and results.csv: what the cells of an experiment have come to, written anew, all of it or nothing, whenever something
 * changes. docs/training.md describes them.
 */
import { basename, join } from "node:path";
import type { ExperimentPlan } from "../../compiler/index.js";
import { type Estimate, estimate, groupBy } from "../../report/index.js";
import type { StudyCell } from "../../studies/index.js";
import { type Evaluation, type RunRecord, writeFileAtomically } from "../../training/index.js";
import { packageVersion } from "../packageFolder.js";
import type { QueuedCell } from "./cells.js";

export type CellStatus = "waiting" | "running" | "interrupted" | "failed" | "finished";

/** What is known of a cell. */
export interface CellResult {
  readonly number: number;
  readonly label: string;
  readonly choice: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly model: string;
  /** The run folder's name, in the folder of results.json. */
  readonly run: string;
  readonly status: CellStatus;
  /** Steps made, and steps to make; null before it was begun. */
  readonly steps: number | null;
  readonly plannedSteps: number | null;
  readonly seconds: number | null;
  readonly imagesPerSecond: number | null;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  /** What went wrong, where it failed. */
  readonly failure: string | null;
}

/** The cells that differ by their seed alone. */
export interface ChoiceSummary {
  /** Every axis but the seed. */
  readonly choice: Readonly<Record<string, string>>;
  /** Finished cells, of how many. */
  readonly finished: number;
  readonly cells: number;
  /** Mean and standard error over the seeds; null where there is nothing to take them of. */
  readonly testError: Estimate | null;
  readonly reconstructionError: Estimate | null;
  readonly validationError: Estimate | null;
}

export interface ResultsDocument {
  readonly format: 1;
  readonly generator: string;
  readonly experiment: string;
  /** Path of the spec. */
  readonly spec: string;
  readonly status: "running" | "interrupted" | "failed" | "finished";
  /** ISO 8601, UTC. */
  readonly updated: string;
  readonly axes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly cells: readonly CellResult[];
  readonly summary: readonly ChoiceSummary[];
}

/** What a cell's record says of it, with the steps that were made; `status` where the record is not the last word. */
export function cellResult(
  { number, plan, choice, folder }: QueuedCell,
  record: RunRecord | null,
  made: number,
  status: CellStatus | null = null,
): CellResult {
  const result = record?.result as
    | {
        readonly test: Evaluation;
        readonly validation: Evaluation | null;
        seconds: number;
        imagesPerSecond: number;
      }
    | null
    | undefined;
  const left = record?.status === "running" ? "interrupted" : record?.status;
  return {
    number,
    label: plan.label,
    choice,
    seed: plan.seed,
    model: plan.model,
    run: basename(folder.path),
    status: status ?? left ?? "waiting",
    steps: record === null ? null : made,
    plannedSteps: record?.plannedSteps ?? null,
    seconds: result?.seconds ?? null,
    imagesPerSecond: result?.imagesPerSecond ?? null,
    validation: result?.validation ?? null,
    test: result?.test ?? null,
    failure: record?.failure ?? null,
  };
}

/** What a study's results say of a cell that was trained before, here or elsewhere. */
export function keptResult({ number, plan, choice, folder }: QueuedCell, kept: StudyCell): CellResult {
  const { steps, seconds, validation, test } = kept;
  return {
    number,
    label: plan.label,
    choice,
    seed: plan.seed,
    model: plan.model,
    run: basename(folder.path),
    status: "finished",
    steps,
    plannedSteps: steps,
    seconds,
    imagesPerSecond: null,
    validation,
    test,
    failure: null,
  };
}

/** The whole document. */
export function resultsDocument(
  experiment: ExperimentPlan,
  spec: string,
  status: ResultsDocument["status"],
  cells: readonly CellResult[],
): ResultsDocument {
  return {
    format: 1,
    generator: `swwae ${packageVersion()}`,
    experiment: experiment.name,
    spec,
    status,
    updated: new Date().toISOString(),
    axes: experiment.axes.map(({ name, values }) => ({ name, values })),
    cells,
    summary: summariseSeeds(cells),
  };
}

/** One line for every choice on the axes but the seed, in the order of the cells. */
export function summariseSeeds(cells: readonly CellResult[]): ChoiceSummary[] {
  const groups = groupBy(cells, ({ choice }) => JSON.stringify(withoutSeed(choice)));
  return [...groups.values()].map((group) => {
    const finished = group.filter(({ status }) => status === "finished");
    const over = (figure: (cell: CellResult) => number | null | undefined): Estimate | null => {
      const values = finished.flatMap((cell) => figure(cell) ?? []);
      return values.length === 0 ? null : estimate(values);
    };
    return {
      choice: withoutSeed(group[0]?.choice ?? {}),
      finished: finished.length,
      cells: group.length,
      testError: over(({ test }) => test?.errorRate),
      reconstructionError: over(({ test }) => test?.reconstructionError),
      validationError: over(({ validation }) => validation?.errorRate),
    };
  });
}

function withoutSeed(choice: Readonly<Record<string, string>>): Record<string, string> {
  const { seed: _seed, ...others } = choice;
  return others;
}

/** Writes both files. Throws a UserError naming the path, where one cannot be written. */
export async function writeResults(folder: string, document: ResultsDocument): Promise<void> {
  await writeFileAtomically(join(folder, "results.json"), `${JSON.stringify(document, null, 2)}\n`);
  await writeFileAtomically(join(folder, "results.csv"), csvOf(document));
}

/** One line a cell (RFC 4180, with line feeds). */
export function csvOf({ axes, cells }: ResultsDocument): string {
  const header = [
    "number",
    ...axes.map(({ name }) => name),
    "status",
    "run",
    "steps",
    "seconds",
    "validation error",
    "test error",
    "reconstruction error",
    "failure",
  ];
  const rows = cells.map((cell) => [
    cell.number,
    ...axes.map(({ name }) => cell.choice[name]),
    cell.status,
    cell.run,
    cell.steps,
    cell.seconds,
    cell.validation?.errorRate,
    cell.test?.errorRate,
    cell.test?.reconstructionError,
    cell.failure?.split("\n")[0],
  ]);
  return [header, ...rows].map((row) => `${row.map(csvField).join(",")}\n`).join("");
}

function csvField(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
