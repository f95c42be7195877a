/** A whole training from the command line: spec in, run folder out. */
import { createRunFolder, createRunFolderAt } from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import { listenForInterruption } from "./interruption.js";
import { engineRecord, openEngine } from "./openEngine.js";
import { prepareRun, runName, type TrainRunRequest } from "./prepareRun.js";
import { recordDataPath } from "./recordedData.js";
import { printTrainingResult } from "./trainingResult.js";
import { trainInto } from "./trainInto.js";
import { labelsDocument } from "./trainingImages.js";
import { writeRunInputs } from "./writeRunInputs.js";

/**
 * Trains, writes the run folder, measures the test error.
 *
 * @throws UserError for whatever the user can mend.
 */
export async function trainRun(request: TrainRunRequest, terminal: Terminal): Promise<void> {
  const run = await prepareRun(request, terminal);
  const { engine, precision } = run.settings;
  const opened = await openEngine(engine, { ...request.machine, precision }, terminal);
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  try {
    const folder = await (request.into === null
      ? createRunFolder(request.out, runName(run), new Date())
      : createRunFolderAt(request.into));
    const { data, machineOptions } = run.record;
    const record = {
      ...run.record,
      ...engineRecord(opened),
      ...recordDataPath({ data, folder: machineOptions.dataFolder }, folder),
    };
    const labels = labelsDocument(run.settings, run.prepared.dataset, run.images);
    await writeRunInputs(folder, { spec: record.spec, plan: run.planAlone, labels });
    const started = {
      ...run,
      folder,
      record,
      initial: run.start?.weights ?? null,
      stopped: null,
      engine: opened.engine,
    };
    const result = await trainInto(started, "", interruption, terminal);
    printTrainingResult(result, request.json, terminal);
  } finally {
    interruption.dispose();
    await opened.engine.dispose();
  }
}
