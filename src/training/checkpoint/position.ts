/** Where a training stands: its progress, and the position of every stream of random numbers. */
import { isRecord, type StreamPosition } from "../../runtime/index.js";
import type { SamplerPosition } from "../data/batchSampler.js";
import { UserError } from "../errors.js";
import type { Evaluation } from "../evaluator.js";

/** What the training loop remembers between two steps; not the time, so that the same training gives the same checkpoints. */
export interface FitProgress {
  /** Steps done. */
  readonly step: number;
  /** The latest validation; null before the first. */
  readonly validation: Evaluation | null;
  /** The best validation, and the step after which it was measured; null before the first. */
  readonly best: { readonly step: number; readonly validation: Evaluation } | null;
  /** Validations since the best one. */
  readonly passed: number;
}

export interface TrainingPosition {
  readonly progress: FitProgress;
  readonly sampler: SamplerPosition;
  readonly dropout: StreamPosition;
  readonly augmentation: StreamPosition;
}

/**
 * Reads a position from the metadata of the checkpoint at `path`.
 *
 * @throws UserError where it is damaged.
 */
export function parsePosition(text: string, path: string): TrainingPosition {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(path, "it is no JSON", error);
  }
  const isSound =
    isRecord(value) &&
    isProgress(value["progress"]) &&
    isRecord(value["sampler"]) &&
    ["labelled", "unlabelled"].every((kind) => isPass((value["sampler"] as Fields)[kind])) &&
    isStream(value["dropout"]) &&
    isStream(value["augmentation"]);
  if (!isSound) throw damaged(path, "a part of it is missing or of another kind");
  return value as TrainingPosition;
}

type Fields = Readonly<Record<string, unknown>>;

function isProgress(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { step, validation, best, passed } = value;
  return (
    isCount(step) &&
    isCount(passed) &&
    (validation === null || isRecord(validation)) &&
    (best === null || (isRecord(best) && isCount(best["step"]) && isRecord(best["validation"])))
  );
}

function isPass(value: unknown): boolean {
  return isRecord(value) && isCount(value["passes"]) && isCount(value["position"]);
}

function isStream(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { generator, spare } = value;
  return (
    Array.isArray(generator) &&
    generator.length === 4 &&
    generator.every((part) => Number.isInteger(part)) &&
    (spare === null || typeof spare === "number")
  );
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function damaged(path: string, problem: string, cause?: unknown): UserError {
  return new UserError(`${path} is damaged: the position of its training cannot be read: ${problem}`, {
    cause,
  });
}
