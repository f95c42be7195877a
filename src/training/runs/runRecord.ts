/** run.json: what was trained, how, on which machine, and how it ended. */
import { readFile } from "node:fs/promises";
import { type ImagesRecord, isImagesRecord, isRecord, requireOwnFiles } from "../../runtime/index.js";
import { writeFileAtomically } from "../atomicFile.js";
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";
import { recordProblem } from "./recordProblem.js";
import { filesReadOfRun, type RunFolder, runFolderAt } from "./runFolder.js";

/** The checkpoints of a run. */
export const checkpointNames = ["last", "best"] as const;
export type CheckpointName = (typeof checkpointNames)[number];

/** The content of run.json. */
export interface RunRecord {
  /** Version of this record's form. */
  readonly format: 2;
  readonly spec: {
    readonly path: string;
    readonly text: string;
    /** The files that the spec uses, their texts by their paths; absent where it uses none. */
    readonly used?: Readonly<Record<string, string>>;
  };
  readonly model: string;
  /** The experiment and the cell that were trained, with the cell's settings before any option changed them. */
  readonly experiment?: {
    readonly name: string;
    readonly cell: string;
    readonly settings: Readonly<Record<string, unknown>>;
  };
  readonly seed: number;
  readonly mode: string;
  readonly engine: string;
  /** What it computed in, which need not be what was asked for. */
  readonly precision?: string;
  /** Why this engine: those that were passed over, each with the reason, and at last the one that computes. */
  readonly engineReasons?: readonly { readonly name: string; readonly reason: string }[];
  readonly data: string;
  /**
   * Where those data are, a file or folder; of a data set with a name, its folder. Twice: for whoever looks from elsewhere, and for
   * whoever has moved the run with its data. Absent where they are installed, and in records of before.
   */
  readonly dataPath?: { readonly absolute: string; readonly fromRun: string };
  /** The images that the model learned from, for whoever uses it without them; the demo says nothing of them. */
  readonly images?: ImagesRecord;
  /** Everything else that the training was told. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What was asked of this machine; null for the engine's own choice, and for the data that are installed. */
  readonly machineOptions: {
    readonly threads: number | null;
    readonly lowering: "fast" | "reference" | null;
    readonly dataFolder: string | null;
    readonly precision: "fp32" | "bf16" | null;
  };
  /** Processor, cores, memory and system of the machine that trained. */
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  /** When the training began: ISO 8601, UTC. */
  readonly started: string;
  readonly status: "running" | "interrupted" | "failed" | "finished";
  /** What went wrong, where the training failed. */
  readonly failure?: string;
  /** Who trains, while somebody does. A process that was killed leaves its number behind. */
  readonly process?: { readonly id: number; readonly host: string; readonly started?: string };
  /** When the training went on after it had been stopped, and at which of its steps. */
  readonly resumed?: readonly { readonly time: string; readonly step: number }[];
  /** Steps made when the training was last stopped or ended, those before included. */
  readonly steps: number;
  /** Steps made before, in the runs whose weights this one started from. */
  readonly stepsBefore: number;
  /** Steps that this run shall make. */
  readonly plannedSteps: number;
  /** A checkpoint is made after every so many steps, besides those after every epoch; null for only those. */
  readonly checkpointEvery: number | null;
  /** Which checkpoint the result is about: the last weights, or, with early stopping, the best. */
  readonly checkpoint: CheckpointName;
  /** What was measured at the end. */
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Writes run.json, all of it or nothing. */
export function writeRunRecord(folder: RunFolder, record: RunRecord): Promise<void> {
  return writeFileAtomically(folder.record, `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * Reads run.json of the run folder at `path`.
 *
 * @throws UserError where `path` is no run folder, a file of it leads out of it, or its record is damaged.
 */
export async function readRunRecord(path: string): Promise<{ folder: RunFolder; record: RunRecord }> {
  const folder = runFolderAt(path);
  await requireOwnFiles(path, filesReadOfRun);
  let text: string;
  try {
    text = await readFile(folder.record, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT" || systemErrorCode(error) === "ENOTDIR") {
      throw new UserError(`${path} is no run folder: it has no run.json`, {
        hint: "name a folder that `swwae train` wrote, such as runs/Mnist-20260131-101500",
        cause: error,
      });
    }
    throw explainSystemError(error, "read", folder.record);
  }
  return { folder, record: parseRunRecord(text, folder.record) };
}

function parseRunRecord(text: string, path: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is damaged: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (isRecord(value) && value["format"] === 1) {
    throw new UserError(`${path} is of an older version of swwae (format 1), which this one does not read`, {
      hint: "train again; checkpoints and what they hold are of another form now",
    });
  }
  const problem = problemOf(value);
  if (problem !== null) throw new UserError(`${path} is damaged: ${problem}`);
  return value as RunRecord;
}

function problemOf(value: unknown): string | null {
  if (!isRecord(value)) return "it is no JSON object";
  if (value["format"] !== 2) return `expected format 2, found ${JSON.stringify(value["format"])}`;
  const { spec, options } = value;
  if (!isRecord(spec) || typeof spec["path"] !== "string" || typeof spec["text"] !== "string") {
    return "it has no spec with path and text";
  }
  const { used = {} } = spec;
  if (!isRecord(used) || Object.values(used).some((text) => typeof text !== "string")) {
    return "the files that its spec uses are no texts";
  }
  const missing = ["model", "mode", "engine", "data", "started"].find(
    (key) => typeof value[key] !== "string",
  );
  if (missing !== undefined) return `it has no text "${missing}"`;
  const fractional = ["seed", "steps", "stepsBefore", "plannedSteps"].find((key) => !isCount(value[key]));
  if (fractional !== undefined) return `"${fractional}" is no whole number`;
  if (value["images"] !== undefined && !isImagesRecord(value["images"])) {
    return `"images" says no shape, steps and class names that can be`;
  }
  if (!checkpointNames.some((name) => name === value["checkpoint"]))
    return `"checkpoint" is neither ${checkpointNames.join(" nor ")}`;
  if (!isRecord(value["machineOptions"])) return `it has no "machineOptions"`;
  return isRecord(options) ? recordProblem(value) : `it has no "options"`;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
