/** What a record of a run, or the metadata of an exported file, says of the images that the model learned from. */
import type { ImageStep } from "../images/imageSteps.js";
import { isRecord } from "./isRecord.js";

export interface ImagesRecord {
  /** [height, width, channels] of the images before preprocessing. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** What was done to every image before the network was shown it, with what was measured. */
  readonly steps: readonly ImageStep[];
  /** One name a class; null where the classes have none but their numbers. */
  readonly classNames: readonly string[] | null;
  /** How pictures are brought to `shape`: "stretched" to it, or, where nothing is said, scaled to fit whole, on black. */
  readonly pictures?: "stretched";
}

/** Whether a JSON value is such a record. */
export function isImagesRecord(value: unknown): value is ImagesRecord {
  if (!isRecord(value)) return false;
  const { shape, steps, classNames, pictures } = value;
  return (
    Array.isArray(steps) &&
    steps.every((step) => isImageStep(step)) &&
    Array.isArray(shape) &&
    shape.length === 3 &&
    shape.every((size) => isCount(size) && size > 0) &&
    (pictures === undefined || pictures === "stretched") &&
    (classNames === null ||
      (Array.isArray(classNames) && classNames.every((name) => typeof name === "string")))
  );
}

function isImageStep(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, size, mean, deviation } = value;
  if (kind === "contrast") return isCount(size) && size > 0;
  if (kind === "resize") return [value["height"], value["width"]].every((size) => isCount(size) && size > 0);
  if (kind === "standardise") return isNumbers(mean) && isNumbers(deviation);
  if (kind !== "pad" && kind !== "crop") return false;
  return ["top", "left", "height", "width"].every((key) => isCount(value[key]));
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((number) => Number.isFinite(number));
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
