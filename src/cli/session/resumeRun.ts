/** A training that was stopped, gone on with in its own run folder. */
import { readFile } from "node:fs/promises";
import { engineNames, type Model } from "../../runtime/index.js";
import {
  explainSystemError,
  loadCheckpoint,
  type Checkpoint,
  readCheckpoint,
  readRunRecord,
  requireMoments,
  rewindMetrics,
  type RunFolder,
  type RunRecord,
  systemErrorCode,
  UserError,
} from "../../training/index.js";
import type { MachineOptions } from "../options/commonOptions.js";
import { compileRecorded } from "../recordedSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { listenForInterruption } from "./interruption.js";
import { loadDataset } from "./loadDataset.js";
import { chooseModel, loadModels, planOf } from "./loadModels.js";
import { thisMachine } from "./machine.js";
import { engineRecord, openEngine } from "./openEngine.js";
import { completeSettings, type MachineSettings, settingsOf, statisticsOf } from "./settings.js";
import { printTrainingResult } from "./trainingResult.js";
import { type StartedRun, trainInto } from "./trainInto.js";
import { chooseImages, dataDigest } from "./trainingImages.js";
import { findData, recordDataPath } from "./recordedData.js";
import { requireStopped } from "./trainingProcess.js";
import type { StoppedTraining } from "./trainModel.js";

export interface ResumeRequest {
  readonly path: string;
  /** Where the data are now; null for where they were. */
  readonly data: string | null;
  /** What is asked of this machine instead of what the training was told. */
  readonly machine: MachineOptions;
  readonly json: boolean;
}

/** A stopped training, read and checked, whose engine has not been started. */
type ReadRun = Omit<StartedRun, "engine"> & { readonly machine: MachineSettings };

/**
 * Goes on with a run and prints its result; says so where it is finished already.
 *
 * @throws UserError where the run is damaged, is being trained, or cannot go on as it began: other data, no such engine.
 */
export async function resumeRun(
  { path, data, machine, json }: ResumeRequest,
  terminal: Terminal,
): Promise<void> {
  const run = await readStopped(path, data, machine, terminal);
  if (run.record.status === "finished") {
    terminal.note(`${shownPath(path)} is finished: nothing is left to do`);
    return;
  }
  const opened = await openStoppedEngine(run, machine, terminal);
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  try {
    const record = resumedRecord(run, { ...run.record, ...engineRecord(opened) }, terminal);
    const result = await trainInto({ ...run, record, engine: opened.engine }, "", interruption, terminal);
    printTrainingResult(result, json, terminal);
  } finally {
    interruption.dispose();
    await opened.engine.dispose();
  }
}

/**
 * Reads a stopped training: model, settings, data, and where it stood.
 *
 * @throws UserError where the run is damaged, is being trained, or its data are not what they were.
 */
export async function readStopped(
  path: string,
  data: string | null,
  options: MachineOptions,
  terminal: Terminal,
): Promise<ReadRun> {
  const { folder, record } = await readRunRecord(path);
  requireStopped(folder, record);
  const compiled = compileRecorded(record.spec, terminal);
  const model = chooseModel(await loadModels(compiled, record.spec), record.model, record.spec.path);
  const settings = completeSettings(settingsOf(record.options), {}, model);
  const { threads, lowering, dataFolder } = record.machineOptions;
  const machine: MachineSettings = {
    threads: options.threads ?? threads,
    lowering: options.lowering ?? lowering,
    precision: options.precision ?? settings.precision,
    dataFolder: options.dataDir ?? dataFolder,
  };
  const place = await findData({ folder, record }, { data, folder: options.dataDir ?? null });
  const prepared = await loadDataset(
    {
      ...place,
      preprocessing: settings.preprocessing,
      augmentation: settings.augmentation,
      statistics: statisticsOf(record.options),
      note: (text) => terminal.note(text),
    },
    model,
  );
  await requireSameData(folder, dataDigest(prepared.dataset));
  const stopped = record.status === "finished" ? null : await readPlace(folder, record, model);
  if (stopped !== null) requireMoments(stopped.last.state, model, settings, folder.last);
  const from = record.options["from"];
  // Stopped before its first checkpoint, it begins again, from the weights that it began with.
  const begun = typeof from === "string" && stopped === null ? await readRunRecord(from) : null;
  const initial = begun === null ? null : await loadCheckpoint(begun.folder[begun.record.checkpoint], model);
  return {
    folder,
    record: { ...record, ...recordDataPath(place, folder) },
    plan: planOf(compiled, model.name),
    model,
    settings,
    prepared,
    images: chooseImages(settings, prepared.dataset),
    initial,
    stopped,
    machine,
  };
}

/**
 * Starts the engine that the training was on.
 *
 * @throws UserError where it cannot be started.
 */
export function openStoppedEngine(
  { record, machine, settings, folder }: ReadRun,
  options: MachineOptions,
  terminal: Terminal,
): ReturnType<typeof openEngine> {
  const trained = engineNames.find((name) => name === record.engine);
  if (trained === undefined)
    throw new UserError(`${folder.record} is damaged: no engine is called ${record.engine}`);
  const precision = options.precision ?? settings.precision;
  return openEngine(options.engine ?? trained, { ...machine, precision }, terminal);
}

/** The record of the training that goes on, after saying what is not as it was. */
export function resumedRecord(
  { record: before, stopped, machine: { threads, lowering, precision, dataFolder } }: ReadRun,
  now: RunRecord,
  terminal: Terminal,
): RunRecord {
  const machineOptions = { threads, lowering, precision, dataFolder };
  const record = { ...now, machine: thisMachine(), machineOptions };
  const differences = whatDiffers(before, record);
  const step = stopped?.last.position?.progress.step ?? 0;
  terminal.note(
    `going on after step ${step.toLocaleString("en-US")} of ${before.plannedSteps.toLocaleString("en-US")}`,
  );
  if (differences.length > 0) {
    terminal.note(
      `${terminal.noteColors.yellow("not bit for bit as if it had never stopped")}: ${differences.join("; ")}`,
    );
  }
  const resumed = [...(before.resumed ?? []), { time: new Date().toISOString(), step }];
  return { ...record, resumed };
}

/** What may change the last digits of a training's numbers, each as "what: then, now". */
function whatDiffers(before: RunRecord, now: RunRecord): string[] {
  const differences: string[] = [];
  const compare = (name: string, then: unknown, today: unknown): void => {
    if (then !== today) differences.push(`${name} ${said(then)} then, ${said(today)} now`);
  };
  compare("engine", before.engine, now.engine);
  compare("precision", before.precision, now.precision);
  compare("threads", before.machineOptions.threads, now.machineOptions.threads);
  compare("lowering", before.machineOptions.lowering, now.machineOptions.lowering);
  compare("processor", before.machine["processor"], now.machine["processor"]);
  if (now.machineOptions.threads === null) compare("cores", before.machine["cores"], now.machine["cores"]);
  for (const name of Object.keys(now.versions)) {
    if (name in before.versions) compare(name, before.versions[name], now.versions[name]);
  }
  return differences;
}

function said(value: unknown): string {
  return value === null || value === undefined ? "by default" : String(value);
}

/**
 * The checkpoints of a training, and its metrics taken back to the last; null where it was stopped before its first.
 *
 * @throws UserError where a checkpoint is damaged, or the best one is missing that early stopping goes back to.
 */
async function readPlace(
  folder: RunFolder,
  record: RunRecord,
  model: Model,
): Promise<StoppedTraining | null> {
  const last = await readCheckpoint(folder.last, model).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (last === null) {
    await rewindMetrics(folder.metrics, 0);
    return null;
  }
  const { position } = last;
  if (position === null) {
    throw new UserError(`${folder.last} does not say where its training stands`, {
      hint: `start from its weights instead: swwae train ${record.spec.path} --from ${shownPath(folder.path)}`,
    });
  }
  const isNeeded = position.progress.best !== null && record.options["earlyStopping"] !== null;
  const best: Checkpoint | null = isNeeded ? await readCheckpoint(folder.best, model) : null;
  return { last, best, seconds: await rewindMetrics(folder.metrics, position.progress.step) };
}

function isMissing(error: unknown): boolean {
  return error instanceof UserError && systemErrorCode(error.cause) === "ENOENT";
}

async function requireSameData(folder: RunFolder, digest: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(folder.labels, "utf8");
  } catch (error) {
    throw explainSystemError(error, "read", folder.labels);
  }
  const { format, data } = parseObject(text, folder.labels);
  if (format !== 1 || typeof data !== "string") {
    throw new UserError(
      `${folder.labels} is damaged: expected format 1 and a digest of the data, found ${JSON.stringify(format)} and ${JSON.stringify(data)}`,
    );
  }
  if (data === digest) return;
  throw new UserError(
    `the training images or labels are not those that ${shownPath(folder.path)} was trained on`,
    {
      hint: "put back the data as they were, or start from the weights with what is there now: swwae train … --from",
    },
  );
}

function parseObject(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new UserError(`${path} is damaged: it is no JSON object`);
}
