/** Metrics of a run as JSON Lines: one object a line, appended while the training goes on. */
import { appendFileSync, closeSync, openSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { writeFileAtomically } from "./atomicFile.js";
import { explainSystemError, systemErrorCode } from "./errors.js";

/** Appends one JSON object a line to a file. */
export class MetricsWriter {
  readonly #path: string;
  readonly #file: number;

  /** @throws UserError where the file cannot be opened. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, "a");
    } catch (error) {
      throw explainSystemError(error, "write", path);
    }
  }

  /**
   * Writes one line, at once, so that whoever follows the file sees whole lines only.
   *
   * @throws UserError where the disk is full.
   */
  write(record: Readonly<Record<string, unknown>>): void {
    try {
      appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
    } catch (error) {
      throw explainSystemError(error, "write", this.#path);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

export interface StepMetrics {
  readonly kind: "step";
  readonly step: number;
  /** Epochs done, a fraction. */
  readonly epoch: number;
  readonly rate: number;
  readonly loss: number;
  readonly terms: Readonly<Record<string, number>>;
  /** Since the first step began. */
  readonly seconds: number;
}

/** What a line of a run's metrics says. */
export type MetricsRecord =
  | StepMetrics
  | {
      readonly kind: "validation";
      readonly step: number;
      readonly epoch: number;
      readonly errorRate: number | null;
      readonly reconstructionError: number | null;
    }
  /** After every epoch: how long the engine stood still for want of batches. */
  | {
      readonly kind: "data";
      readonly step: number;
      readonly epoch: number;
      /** Since the line before of this kind, or since the training began or went on; validations are in it. */
      readonly seconds: number;
      /** How many of these seconds were spent in waiting for batches. */
      readonly waited: number;
    }
  | {
      readonly kind: "test";
      readonly step: number;
      readonly errorRate: number | null;
      readonly reconstructionError: number | null;
      readonly terms: Readonly<Record<string, number>>;
    };

/**
 * The lines of a metrics file. A line that is not whole, as a training leaves that was killed while it wrote, is passed over, and
 * so are lines of other kinds. No file is no lines.
 */
export async function readMetrics(path: string): Promise<readonly MetricsRecord[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw explainSystemError(error, "read", path);
  }
  return text.split("\n").flatMap((line) => {
    const record = parseLine(line);
    return record === null ? [] : [record];
  });
}

/** As many bytes as surely hold a whole line. */
const tailBytes = 4096;

/** The latest step in a file of metrics, of which the end alone is read; null where there is none. */
export async function latestStep(path: string): Promise<StepMetrics | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n").map(parseLine);
    return lines.findLast((line) => line?.kind === "step") ?? null;
  } finally {
    await file.close();
  }
}

/**
 * Takes the lines of steps after `step` away, those of the test and those that are not whole, so that a training can go on from
 * there.
 *
 * @returns the seconds that its steps had taken.
 */
export async function rewindMetrics(path: string, step: number): Promise<number> {
  const kept = (await readMetrics(path)).filter((record) => record.kind !== "test" && record.step <= step);
  await writeFileAtomically(path, kept.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const last = kept.findLast((record) => record.kind === "step");
  return last?.seconds ?? 0;
}

function parseLine(line: string): MetricsRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return isMetricsRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const numbersOf: Readonly<Record<string, readonly string[]>> = {
  step: ["step", "epoch", "rate", "seconds"],
  validation: ["step", "epoch"],
  data: ["step", "epoch", "seconds", "waited"],
  test: ["step"],
};

function isMetricsRecord(value: unknown): value is MetricsRecord {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  const { kind } = value;
  const numbers = typeof kind === "string" && Object.hasOwn(numbersOf, kind) ? numbersOf[kind] : undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  if (numbers === undefined || !numbers.every((name) => typeof fields[name] === "number")) return false;
  const figures = kind === "validation" || kind === "test" ? ["errorRate", "reconstructionError"] : [];
  if (!figures.every((name) => isNumberOrNull(fields[name]))) return false;
  const { terms } = fields;
  return (
    kind === "validation" ||
    kind === "data" ||
    (typeof terms === "object" && terms !== null && Object.values(terms).every(isNumberOrNull))
  );
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === "number";
}
