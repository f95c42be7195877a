/** What is wrong with the settings, circumstances and results in a run's record, field by field, before anything takes them as they are. */
import { isRecord } from "../../runtime/index.js";

type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, readonly [expected: string, is: Check]>>;

const isText: Check = (value) => typeof value === "string";
const isFinite: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isPositiveCount: Check = (value) => isCount(value) && Number(value) > 0;
const isPositive: Check = (value) => isFinite(value) && Number(value) > 0;
const orNull =
  (is: Check): Check =>
  (value) =>
    value === null || is(value);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value);
const listOf =
  (is: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => is(item));
/** An object of a known kind, whose other fields are numbers, truth values, or words. */
const ofKind =
  (...kinds: readonly string[]): Check =>
  (value) =>
    isRecord(value) &&
    oneOf(...kinds)(value["kind"]) &&
    Object.values(value).every((part) => isFinite(part) || isText(part) || typeof part === "boolean");
const textsByName: Check = (value) => isRecord(value) && Object.values(value).every(isText);

const options: Checks = {
  data: ["a text", isText],
  mode: ["a mode", oneOf("supervised", "unsupervised", "semi-supervised")],
  labels: ["a count, or null", orNull(isPositiveCount)],
  labelledShare: ["a share", (value) => isFinite(value) && Number(value) >= 0 && Number(value) <= 1],
  epochs: ["a number above 0", isPositive],
  batch: ["a whole number above 0", isPositiveCount],
  optimizer: ["an optimiser", ofKind("adam", "adamw", "sgd")],
  clip: ["a number above 0, or null", orNull(isPositive)],
  rate: ["a number above 0", isPositive],
  schedule: ["a schedule", ofKind("constant", "step", "cosine", "one-cycle")],
  earlyStopping: [
    "a patience, or null",
    orNull((value) => isRecord(value) && isPositiveCount(value["patience"])),
  ],
  augmentation: ["a list of changes", listOf(ofKind("shift", "flip", "crop"))],
  preprocessing: ["a list of changes", listOf(ofKind("scale", "standardise", "contrast", "resize", "pad"))],
  seed: ["a whole number", isCount],
  engine: ["an engine", isText],
  precision: ["fp32 or bf16", oneOf("fp32", "bf16")],
  validation: ["a count", isCount],
  limit: ["a count, or null", orNull(isPositiveCount)],
  statistics: [
    "a list of means and deviations",
    listOf(
      (value) => isRecord(value) && listOf(isFinite)(value["mean"]) && listOf(isFinite)(value["deviation"]),
    ),
  ],
  from: ["a path", isText],
};

const machineOptions: Checks = {
  threads: ["a whole number above 0, or null", orNull(isPositiveCount)],
  lowering: ["fast, reference or null", orNull(oneOf("fast", "reference"))],
  dataFolder: ["a path, or null", orNull(isText)],
  precision: ["fp32, bf16 or null", orNull(oneOf("fp32", "bf16"))],
};

const evaluation: Check = (value) =>
  isRecord(value) &&
  orNull(isFinite)(value["errorRate"]) &&
  orNull(isFinite)(value["reconstructionError"]) &&
  isRecord(value["terms"]) &&
  Object.values(value["terms"]).every((term) => orNull(isFinite)(term));

const result: Checks = {
  test: ["an evaluation, or null", orNull(evaluation)],
  validation: ["an evaluation, or null", orNull(evaluation)],
  seconds: ["a number", isFinite],
  imagesPerSecond: ["a number", isFinite],
};

const record: Checks = {
  machine: ["texts by their names", textsByName],
  versions: ["texts by their names", textsByName],
  status: ["running, interrupted, failed or finished", oneOf("running", "interrupted", "failed", "finished")],
  failure: ["a text", isText],
  precision: ["a text", isText],
  checkpointEvery: ["a whole number above 0, or null", orNull(isPositiveCount)],
  engineReasons: [
    "a list of names and reasons",
    listOf((value) => isRecord(value) && isText(value["name"]) && isText(value["reason"])),
  ],
  process: [
    "a number and a host",
    (value) => isRecord(value) && isPositiveCount(value["id"]) && isText(value["host"]),
  ],
  resumed: [
    "a list of times and steps",
    listOf((value) => isRecord(value) && isText(value["time"]) && isCount(value["step"])),
  ],
  experiment: [
    "a name and a cell",
    (value) => isRecord(value) && isText(value["name"]) && isText(value["cell"]),
  ],
  dataPath: [
    "two paths, absolute and fromRun",
    (value) => isRecord(value) && isText(value["absolute"]) && isText(value["fromRun"]),
  ],
  result: ["an object, or null", orNull(isRecord)],
};

/** The first field that is not what it has to be, as "… is no …"; null where all are. Fields that are absent are passed over. */
export function recordProblem(value: Readonly<Record<string, unknown>>): string | null {
  const inner = (name: string): Readonly<Record<string, unknown>> => {
    const part = value[name];
    return isRecord(part) ? part : {};
  };
  return (
    problemIn(value, record, "") ??
    problemIn(inner("options"), options, "options.") ??
    problemIn(inner("machineOptions"), machineOptions, "machineOptions.") ??
    problemIn(inner("result"), result, "result.")
  );
}

function problemIn(fields: Readonly<Record<string, unknown>>, checks: Checks, path: string): string | null {
  for (const [name, [expected, is]] of Object.entries(checks)) {
    const found = fields[name];
    if (found === undefined || is(found)) continue;
    const shown = JSON.stringify(found);
    return `"${path}${name}" is ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}, expected ${expected}`;
  }
  return null;
}
