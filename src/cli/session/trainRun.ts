/** A whole training from the command line: spec in, run folder out. */
import type { Engine, Model } from "../../runtime/index.js";
import {
  createRunFolder,
  type Dataset,
  type Evaluation,
  loadCheckpoint,
  MetricsWriter,
  readRunRecord,
  reconstructionGrid,
  type RunFolder,
  type RunRecord,
  type Trainer,
  writeFileAtomically,
  writeRunRecord,
} from "../../training/index.js";
import { compileSound, counted } from "../compileSpec.js";
import { readSpec, shownPath, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { testColumns } from "./digitColumns.js";
import { type Interruption, interruptedExitCode, listenForInterruption } from "./interruption.js";
import { loadDataset } from "./loadDataset.js";
import { chooseModel, loadModels } from "./loadModels.js";
import { openEngine } from "./openEngine.js";
import {
  completeSettings,
  type GivenSettings,
  type MachineSettings,
  settingsOf,
  type TrainSettings,
} from "./settings.js";
import { printTrainingResult, type TrainingResult } from "./trainingResult.js";
import { type TrainedModel, trainModel } from "./trainModel.js";
import { versionsOf } from "./versions.js";

export interface TrainRunRequest {
  /** Path of the spec, with "#Model" where it has several. */
  readonly reference: string;
  readonly given: GivenSettings;
  readonly machine: MachineSettings;
  /** Folder of the runs. */
  readonly out: string;
  /** Run folder whose weights are continued; null for none. */
  readonly from: string | null;
  readonly json: boolean;
}

/** A training about to start: all that can be checked beforehand is checked. */
interface PreparedRun {
  readonly request: TrainRunRequest;
  readonly model: Model;
  readonly settings: TrainSettings;
  readonly dataset: Dataset;
  readonly start: {
    readonly weights: Awaited<ReturnType<typeof loadCheckpoint>>;
    readonly steps: number;
  } | null;
  readonly record: RunRecord;
}

/**
 * Trains, writes the run folder, measures the test error.
 *
 * @throws UserError for whatever the user can mend.
 */
export async function trainRun(request: TrainRunRequest, terminal: Terminal): Promise<void> {
  const prepared = await prepare(request, terminal);
  const engine = await openEngine(prepared.settings.engine, request.machine.threads, terminal);
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  try {
    const folder = await createRunFolder(request.out, prepared.model.name, new Date());
    await writeRunRecord(folder, prepared.record);
    const result = await trainInto(folder, prepared, engine, interruption, terminal);
    printTrainingResult(result, request.json, terminal);
  } finally {
    interruption.dispose();
    await engine.dispose();
  }
}

async function trainInto(
  folder: RunFolder,
  prepared: PreparedRun,
  engine: Engine,
  interruption: Interruption,
  terminal: Terminal,
): Promise<TrainingResult> {
  const metrics = new MetricsWriter(folder.metrics);
  try {
    const trained = await trainModel({
      ...prepared,
      engine,
      initial: prepared.start?.weights ?? null,
      stepsBefore: prepared.start?.steps ?? 0,
      weightsPath: folder.weights,
      metrics,
      title: "",
      terminal,
      interruption,
    });
    const result = interruption.requested
      ? await finishInterrupted(prepared, folder, trained, terminal)
      : await finishTrained(prepared, folder, trained, metrics, terminal);
    await trained.trainer.dispose();
    return result;
  } catch (error) {
    // The record is a courtesy by now: where the disk is full it fails too, and the first error is the one to tell.
    await writeRunRecord(folder, { ...prepared.record, status: "failed" }).catch(() => undefined);
    throw error;
  } finally {
    metrics.close();
  }
}

async function prepare(request: TrainRunRequest, terminal: Terminal): Promise<PreparedRun> {
  const { path, model: modelName } = splitModelReference(request.reference);
  const spec = await readSpec(path);
  const model = chooseModel(await loadModels(compileSound(spec, terminal)), modelName, spec.path);
  const before = request.from === null ? null : await readRunRecord(request.from);
  const settings = completeSettings(request.given, settingsOf(before?.record.options ?? {}), model);
  const dataset = await loadDataset(settings.data, request.machine.dataFolder, model);
  const start =
    before === null
      ? null
      : { weights: await loadCheckpoint(before.folder.weights, model), steps: before.record.steps };
  const record: RunRecord = {
    format: 1,
    spec,
    model: model.name,
    seed: settings.seed,
    mode: settings.mode,
    engine: settings.engine,
    data: settings.data,
    options: { ...settings, ...(request.from === null ? {} : { from: request.from }) },
    versions: versionsOf(settings.engine),
    status: "running",
    steps: start?.steps ?? 0,
    result: null,
  };
  return { request, model, settings, dataset, start, record };
}

async function finishTrained(
  { dataset, record, settings }: PreparedRun,
  folder: RunFolder,
  trained: TrainedModel,
  metrics: MetricsWriter,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { trainer, result } = trained;
  terminal.note(`testing on ${counted(dataset.test.labels.length, "image")}`);
  const test = await trainer.evaluate(dataset.test.images, dataset.test.labels);
  const { errorRate, reconstructionError, terms } = test;
  metrics.write({ kind: "test", step: result.steps, errorRate, reconstructionError, terms });
  await drawReconstructions(folder.reconstructions, trainer, dataset, test);
  const steps = record.steps + result.steps;
  await writeRunRecord(folder, { ...record, status: "finished", steps, result: { test } });
  return trainingResult(folder, trained, settings, { status: "finished", test, goOn: null });
}

async function finishInterrupted(
  { record, request, settings }: PreparedRun,
  folder: RunFolder,
  trained: TrainedModel,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { result, steps, stepsPerEpoch } = trained;
  await writeRunRecord(folder, { ...record, status: "interrupted", steps: record.steps + result.steps });
  terminal.setExitCode(interruptedExitCode);
  const run = shownPath(folder.path);
  const remaining = Math.ceil((100 * (steps - result.steps)) / stepsPerEpoch) / 100;
  // Stopped right at its end, a training has nothing left to do but to be measured.
  const goOn =
    remaining === 0
      ? `swwae evaluate ${run}`
      : `swwae train ${request.reference} --from ${run} --epochs ${remaining}`;
  return trainingResult(folder, trained, settings, { status: "interrupted", test: null, goOn });
}

function trainingResult(
  folder: RunFolder,
  { trainer, result, images, labelled }: TrainedModel,
  { batch, mode }: TrainSettings,
  end: Pick<TrainingResult, "status" | "test" | "goOn">,
): TrainingResult {
  return {
    ...end,
    run: shownPath(folder.path),
    model: trainer.model.name,
    mode,
    images,
    labelled,
    steps: result.steps,
    seconds: result.seconds,
    imagesPerSecond: result.seconds > 0 ? (result.steps * batch) / result.seconds : 0,
    validation: result.validation,
    files: {
      weights: shownPath(folder.weights),
      metrics: shownPath(folder.metrics),
      ...(end.test === null ? {} : { reconstructions: shownPath(folder.reconstructions) }),
    },
  };
}

async function drawReconstructions(
  path: string,
  trainer: Trainer,
  dataset: Dataset,
  test: Evaluation,
): Promise<void> {
  const { images, columns } = testColumns(dataset, 10);
  const detail = `error ${(test.reconstructionError ?? 0).toFixed(5)}`;
  const rows = [
    { caption: "original", images },
    { caption: "reconstruction", detail, images: await trainer.reconstruct(images) },
  ];
  await writeFileAtomically(path, reconstructionGrid({ shape: dataset.shape, columns, rows }));
}
