/** Runs in a table: those of a folder, or some of them side by side. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { diffDocument, renderDiff } from "../../compiler/emit/diff/index.js";
import type { Evaluation } from "../../training/index.js";
import { modelsNamed } from "../modelReference.js";
import { compileRecorded } from "../recordedSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { findRun, findRuns, type FoundRun } from "./findRuns.js";
import { clock, percentage } from "./progress.js";

/**
 * Prints the runs of a folder, oldest first; of a run folder, that run alone.
 *
 * @throws UserError where the folder cannot be read.
 */
export async function listRuns(path: string, json: boolean, terminal: Terminal): Promise<void> {
  const runs = (await isRun(path)) ? [await findRun(path)] : await findRuns(path, terminal);
  if (json) {
    terminal.print(JSON.stringify({ runs: runs.map(describe) }, null, 2));
    return;
  }
  if (runs.length === 0) {
    terminal.note(`${shownPath(path)} holds no runs`);
    return;
  }
  const rows = runs.map((run): TableRow => {
    const { started, data, options } = run.record;
    const { test, seconds } = resultOf(run);
    const cells = [
      shownPath(run.folder.path),
      started.slice(0, 16).replace("T", " "),
      run.status,
      data,
      written(options["labels"] ?? "all"),
      stepsOf(run),
      test?.errorRate === null || test === null ? "" : percentage(test.errorRate),
      test?.reconstructionError === null || test === null ? "" : test.reconstructionError.toFixed(5),
      seconds === null ? "" : clock(seconds),
    ];
    return { cells, below: whyFailed(run) };
  });
  const header = [
    "run",
    "started (UTC)",
    "status",
    "data",
    "labels",
    "steps",
    "test error",
    "reconstruction",
    "time",
  ];
  printTable(header, rows, terminal);
}

/** The first line of what went wrong; null where nothing did. */
function whyFailed({ record }: FoundRun): string | null {
  return record.status === "failed" ? (record.failure?.split("\n")[0] ?? null) : null;
}

/** Whether a path is that of one run, and not of a folder of runs. */
function isRun(path: string): Promise<boolean> {
  return stat(join(path, "run.json")).then(
    () => true,
    () => false,
  );
}

/**
 * Prints in what runs differ: settings, results and, of two, their models.
 *
 * @throws UserError where one is no run, or damaged.
 */
export async function compareRuns(
  paths: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const runs: FoundRun[] = [];
  for (const path of paths) runs.push(await findRun(path));
  const settings = differing(runs.map(({ record }) => flatten(settingsOf(record))));
  const results = differing(runs.map((run) => flatten(resultsOf(run))));
  const [first, second, third] = runs;
  const diff =
    first !== undefined && second !== undefined && third === undefined
      ? diffDocument(modelOf(first, terminal), modelOf(second, terminal))
      : null;
  if (json) {
    const document = {
      runs: runs.map(describe),
      settings,
      results,
      ...(diff === null ? {} : { model: diff }),
    };
    terminal.print(JSON.stringify(document, null, 2));
    return;
  }
  const header = ["", ...runs.map(({ folder }) => shownPath(folder.path))];
  const body = Object.entries({ ...settings, ...results }).map(([name, values]) => ({
    cells: [name, ...values.map(written)],
  }));
  if (body.length === 0) terminal.print("the runs have the same settings and results");
  else printTable(header, body, terminal);
  if (diff !== null) terminal.print(`\n${renderDiff(diff, { color: terminal.colors.isColorSupported })}`);
}

/** What `--json` says of a run. */
function describe(run: FoundRun): Record<string, unknown> {
  const { model, experiment, mode, data, engine, seed, started, plannedSteps, options } = run.record;
  return {
    run: shownPath(run.folder.path),
    status: run.status,
    started,
    model,
    ...(experiment === undefined ? {} : { experiment: experiment.name, cell: experiment.cell }),
    mode,
    data,
    engine,
    seed,
    steps: run.steps,
    plannedSteps,
    settings: options,
    ...(run.record.failure === undefined ? {} : { failure: run.record.failure }),
    result: run.record.result,
  };
}

interface RunResult {
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly seconds: number | null;
}

function resultOf({ record }: FoundRun): RunResult {
  const nothing = { test: null, validation: null, seconds: null };
  return { ...nothing, ...(record.result as Partial<RunResult> | null) };
}

function resultsOf(run: FoundRun): Record<string, unknown> {
  const { test, validation, seconds } = resultOf(run);
  return {
    status: run.status,
    steps: stepsOf(run),
    "validation error": validation?.errorRate ?? null,
    "test error": test?.errorRate ?? null,
    "reconstruction error": test?.reconstructionError ?? null,
    ...Object.fromEntries(Object.entries(test?.terms ?? {}).map(([name, value]) => [`test ${name}`, value])),
    seconds,
    failure: whyFailed(run),
  };
}

function settingsOf({
  options,
  engine,
  precision,
  machineOptions,
  versions,
  model,
  machine,
}: FoundRun["record"]) {
  const { statistics: _statistics, ...told } = options;
  return {
    model,
    ...told,
    engine,
    precision,
    threads: machineOptions.threads,
    processor: machine["processor"],
    versions,
  };
}

function stepsOf({ record, steps }: FoundRun): string {
  const planned = record.plannedSteps.toLocaleString("en-US");
  return steps === record.plannedSteps ? planned : `${steps.toLocaleString("en-US")} of ${planned}`;
}

function modelOf({ folder, record }: FoundRun, terminal: Terminal): Parameters<typeof diffDocument>[0] {
  const [model] = modelsNamed(record.model, compileRecorded(record.spec, terminal));
  if (model === undefined)
    throw new Error(`the recorded spec of ${folder.path} has no model ${record.model}`);
  return { reference: shownPath(folder.path), model };
}

/** { optimizer: { kind: "adam" } } → { "optimizer kind": "adam" }; lists stay whole. */
function flatten(value: Readonly<Record<string, unknown>>, before = ""): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) => {
      const name = `${before}${key.replaceAll(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`)}`;
      const isNested = typeof inner === "object" && inner !== null && !Array.isArray(inner);
      return isNested ? flatten(inner as Record<string, unknown>, `${name} `) : { [name]: inner };
    }),
  ) as Record<string, unknown>;
}

/** The rows that are not the same in all runs. */
function differing(columns: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown[]> {
  const names = [...new Set(columns.flatMap((column) => Object.keys(column)))];
  const rows = names.map((name): [string, unknown[]] => [
    name,
    columns.map((column) => column[name] ?? null),
  ]);
  return Object.fromEntries(
    rows.filter(([, values]) => new Set(values.map((value) => JSON.stringify(value))).size > 1),
  );
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number")
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
  return typeof value === "string" ? value : JSON.stringify(value);
}

interface TableRow {
  readonly cells: readonly string[];
  /** A line of its own below the row; null or absent for none. */
  readonly below?: string | null;
}

function printTable(header: readonly string[], rows: readonly TableRow[], terminal: Terminal): void {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  terminal.print(terminal.colors.bold(line(header)));
  for (const { cells, below = null } of rows) {
    terminal.print(line(cells));
    if (below !== null) terminal.print(`  ${terminal.colors.red(below)}`);
  }
}
