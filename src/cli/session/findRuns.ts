/** Run folders below a folder of runs, those of experiments included. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  explainSystemError,
  latestStep,
  readRunRecord,
  type RunFolder,
  type RunRecord,
  UserError,
} from "../../training/index.js";
import { exists } from "../exists.js";
import type { Terminal } from "../terminal.js";
import { isTrained } from "./trainingProcess.js";

export interface FoundRun {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  /** The record's status; "killed" where it says "running" and no process does. */
  readonly status: RunRecord["status"] | "killed";
  /** Steps of its own that it has made. */
  readonly steps: number;
}

/**
 * All runs in a folder, and in the folders of experiments there, oldest first. What is no run is passed over, a damaged one named.
 *
 * @throws UserError where the folder cannot be read.
 */
export async function findRuns(path: string, terminal: Terminal): Promise<FoundRun[]> {
  const found = await runsBelow(path, 2, terminal);
  return found.toSorted((a, b) => (a.record.started < b.record.started ? -1 : 1));
}

/** The run in a folder. Throws a UserError where it is none. */
export async function findRun(path: string): Promise<FoundRun> {
  const { folder, record } = await readRunRecord(path);
  // Whoever is asked from another machine cannot tell, and believes what it says.
  const isKilled = record.status === "running" && record.process !== undefined && !isTrained(record);
  return {
    folder,
    record,
    status: isKilled ? "killed" : record.status,
    steps: await stepsMade(folder, record),
  };
}

/** How many steps of its own a run has made: of one that is being trained, or was killed, its metrics know. */
export async function stepsMade(folder: RunFolder, record: RunRecord): Promise<number> {
  const recorded = record.steps - record.stepsBefore;
  if (record.status === "finished" || record.status === "interrupted") return recorded;
  const measured = (await latestStep(folder.metrics).catch(() => null))?.step ?? 0;
  return record.status === "running" ? measured : Math.max(recorded, measured);
}

async function runsBelow(path: string, depth: number, terminal: Terminal): Promise<FoundRun[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw explainSystemError(error, "read the folder", path);
  });
  const runs: FoundRun[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    if (!entry.isDirectory()) continue;
    if (!(await exists(join(inner, "run.json")))) {
      if (depth > 1) runs.push(...(await runsBelow(inner, depth - 1, terminal)));
      continue;
    }
    try {
      runs.push(await findRun(inner));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      terminal.note(`passed over: ${error.message}`);
    }
  }
  return runs;
}
