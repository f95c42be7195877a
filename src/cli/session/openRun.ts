/** Finished runs, opened again: their model with its weights on an engine. */
import type { ModelPlan } from "../../compiler/index.js";
import {
  type Engine,
  type EngineChoice,
  engineChoices,
  type EngineState,
  type Model,
  type TensorValue,
} from "../../runtime/index.js";
import {
  type CheckpointName,
  Evaluator,
  type ImagesRecord,
  loadCheckpoint,
  readRunRecord,
  type RunFolder,
  type RunRecord,
  UserError,
} from "../../training/index.js";
import { compileRecorded } from "../recordedSpec.js";
import type { Terminal } from "../terminal.js";
import { loadDataset, type PreparedDataset } from "./loadDataset.js";
import { findData } from "./recordedData.js";
import { chooseModel, loadModels, planOf } from "./loadModels.js";
import { openEngine } from "./openEngine.js";
import { type MachineSettings, settingsOf, statisticsOf } from "./settings.js";

/** What a run has learned, as its folder alone says it: no data is needed, and no engine. */
export interface TrainedModel {
  readonly folder: RunFolder;
  readonly record: RunRecord;
  readonly plan: ModelPlan;
  readonly model: Model;
  readonly weights: ReadonlyMap<string, TensorValue>;
}

export interface OpenedRun extends TrainedModel {
  readonly modelName: string;
  readonly engine: Engine;
  /** Holds the weights on the engine. */
  readonly state: EngineState;
  readonly evaluator: Evaluator;
  readonly prepared: PreparedDataset;
  dispose(): Promise<void>;
}

/** What is asked for instead of what the run was trained with; null to take the run's. */
export interface OpenRunRequest {
  readonly path: string;
  readonly data: string | null;
  readonly engine: EngineChoice | null;
  readonly machine: MachineSettings;
  /** Which checkpoint; where it is not given, the one that the run's result is about. */
  readonly checkpoint?: CheckpointName;
}

/**
 * Compiles the spec that the run was trained from (its text is in run.json) and reads the weights.
 *
 * @param checkpoint which ones; where it is not given, those that the run's result is about.
 * @throws UserError where the run is missing or damaged.
 */
export async function readTrained(
  path: string,
  terminal: Terminal,
  checkpoint?: CheckpointName,
): Promise<TrainedModel> {
  const { folder, record } = await readRunRecord(path);
  const compiled = compileRecorded(record.spec, terminal);
  const model = chooseModel(await loadModels(compiled, record.spec), record.model, record.spec.path);
  const plan = planOf(compiled, model.name);
  const weights = await loadCheckpoint(folder[checkpoint ?? record.checkpoint], model);
  return { folder, record, plan, model, weights };
}

/** What became of the images of the run's data set; see {@link ImagesRecord}. */
export function imagesOf({ record, folder }: Pick<TrainedModel, "record" | "folder">): ImagesRecord {
  if (record.images !== undefined) return record.images;
  throw new UserError(`${folder.record} does not say what images the model was trained on`, {
    hint: "the run was made by an earlier version of swwae: train again, or go on with it: swwae train --from",
  });
}

/**
 * Reads the run, loads its data, and puts the weights on an engine.
 *
 * @throws UserError where the run or the data is missing or damaged.
 */
export async function openRun(request: OpenRunRequest, terminal: Terminal): Promise<OpenedRun> {
  const trained = await readTrained(request.path, terminal, request.checkpoint);
  const { folder, record, model, weights } = trained;
  const settings = settingsOf(record.options);
  const prepared = await loadDataset(
    {
      ...(await findData(trained, { data: request.data, folder: request.machine.dataFolder })),
      preprocessing: settings.preprocessing ?? [],
      augmentation: settings.augmentation ?? [],
      statistics: statisticsOf(record.options),
    },
    model,
  );
  const { engine } = await openEngine(
    request.engine ?? known(engineChoices, settings.engine ?? record.engine, folder.record),
    { ...request.machine, precision: request.machine.precision ?? settings.precision ?? null },
    terminal,
  );
  const state = await engine.createState(weights);
  const evaluator = new Evaluator(model, { engine, state, pipeline: prepared.pipeline });
  return {
    ...trained,
    modelName: model.name,
    engine,
    state,
    evaluator,
    prepared,
    dispose: async () => {
      await evaluator.dispose();
      await state.dispose();
      await engine.dispose();
    },
  };
}

function known<Word extends string>(words: readonly Word[], found: string, path: string): Word {
  const word = words.find((candidate) => candidate === found);
  if (word === undefined)
    throw new UserError(`${path} is damaged: expected ${words.join(" or ")}, found ${found}`);
  return word;
}
