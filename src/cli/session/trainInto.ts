/** A training whose engine runs, into its run folder: trained, measured, drawn, recorded. */
import { type Engine, type Model, parameterList, type TensorValue } from "../../runtime/index.js";
import type { ModelPlan } from "../../compiler/index.js";
import {
  asPixels,
  DivergenceError,
  type Evaluation,
  MetricsWriter,
  reconstructionGrid,
  type RunFolder,
  type RunRecord,
  type Trainer,
  UserError,
  writeFileAtomically,
  writeRunRecord,
} from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { testColumns } from "./digitColumns.js";
import type { Interruption } from "./interruption.js";
import type { PreparedDataset } from "./loadDataset.js";
import type { TrainSettings } from "./settings.js";
import type { TrainingResult } from "./trainingResult.js";
import type { TrainingImages } from "./trainingImages.js";
import { thisProcess } from "./trainingProcess.js";
import { type StoppedTraining, type TrainedModel, trainModel } from "./trainModel.js";
import { writeRunReport } from "./writeRunReport.js";

/** A training whose engine runs and whose folder is there. */
export interface StartedRun {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly plan: ModelPlan;
  readonly model: Model;
  readonly settings: TrainSettings;
  readonly prepared: PreparedDataset;
  readonly images: TrainingImages;
  /** Weights to start from; null for the seeded first values. */
  readonly initial: ReadonlyMap<string, TensorValue> | null;
  /** Where it was stopped; null to begin. */
  readonly stopped: StoppedTraining | null;
  readonly engine: Engine;
}

/**
 * Trains to the end, or until it is interrupted, and keeps run.json true meanwhile.
 *
 * @param title at the head of the progress line; may be empty.
 * @throws UserError for whatever the user can mend; run.json then says that the training failed, and why.
 */
export async function trainInto(
  given: StartedRun,
  title: string,
  interruption: Interruption,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { folder } = given;
  const { failure: _failure, ...kept } = given.record;
  const run: StartedRun = { ...given, record: { ...kept, status: "running" } };
  await writeRunRecord(folder, { ...run.record, process: thisProcess() });
  const metrics = new MetricsWriter(folder.metrics);
  let made = given.stopped?.last.position?.progress.step ?? 0;
  try {
    const trained = await trainModel({
      ...run,
      stepsBefore: run.record.stepsBefore,
      checkpointEvery: run.record.checkpointEvery,
      checkpoints: folder,
      metrics,
      onStep: (steps) => {
        made = steps;
      },
      eventsFolder: folder.path,
      title,
      terminal,
      interruption,
    });
    const result = interruption.requested
      ? await finishInterrupted(run, trained, interruption, terminal)
      : await finishTrained(run, trained, metrics, terminal);
    await trained.trainer.dispose();
    return result;
  } catch (error) {
    // The record is a courtesy by now: where the disk is full it fails too, and the first error is the one to tell.
    const failure = error instanceof Error ? error.message : String(error);
    // The step that ran away was made, too.
    const steps = run.record.stepsBefore + (error instanceof DivergenceError ? error.step : made);
    await writeRunRecord(folder, { ...run.record, status: "failed", failure, steps }).catch(() => undefined);
    throw error;
  } finally {
    metrics.close();
  }
}

async function finishTrained(
  run: StartedRun,
  trained: TrainedModel,
  metrics: MetricsWriter,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { trainer, result } = trained;
  const {
    folder,
    prepared: { dataset, pipeline },
    record,
    settings,
  } = run;
  terminal.note(`testing on ${counted(dataset.test.labels.length, "image")}`);
  const test = await trainer.evaluate(dataset.test.images, dataset.test.labels);
  const { errorRate, reconstructionError, terms } = test;
  metrics.write({ kind: "test", step: result.steps, errorRate, reconstructionError, terms });
  await drawReconstructions(folder.reconstructions, trainer, testColumns(dataset, 10, pipeline), test);
  const finished: RunRecord = {
    ...record,
    status: "finished",
    steps: record.stepsBefore + result.steps,
    checkpoint: result.bestStep === null ? "last" : "best",
    result: {
      test,
      validation: result.validation,
      bestStep: result.bestStep,
      seconds: result.seconds,
      imagesPerSecond: result.seconds > 0 ? (result.steps * settings.batch) / result.seconds : 0,
      waitedForData: trained.waitedForData,
    },
  };
  await writeRunRecord(folder, finished);
  const isReported = await writeTrainedReport(run, finished, trainer, terminal);
  return trainingResult(folder, trained, settings, { status: "finished", test, isReported, goOn: null });
}

/** Writes the report of the trained weights; false where it cannot be written: the run is finished all the same. */
async function writeTrainedReport(
  { folder, plan, model, prepared, engine }: StartedRun,
  record: RunRecord,
  trainer: Trainer,
  terminal: Terminal,
): Promise<boolean> {
  terminal.note("writing the report");
  const now = await trainer.state();
  const weights = new Map(parameterList(model).map(({ name }) => [name, now.get(name)!]));
  const state = await engine.createState(weights);
  try {
    await writeRunReport({ folder, record, plan, model, weights, engine, state, prepared });
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    terminal.note(`no report: ${error.message}`);
    return false;
  } finally {
    await state.dispose();
  }
}

async function finishInterrupted(
  { folder, record, settings }: StartedRun,
  trained: TrainedModel,
  interruption: Interruption,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { result } = trained;
  await writeRunRecord(folder, {
    ...record,
    status: "interrupted",
    steps: record.stepsBefore + result.steps,
  });
  terminal.setExitCode(interruption.exitCode);
  return trainingResult(folder, trained, settings, {
    status: "interrupted",
    test: null,
    isReported: false,
    goOn: `swwae resume ${shownPath(folder.path)}`,
  });
}

function trainingResult(
  folder: RunFolder,
  { trainer, result, images, labelled, waitedForData }: TrainedModel,
  { batch, mode }: TrainSettings,
  { isReported, ...end }: Pick<TrainingResult, "status" | "test" | "goOn"> & { readonly isReported: boolean },
): TrainingResult {
  return {
    ...end,
    run: shownPath(folder.path),
    model: trainer.model.name,
    mode,
    images,
    labelled,
    steps: result.steps,
    bestStep: result.bestStep,
    seconds: result.seconds,
    imagesPerSecond: result.seconds > 0 ? (result.steps * batch) / result.seconds : 0,
    waitedForData,
    validation: result.validation,
    files: {
      weights: shownPath(result.bestStep === null ? folder.last : folder.best),
      metrics: shownPath(folder.metrics),
      ...(end.test === null ? {} : { reconstructions: shownPath(folder.reconstructions) }),
      ...(isReported ? { report: shownPath(folder.report) } : {}),
    },
  };
}

async function drawReconstructions(
  path: string,
  trainer: Trainer,
  { images, columns }: ReturnType<typeof testColumns>,
  test: Evaluation,
): Promise<void> {
  const shown = asPixels(images);
  const detail = `error ${(test.reconstructionError ?? 0).toFixed(5)}`;
  const rows = [
    { caption: "original", images: shown(images) },
    { caption: "reconstruction", detail, images: shown(await trainer.reconstruct(images)) },
  ];
  await writeFileAtomically(path, reconstructionGrid({ shape: trainer.model.input, columns, rows }));
}
