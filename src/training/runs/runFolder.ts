/**
 * Run folders: everything that one training leaves behind, `NAME-YYYYMMDD-HHMMSS/` inside a folder of runs.
 *
 *     run.json                      what was trained, how and where, with the spec's whole text; and how it ended
 *     spec/                         the spec and the files that it uses, as they were, for people and other tools to read
 *     plan.json                     the model's plan
 *     labels.json                   which images had their label, and which were held back for validation
 *     checkpoints/last.safetensors  the training as it was last saved: parameters, running statistics, the optimiser's moments
 *     checkpoints/best.safetensors  the same where validation was best; absent where nothing was validated
 *     metrics.jsonl                 one line per step, per validation and for the test
 *     events.out.tfevents…          the same for TensorBoard, with reconstructions and the distributions of weights
 *     reconstructions.png           test images beside their reconstructions
 *     report.html                   everything there is to see of it, on one page
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runFiles } from "../../runtime/index.js";
import { createFolder } from "../atomicFile.js";
import { explainSystemError, systemErrorCode } from "../errors.js";

/** The files of a run folder. */
export interface RunFolder {
  readonly path: string;
  readonly record: string;
  /** Folder of the spec and the files that it uses. */
  readonly spec: string;
  readonly plan: string;
  readonly labels: string;
  /** Folder of {@link last}, {@link best} and whatever else a command keeps of weights. */
  readonly checkpoints: string;
  readonly last: string;
  readonly best: string;
  readonly metrics: string;
  readonly reconstructions: string;
  readonly report: string;
}

/** The files that verbs read of a run, by their paths in its folder. */
export const filesReadOfRun: readonly string[] = [
  ...Object.values(runFiles),
  "plan.json",
  "labels.json",
  "metrics.jsonl",
];

/** The names of the files in the run folder at `path`. */
export function runFolderAt(path: string): RunFolder {
  return {
    path,
    record: join(path, runFiles.record),
    spec: join(path, "spec"),
    plan: join(path, "plan.json"),
    labels: join(path, "labels.json"),
    checkpoints: join(path, "checkpoints"),
    last: join(path, runFiles.last),
    best: join(path, runFiles.best),
    metrics: join(path, "metrics.jsonl"),
    reconstructions: join(path, "reconstructions.png"),
    report: join(path, "report.html"),
  };
}

/**
 * Creates a new run folder. Where one of that name exists (two runs in a second), "-2", "-3", … is appended.
 *
 * @param runs the folder of all runs; created where it is missing.
 * @param time local time of the start.
 * @throws UserError naming the path, where it cannot be created.
 */
export async function createRunFolder(runs: string, name: string, time: Date): Promise<RunFolder> {
  await createFolder(runs);
  const base = join(runs, `${name}-${timestamp(time)}`);
  for (let attempt = 1; ; attempt++) {
    const path = attempt === 1 ? base : `${base}-${attempt}`;
    try {
      await mkdir(path);
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw explainSystemError(error, "create the folder", path);
      continue;
    }
    return createRunFolderAt(path);
  }
}

/**
 * Creates the run folder at `path`, where it is missing; what lies there of a training that never began is written over.
 *
 * @throws UserError naming the path, where it cannot be created.
 */
export async function createRunFolderAt(path: string): Promise<RunFolder> {
  const folder = runFolderAt(path);
  await createFolder(folder.checkpoints);
  return folder;
}

/** Local time as YYYYMMDD-HHMMSS. */
function timestamp(time: Date): string {
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${date}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** A whole number with two digits at least. */
function two(value: number): string {
  return String(value).padStart(2, "0");
}
