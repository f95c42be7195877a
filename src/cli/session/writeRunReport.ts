/** The report in a run's folder. */
import type { ModelPlan } from "../../compiler/index.js";
import type { Engine, EngineState, Model, TensorValue } from "../../runtime/index.js";
import { basename, resolve } from "node:path";
import { readMetrics, type RunFolder, type RunRecord, writeFileAtomically } from "../../training/index.js";
import type { PreparedDataset } from "./loadDataset.js";
import { testImages } from "./testImages.js";

/** A trained run whose weights are on an engine. */
export interface ReportedRun {
  readonly folder: RunFolder;
  /** As run.json says it. */
  readonly record: RunRecord;
  readonly plan: ModelPlan;
  readonly model: Model;
  readonly weights: ReadonlyMap<string, TensorValue>;
  readonly engine: Engine;
  readonly state: EngineState;
  readonly prepared: PreparedDataset;
}

/**
 * Writes report.html, all of it or nothing.
 *
 * @param path of the page; the run folder's own where it is not given.
 * @throws UserError where it cannot be written.
 */
export async function writeRunReport(run: ReportedRun, path: string = run.folder.report): Promise<void> {
  const { runReport } = await import("../../report/index.js");
  const { folder, record, plan, model, weights, engine, state, prepared } = run;
  const text = await runReport({
    name: basename(resolve(folder.path)),
    record,
    metrics: await readMetrics(folder.metrics),
    plan,
    model,
    weights,
    engine,
    state,
    images: testImages(prepared),
    machine: record.machine,
  });
  await writeFileAtomically(path, text);
}
