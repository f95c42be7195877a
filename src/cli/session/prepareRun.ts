/** A training about to start: the spec compiled, the settings complete, the data loaded, all before anything is written. */
import { resolve } from "node:path";
import type { ModelPlan, Plan } from "../../compiler/index.js";
import type { Model } from "../../runtime/index.js";
import { loadCheckpoint, readCheckpoint, readRunRecord, type RunRecord } from "../../training/index.js";
import { compileWithSources } from "../compileSpec.js";
import { recordSpec } from "../recordedSpec.js";
import { readSpec, shownPath, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { type ChosenCell, chooseCell, noExperiment, quickVersion, settingsOfCell } from "./experimentCell.js";
import { isDatasetName, loadDataset, type PreparedDataset } from "./loadDataset.js";
import { chooseModel, loadModels, planOf } from "./loadModels.js";
import { thisMachine } from "./machine.js";
import { type DataPlace, findData } from "./recordedData.js";
import {
  completeSettings,
  countSteps,
  type GivenSettings,
  type MachineSettings,
  settingsOf,
  statisticsOf,
  type TrainSettings,
} from "./settings.js";
import { chooseImages, type TrainingImages } from "./trainingImages.js";
import { trainingTarget } from "./trainingTarget.js";

export interface TrainRunRequest {
  /** Path of the spec, with "#Model" or "#Experiment" where it can mean more than one; see {@link trainingTarget}. */
  readonly reference: string;
  /** Label or number of the experiment's cell; null for the first. */
  readonly cell: string | null;
  /** Whether the experiment's small version is meant. */
  readonly quick: boolean;
  readonly given: GivenSettings;
  /** What holds where neither the options, nor the run that is continued, nor the experiment say otherwise. */
  readonly defaults: GivenSettings;
  readonly machine: MachineSettings;
  /** Folder of the runs. */
  readonly out: string;
  /** The run folder itself, for whoever has a name for it; null for a new one in `out`. */
  readonly into: string | null;
  /** A checkpoint after every so many steps, besides those after every epoch; null for only those. */
  readonly checkpointEvery: number | null;
  /** Run folder whose weights are continued; null for none. */
  readonly from: string | null;
  readonly json: boolean;
}

/** A training about to start; all that can be checked beforehand is checked. */
export interface PreparedRun {
  readonly request: TrainRunRequest;
  readonly plan: ModelPlan;
  /** The plan of the spec, with this model alone. */
  readonly planAlone: Plan;
  readonly model: Model;
  readonly chosen: ChosenCell | null;
  readonly settings: TrainSettings;
  readonly prepared: PreparedDataset;
  readonly images: TrainingImages;
  readonly start: {
    readonly weights: Awaited<ReturnType<typeof loadCheckpoint>>;
    readonly steps: number;
  } | null;
  readonly record: PreparedRecord;
}

/** What run.json says of a run whose engine has not been started. */
export type PreparedRecord = Omit<RunRecord, "engine" | "precision" | "engineReasons" | "versions">;

/**
 * Prepares a training.
 *
 * @throws UserError for whatever the user can mend.
 */
export async function prepareRun(request: TrainRunRequest, terminal: Terminal): Promise<PreparedRun> {
  const { path, model: name } = splitModelReference(request.reference);
  const spec = await readSpec(path);
  const compiled = compileWithSources(spec, terminal);
  const { plan } = compiled;
  const recorded = recordSpec(spec, compiled);
  const { chosen, modelName } = choose(plan, name, request);
  if (chosen !== null) announce(chosen, name === null ? plan : null, terminal);
  const model = chooseModel(await loadModels(plan, recorded), modelName, spec.path);
  const before = request.from === null ? null : await readRunRecord(request.from);
  const place =
    before === null || request.given.data !== undefined ? null : await inheritedData(before, request);
  const inherited = {
    ...request.defaults,
    ...(chosen === null ? {} : settingsOfCell(chosen.cell, spec.path)),
    ...settingsOf(before?.record.options ?? {}),
    ...(place === null ? {} : { data: place.data }),
  };
  const settings = completeSettings(request.given, inherited, model);
  const folder = request.machine.dataFolder ?? place?.folder ?? null;
  const prepared = await loadDataset(
    {
      data: settings.data,
      folder,
      preprocessing: settings.preprocessing,
      augmentation: settings.augmentation,
      statistics: before === null ? [] : statisticsOf(before.record.options),
      note: (text) => terminal.note(text),
    },
    model,
  );
  const start = before === null ? null : await startFrom(before, model);
  const images = chooseImages(settings, prepared.dataset);
  const record: PreparedRecord = {
    format: 2,
    spec: recorded,
    model: model.name,
    ...(chosen === null
      ? {}
      : {
          experiment: {
            name: chosen.experiment.name,
            cell: chosen.cell.label,
            settings: { ...chosen.cell },
          },
        }),
    seed: settings.seed,
    mode: settings.mode,
    data: settings.data,
    images: prepared.images,
    options: {
      ...settings,
      statistics: prepared.statistics,
      ...(request.from === null ? {} : { from: resolve(request.from) }),
    },
    machineOptions: { ...request.machine, dataFolder: folder },
    machine: thisMachine(),
    started: new Date().toISOString(),
    status: "running",
    steps: start?.steps ?? 0,
    stepsBefore: start?.steps ?? 0,
    plannedSteps: countSteps(settings, images.labelled.length, images.training.length).steps,
    checkpointEvery: request.checkpointEvery,
    checkpoint: "last",
    result: null,
  };
  const modelPlan = planOf(plan, model.name);
  return {
    request,
    plan: modelPlan,
    planAlone: { ...plan, models: [modelPlan], experiments: [] },
    model,
    chosen,
    settings,
    prepared,
    images,
    start,
    record,
  };
}

/**
 * The weights of a run, and the steps that made them: where it stopped before its end, those that the checkpoint counts. A training that
 * failed made more, which its weights know nothing of.
 */
async function startFrom(
  { folder, record }: Awaited<ReturnType<typeof readRunRecord>>,
  model: Model,
): Promise<NonNullable<PreparedRun["start"]>> {
  const path = folder[record.checkpoint];
  const weights = await loadCheckpoint(path, model);
  if (record.status === "finished") return { weights, steps: record.steps };
  const { position } = await readCheckpoint(path, model);
  return { weights, steps: record.stepsBefore + (position?.progress.step ?? 0) };
}

/** The data of the run that is continued, by a path that holds here. */
async function inheritedData(
  before: Awaited<ReturnType<typeof readRunRecord>>,
  { machine }: TrainRunRequest,
): Promise<DataPlace> {
  const { data, folder } = await findData(before, { data: null, folder: machine.dataFolder });
  return { data: isDatasetName(data) ? data : shownPath(data), folder };
}

/** How the run folder begins: the model's name, or the experiment's with the cell. */
export function runName({ chosen, model }: PreparedRun): string {
  const name = chosen === null ? model.name : `${chosen.experiment.name} ${chosen.cell.label}`;
  return name.replace(/[^A-Za-z0-9_.]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
}

/** The cell that is trained, null where a model is named or meant, and the name of its model. */
function choose(
  plan: Plan,
  name: string | null,
  { cell, quick }: Pick<TrainRunRequest, "cell" | "quick">,
): { chosen: ChosenCell | null; modelName: string } {
  const target = trainingTarget(plan, name);
  if (target.kind === "experiment") {
    const experiment = quick ? quickVersion(target.experiment) : target.experiment;
    const chosen = chooseCell(experiment, cell);
    return { chosen, modelName: chosen.cell.model };
  }
  if (cell !== null) throw noExperiment(plan, "--cell");
  if (quick) throw noExperiment(plan, "--quick");
  return { chosen: null, modelName: target.name };
}

/** Says which cell is trained; `unnamed` is the plan where nobody said that it is this experiment. */
function announce({ experiment, cell, number }: ChosenCell, unnamed: Plan | null, terminal: Terminal): void {
  const label = cell.label === "" ? "" : `: ${cell.label}`;
  terminal.note(`${experiment.name}, cell ${number} of ${experiment.cells.length}${label}`);
  if (unnamed === null) return;
  const alone = `${unnamed.file}#${cell.model}`;
  terminal.note(`(the experiment of ${unnamed.file}; ${alone} trains the model with the defaults of train)`);
}
