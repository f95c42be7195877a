/** A whole training from the command line: spec in, run folder out. */
import { type Engine, parameterList } from "../../runtime/index.js";
import {
  asPixels,
  createRunFolder,
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
import type { ChosenCell } from "./experimentCell.js";
import { type Interruption, interruptedExitCode, listenForInterruption } from "./interruption.js";
import { engineRecord, openEngine } from "./openEngine.js";
import { type PreparedRun, prepareRun, runName, type TrainRunRequest } from "./prepareRun.js";
import type { TrainSettings } from "./settings.js";
import { printTrainingResult, type TrainingResult } from "./trainingResult.js";
import { labelsDocument } from "./trainingImages.js";
import { type TrainedModel, trainModel } from "./trainModel.js";
import { writeRunInputs } from "./writeRunInputs.js";
import { writeRunReport } from "./writeRunReport.js";

/** A training whose engine runs. */
type StartedRun = PreparedRun & { readonly record: RunRecord };

/**
 * Trains, writes the run folder, measures the test error.
 *
 * @throws UserError for whatever the user can mend.
 */
export async function trainRun(request: TrainRunRequest, terminal: Terminal): Promise<void> {
  const prepared = await prepareRun(request, terminal);
  const { engine, precision } = prepared.settings;
  const opened = await openEngine(engine, { ...request.machine, precision }, terminal);
  const run: StartedRun = { ...prepared, record: { ...prepared.record, ...engineRecord(opened) } };
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  try {
    const folder = await createRunFolder(request.out, runName(prepared), new Date());
    await writeRunInputs(folder, {
      spec: run.record.spec,
      plan: run.planAlone,
      labels: labelsDocument(run.settings, run.prepared.dataset, run.images),
    });
    await writeRunRecord(folder, run.record);
    const result = await trainInto(folder, run, opened.engine, interruption, terminal);
    printTrainingResult(result, request.json, terminal);
  } finally {
    interruption.dispose();
    await opened.engine.dispose();
  }
}

async function trainInto(
  folder: RunFolder,
  run: StartedRun,
  engine: Engine,
  interruption: Interruption,
  terminal: Terminal,
): Promise<TrainingResult> {
  const metrics = new MetricsWriter(folder.metrics);
  try {
    const trained = await trainModel({
      ...run,
      engine,
      initial: run.start?.weights ?? null,
      stepsBefore: run.start?.steps ?? 0,
      stopped: null,
      checkpoints: folder,
      metrics,
      eventsFolder: folder.path,
      title: "",
      terminal,
      interruption,
    });
    const result = interruption.requested
      ? await finishInterrupted(run, folder, trained, terminal)
      : await finishTrained(run, engine, folder, trained, metrics, terminal);
    await trained.trainer.dispose();
    return result;
  } catch (error) {
    // The record is a courtesy by now: where the disk is full it fails too, and the first error is the one to tell.
    await writeRunRecord(folder, { ...run.record, status: "failed" }).catch(() => undefined);
    throw error;
  } finally {
    metrics.close();
  }
}

async function finishTrained(
  run: StartedRun,
  engine: Engine,
  folder: RunFolder,
  trained: TrainedModel,
  metrics: MetricsWriter,
  terminal: Terminal,
): Promise<TrainingResult> {
  const { trainer, result } = trained;
  const {
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
    steps: record.steps + result.steps,
    checkpoint: result.bestStep === null ? "last" : "best",
    result: { test },
  };
  await writeRunRecord(folder, finished);
  const isReported = await writeTrainedReport(run, engine, folder, finished, trainer, terminal);
  return trainingResult(folder, trained, settings, { status: "finished", test, isReported, goOn: null });
}

/** Writes the report of the trained weights; false where it cannot be written: the run is finished all the same. */
async function writeTrainedReport(
  { plan, model, prepared }: StartedRun,
  engine: Engine,
  folder: RunFolder,
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
  { record, request, chosen, settings }: StartedRun,
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
      : `swwae train ${request.reference}${cellOption(chosen)} --from ${run} --epochs ${remaining}`;
  return trainingResult(folder, trained, settings, {
    status: "interrupted",
    test: null,
    isReported: false,
    goOn,
  });
}

function trainingResult(
  folder: RunFolder,
  { trainer, result, images, labelled }: TrainedModel,
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

function cellOption(chosen: ChosenCell | null): string {
  return chosen === null || chosen.number === 1 ? "" : ` --cell ${chosen.number}`;
}
