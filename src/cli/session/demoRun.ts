/** The demo: the paper's MNIST network, semi-supervised, with where and without. */
import { join } from "node:path";
import type { ModelPlan, Plan } from "../../compiler/index.js";
import type { Engine, EngineChoice, Model } from "../../runtime/index.js";
import {
  createRunFolder,
  type Dataset,
  imageSize,
  sliceSamples,
  MetricsWriter,
  reconstructionGrid,
  type RunFolder,
  type RunRecord,
  writeFileAtomically,
  writeRunRecord,
} from "../../training/index.js";
import { compileSound, counted } from "../compileSpec.js";
import { packageFolder } from "../packageFolder.js";
import { readSpec, shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { demoColumns, demoLabels, shareWithoutWhere } from "./demoSettings.js";
import { testColumns } from "./digitColumns.js";
import { type Interruption, listenForInterruption } from "./interruption.js";
import { loadDataset, type PreparedDataset } from "./loadDataset.js";
import { chooseModel, loadModels } from "./loadModels.js";
import { thisMachine } from "./machine.js";
import { engineRecord, openEngine } from "./openEngine.js";
import {
  type DemoSummary,
  demoSummary,
  printDemoSummary,
  type Variant,
  type VariantResult,
  type Variants,
} from "./demoSummary.js";
import { overrideWhere } from "./overrideWhere.js";
import { completeSettings, type MachineSettings, type TrainSettings } from "./settings.js";
import { chooseImages } from "./trainingImages.js";
import { trainModel } from "./trainModel.js";
import { writeRunInputs } from "./writeRunInputs.js";

export interface DemoRequest {
  /** Images shown to the network with where. */
  readonly images: number;
  /** Test images measured on; null for all. */
  readonly testImages: number | null;
  readonly seed: number;
  readonly engine: EngineChoice;
  readonly machine: MachineSettings;
  readonly out: string;
  readonly json: boolean;
}

const modelName = "Mnist";

/** Runs the demo. Throws a UserError for whatever the user can mend. */
export async function demoRun(request: DemoRequest, terminal: Terminal): Promise<void> {
  const spec = await readSpec(join(packageFolder(), "specs", "paper", "mnist.swwae"));
  const plan = modelAlone(compileSound(spec, terminal));
  terminal.note(
    `${spec.path}: checked; model ${modelName} of ${counted(plan.models[0]?.parameterCount ?? 0, "parameter")}`,
  );
  const withWhere = await soleModel(plan);
  const without = await soleModel(withoutWhere(plan));
  const prepared = await loadDataset(
    { data: "mnist", folder: request.machine.dataFolder, preprocessing: [], augmentation: [] },
    withWhere,
  );
  const { dataset } = prepared;
  const total = dataset.training.labels.length;
  const settings = (images: number): TrainSettings =>
    completeSettings(
      {
        mode: "semi-supervised",
        labels: demoLabels,
        epochs: images / total,
        seed: request.seed,
        engine: request.engine,
        validation: 0,
      },
      {},
      withWhere,
    );

  const opened = await openEngine(request.engine, request.machine, terminal);
  const { engine } = opened;
  const record: RunRecord = {
    format: 2,
    spec,
    model: modelName,
    seed: request.seed,
    mode: "semi-supervised",
    ...engineRecord(opened),
    data: "mnist",
    images: prepared.images,
    options: { ...settings(request.images) },
    machineOptions: request.machine,
    machine: thisMachine(),
    started: new Date().toISOString(),
    status: "running",
    steps: 0,
    stepsBefore: 0,
    plannedSteps: Math.round(request.images / settings(request.images).batch),
    checkpointEvery: null,
    checkpoint: "last",
    result: null,
  };
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  try {
    const folder = await createRunFolder(request.out, "demo", new Date());
    await writeRunInputs(folder, { spec, plan, labels: null });
    await writeRunRecord(folder, record);
    const variants = demoVariants(folder, request.images, withWhere, without, settings);
    const result = await trainBoth(folder, variants, record, {
      prepared: { ...prepared, dataset: withTestImages(dataset, request.testImages) },
      engine,
      interruption,
      terminal,
    });
    if (result === null) {
      terminal.note(`interrupted; what was trained lies in ${shownPath(folder.path)}`);
      terminal.setExitCode(interruption.exitCode);
    } else if (request.json) terminal.print(JSON.stringify(result, null, 2));
    else printDemoSummary(result, total, terminal);
  } finally {
    interruption.dispose();
    await engine.dispose();
  }
}

/** Trains both, draws the picture and completes the record; null where it was interrupted. */
async function trainBoth(
  folder: RunFolder,
  variants: Variants,
  record: RunRecord,
  around: Surroundings,
): Promise<DemoSummary | null> {
  const { images, columns } = testColumns(around.prepared.dataset, demoColumns);
  try {
    const hard = await train(variants.hard, images, around);
    const none = hard === null ? null : await train(variants.none, images, around);
    const steps = (hard?.steps ?? 0) + (none?.steps ?? 0);
    if (hard === null || none === null) {
      await writeRunRecord(folder, { ...record, status: "interrupted", steps });
      return null;
    }
    const rows = [
      { caption: "original", images },
      { caption: "where hard", detail: errorDetail(hard), images: hard.reconstructions },
      { caption: "where none", detail: errorDetail(none), images: none.reconstructions },
    ];
    await writeFileAtomically(
      folder.reconstructions,
      reconstructionGrid({ shape: around.prepared.dataset.shape, columns, rows }),
    );
    const result = demoSummary(folder, variants, hard, none);
    await writeRunRecord(folder, { ...record, status: "finished", steps, result });
    return result;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    await writeRunRecord(folder, { ...record, status: "failed", failure }).catch(() => undefined);
    throw error;
  }
}

function demoVariants(
  folder: RunFolder,
  images: number,
  withWhere: Model,
  without: Model,
  settings: (images: number) => TrainSettings,
): Variants {
  return {
    hard: {
      title: "where hard",
      model: withWhere,
      settings: settings(images),
      weights: folder.last,
      metrics: folder.metrics,
    },
    none: {
      title: "where none",
      model: without,
      settings: settings(Math.ceil(images * shareWithoutWhere)),
      weights: join(folder.checkpoints, "where-none.safetensors"),
      metrics: join(folder.path, "metrics-where-none.jsonl"),
    },
  };
}

interface Surroundings {
  readonly prepared: PreparedDataset;
  readonly engine: Engine;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
}

/** Trains, tests and reconstructs the `columns`; null where it was interrupted. */
async function train(
  variant: Variant,
  columns: Float32Array,
  { prepared, engine, interruption, terminal }: Surroundings,
): Promise<VariantResult | null> {
  const { test: testImages } = prepared.dataset;
  const metrics = new MetricsWriter(variant.metrics);
  try {
    const { trainer, result } = await trainModel({
      model: variant.model,
      prepared,
      settings: variant.settings,
      images: chooseImages(variant.settings, prepared.dataset),
      engine,
      initial: null,
      stepsBefore: 0,
      stopped: null,
      checkpointEvery: null,
      // Nothing is held back for validation, so there is no best.
      checkpoints: { last: variant.weights, best: variant.weights },
      metrics,
      eventsFolder: null,
      title: variant.title,
      terminal,
      interruption,
    });
    if (interruption.requested) {
      await trainer.dispose();
      return null;
    }
    terminal.note(`testing on ${counted(testImages.labels.length, "image")}`);
    const test = await trainer.evaluate(testImages.images, testImages.labels, ["logits", "reconstruction"]);
    const { errorRate, reconstructionError } = test;
    metrics.write({ kind: "test", step: result.steps, errorRate, reconstructionError });
    const reconstructions = await trainer.reconstruct(columns);
    await trainer.dispose();
    return {
      test,
      reconstructions,
      steps: result.steps,
      batch: variant.settings.batch,
      seconds: result.seconds,
    };
  } finally {
    metrics.close();
  }
}

/** The dataset with its first `count` test images only. */
function withTestImages(dataset: Dataset, count: number | null): Dataset {
  return count === null
    ? dataset
    : { ...dataset, test: sliceSamples(dataset.test, imageSize(dataset.shape), 0, count) };
}

function modelAlone(plan: Plan): Plan {
  return { ...plan, models: plan.models.filter(({ name }) => name === modelName), experiments: [] };
}

function withoutWhere(plan: Plan): Plan {
  return { ...plan, models: plan.models.map((model): ModelPlan => overrideWhere(model, { kind: "none" })) };
}

async function soleModel(plan: Plan): Promise<Model> {
  return chooseModel(await loadModels(plan), modelName, plan.file);
}

function errorDetail({ test }: VariantResult): string {
  return `error ${(test.reconstructionError ?? 0).toFixed(5)}`;
}
