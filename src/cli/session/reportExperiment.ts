/** Writes the report of an experiment, of the runs in a folder. */
import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { choiceOf, experimentReport, type ExperimentRun } from "../../report/index.js";
import { explainSystemError, readMetrics, UserError, writeFileAtomically } from "../../training/index.js";
import { exists } from "../exists.js";
import { packageVersion } from "../packageFolder.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { findRun, type FoundRun } from "./findRuns.js";

export interface ExperimentReportOutput {
  /** The experiment's name; null where the folder holds runs of one experiment only. */
  readonly experiment: string | null;
  /** The page's path; null for `report.html` in the folder of an experiment, beside its results.json, and `EXPERIMENT.html` elsewhere. */
  readonly out: string | null;
  readonly json: boolean;
}

/** Whether there is no run.json in this folder, but run folders below it. */
export async function holdsRuns(path: string): Promise<boolean> {
  return (
    !(await exists(join(path, "run.json"))) && (await runsIn(path).catch((): FoundRun[] => [])).length > 0
  );
}

/** Writes the page and says where. Throws what {@link writeExperimentReport} throws. */
export async function reportExperiment(
  path: string,
  output: ExperimentReportOutput,
  terminal: Terminal,
): Promise<void> {
  const { experiment, runs, page } = await writeExperimentReport(path, output, terminal);
  if (output.json) {
    const result = { experiment, runs: runs.map(shownPath), report: shownPath(page) };
    terminal.print(JSON.stringify(result, null, 2));
    return;
  }
  terminal.print(`${terminal.colors.green("written")}    ${shownPath(page)}`);
}

/**
 * Writes the page of an experiment, all of it or nothing, of the runs that lie directly in a folder.
 *
 * @throws UserError where the folder holds no runs of the experiment, or of several where none is named.
 */
export async function writeExperimentReport(
  path: string,
  output: Pick<ExperimentReportOutput, "experiment" | "out">,
  terminal?: Terminal,
): Promise<{ readonly experiment: string; readonly runs: readonly string[]; readonly page: string }> {
  const found = await runsIn(path, terminal);
  const name = output.experiment ?? onlyExperiment(found, path);
  const own = found.filter(({ record }) => record.experiment?.name === name);
  if (own.length === 0) {
    throw new UserError(`${path} holds no run of the experiment ${name}`, {
      hint: `there are ${experimentsOf(found).join(", ") || "none of any"}`,
    });
  }
  const isItsFolder = await exists(join(path, "results.json"));
  const page = output.out ?? join(path, isItsFolder ? "report.html" : `${name}.html`);
  const runs = await Promise.all(own.map((run) => experimentRun(run, page)));
  await writeFileAtomically(page, await experimentReport({ name, runs, version: packageVersion() }));
  return { experiment: name, runs: own.map(({ folder }) => folder.path), page };
}

/** The runs directly in a folder, by name; what is no run is passed over, a damaged one named. */
async function runsIn(path: string, terminal?: Terminal): Promise<FoundRun[]> {
  const names = await readdir(path).catch((error: unknown) => {
    throw explainSystemError(error, "read the folder", path);
  });
  const runs: FoundRun[] = [];
  for (const name of names.toSorted()) {
    const run = join(path, name);
    if (!(await exists(join(run, "run.json")))) continue;
    try {
      runs.push(await findRun(run));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      terminal?.note(`passed over: ${error.message}`);
    }
  }
  return runs;
}

function experimentsOf(runs: readonly FoundRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ record }) => (record.experiment ? [record.experiment.name] : [])))];
}

function onlyExperiment(runs: readonly FoundRun[], path: string): string {
  const names = experimentsOf(runs);
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new UserError(
    names.length === 0
      ? `none of the ${runs.length} runs in ${path} is of an experiment`
      : `${path} holds runs of ${names.length} experiments: ${names.join(", ")}`,
    {
      hint:
        name === undefined
          ? "name one run, such as runs/Mnist-20260131-101500"
          : `name one: --experiment ${name}`,
    },
  );
}

/** How a page links to another file. */
function relativeUrl(page: string, file: string): string {
  const path = relative(dirname(resolve(page)), resolve(file));
  return path.split(/[\\/]/).map(encodeURIComponent).join("/");
}

async function experimentRun(
  { folder, record, status, steps }: FoundRun,
  page: string,
): Promise<ExperimentRun> {
  const { seed: _seed, ...choice } = choiceOf(record.experiment?.cell ?? "");
  const test = (record.result?.["test"] ?? null) as {
    readonly errorRate?: number | null;
    readonly reconstructionError?: number | null;
  } | null;
  const metrics = await readMetrics(folder.metrics);
  return {
    name: basename(folder.path),
    page: (await exists(folder.report)) ? relativeUrl(page, folder.report) : null,
    status,
    steps,
    plannedSteps: record.plannedSteps,
    failure: status === "failed" ? (record.failure ?? null) : null,
    seed: record.seed,
    choice,
    figures: {
      ...(typeof test?.errorRate === "number" ? { "test error": test.errorRate } : {}),
      ...(typeof test?.reconstructionError === "number"
        ? { "reconstruction error": test.reconstructionError }
        : {}),
    },
    validations: metrics.flatMap((each) =>
      each.kind === "validation" ? [{ epoch: each.epoch, errorRate: each.errorRate }] : [],
    ),
  };
}
