/** The demo: the paper's MNIST network, semi-supervised, with where and without. */
import { join } from "node:path";
import type { ModelPlan, Plan } from "../../compiler/index.js";
import type { EngineName, Model } from "../../runtime/index.js";
import {
  createRunFolder,
  type Evaluation,
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
import { type Interruption, interruptedExitCode, listenForInterruption } from "./interruption.js";
import { loadDataset } from "./loadDataset.js";
import { chooseModel, loadModels } from "./loadModels.js";
import { openEngine } from "./openEngine.js";
import { overrideWhere } from "./overrideWhere.js";
import { clock, percentage } from "./progress.js";
import { completeSettings, type MachineSettings, type TrainSettings } from "./settings.js";
import { trainModel } from "./trainModel.js";
import { versionsOf } from "./versions.js";

export interface DemoRequest {
  /** Images shown to the network with where. */
  readonly images: number;
  readonly seed: number;
  readonly engine: EngineName;
  readonly machine: MachineSettings;
  readonly out: string;
  readonly json: boolean;
}

/** One of the two trainings. */
interface Variant {
  readonly title: string;
  readonly model: Model;
  readonly settings: TrainSettings;
  readonly weights: string;
  readonly metrics: string;
}

/** What a training came to; null where it was interrupted. */
interface VariantResult {
  readonly test: Evaluation;
  readonly reconstructions: Float32Array;
  readonly images: number;
  readonly seconds: number;
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
  const dataset = await loadDataset("mnist", request.machine.dataFolder, withWhere);
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

  const folder = await createRunFolder(request.out, "demo", new Date());
  const variants = demoVariants(folder, request.images, withWhere, without, settings);
  const record: RunRecord = {
    format: 1,
    spec,
    model: modelName,
    seed: request.seed,
    mode: "semi-supervised",
    engine: request.engine,
    data: "mnist",
    options: { ...settings(request.images) },
    versions: versionsOf(request.engine),
    status: "running",
    steps: 0,
    result: null,
  };
  await writeRunRecord(folder, record);
  const engine = await openEngine(request.engine, request.machine.threads);
  const interruption = listenForInterruption(() =>
    terminal.note("\nstopping after this step; once more to stop at once"),
  );
  const columns = testColumns(dataset, demoColumns);
  const trainVariant = (variant: Variant) =>
    train(variant, { dataset, engine, interruption, terminal, columns: columns.images });
  try {
    const hard = await trainVariant(variants.hard);
    const none = hard === null ? null : await trainVariant(variants.none);
    if (hard === null || none === null) {
      await writeRunRecord(folder, { ...record, status: "interrupted" });
      terminal.note(`interrupted; what was trained lies in ${shownPath(folder.path)}`);
      terminal.setExitCode(interruptedExitCode);
      return;
    }
    const rows = [
      { caption: "original", images: columns.images },
      { caption: "where hard", detail: errorDetail(hard), images: hard.reconstructions },
      { caption: "where none", detail: errorDetail(none), images: none.reconstructions },
    ];
    await writeFileAtomically(
      folder.reconstructions,
      reconstructionGrid({ shape: dataset.shape, columns: columns.columns, rows }),
    );
    const result = summary(folder, variants, hard, none);
    await writeRunRecord(folder, { ...record, status: "finished", result });
    if (request.json) terminal.print(JSON.stringify(result, null, 2));
    else printSummary(result, total, terminal);
  } catch (error) {
    await writeRunRecord(folder, { ...record, status: "failed" }).catch(() => undefined);
    throw error;
  } finally {
    interruption.dispose();
    await engine.dispose();
  }
}

function demoVariants(
  folder: RunFolder,
  images: number,
  withWhere: Model,
  without: Model,
  settings: (images: number) => TrainSettings,
): { hard: Variant; none: Variant } {
  return {
    hard: {
      title: "where hard",
      model: withWhere,
      settings: settings(images),
      weights: folder.weights,
      metrics: folder.metrics,
    },
    none: {
      title: "where none",
      model: without,
      settings: settings(Math.ceil(images * shareWithoutWhere)),
      weights: join(folder.path, "model-where-none.safetensors"),
      metrics: join(folder.path, "metrics-where-none.jsonl"),
    },
  };
}

interface Surroundings {
  readonly dataset: Parameters<typeof trainModel>[0]["dataset"];
  readonly engine: Parameters<typeof trainModel>[0]["engine"];
  readonly interruption: Interruption;
  readonly terminal: Terminal;
  /** Test images to reconstruct. */
  readonly columns: Float32Array;
}

async function train(variant: Variant, around: Surroundings): Promise<VariantResult | null> {
  const { dataset, engine, interruption, terminal, columns } = around;
  const metrics = new MetricsWriter(variant.metrics);
  try {
    const { trainer, result } = await trainModel({
      model: variant.model,
      dataset,
      settings: variant.settings,
      engine,
      initial: null,
      stepsBefore: 0,
      weightsPath: variant.weights,
      metrics,
      title: variant.title,
      terminal,
      interruption,
    });
    if (result.interrupted) {
      await trainer.dispose();
      return null;
    }
    const test = await trainer.evaluate(dataset.test.images, dataset.test.labels, [
      "logits",
      "reconstruction",
    ]);
    const { errorRate, reconstructionError } = test;
    metrics.write({ kind: "test", step: result.steps, errorRate, reconstructionError });
    const reconstructions = await trainer.reconstruct(columns);
    await trainer.dispose();
    return { test, reconstructions, images: result.steps * variant.settings.batch, seconds: result.seconds };
  } finally {
    metrics.close();
  }
}

type DemoSummary = ReturnType<typeof summary>;

function summary(
  folder: RunFolder,
  variants: { hard: Variant; none: Variant },
  hard: VariantResult,
  none: VariantResult,
) {
  const figures = ({ test, images, seconds }: VariantResult) => ({
    testError: test.errorRate,
    reconstructionError: test.reconstructionError,
    imagesShown: images,
    seconds,
  });
  return {
    run: shownPath(folder.path),
    labels: demoLabels,
    whereHard: figures(hard),
    whereNone: figures(none),
    files: {
      picture: shownPath(folder.reconstructions),
      weights: [variants.hard.weights, variants.none.weights].map(shownPath),
      metrics: [variants.hard.metrics, variants.none.metrics].map(shownPath),
    },
  };
}

function printSummary(
  { whereHard, whereNone, files, labels }: DemoSummary,
  total: number,
  terminal: Terminal,
): void {
  const { bold } = terminal.colors;
  const labelled = `${counted(labels, "label")}, the rest of ${counted(total, "image")} unlabelled`;
  terminal.print(
    `\n${bold("test error")}            ${percentage(whereHard.testError ?? Number.NaN)}   ${labelled}`,
  );
  terminal.print(bold("reconstruction error") + "  squared, per pixel");
  terminal.print(
    `  where hard          ${(whereHard.reconstructionError ?? Number.NaN).toFixed(5)}  ${effort(whereHard)}`,
  );
  terminal.print(
    `  where none          ${(whereNone.reconstructionError ?? Number.NaN).toFixed(5)}  ${effort(whereNone)}`,
  );
  terminal.print(`picture               ${files.picture}`);
  for (const path of files.weights) terminal.print(`weights               ${path}`);
  for (const path of files.metrics) terminal.print(`metrics               ${path}`);
}

function modelAlone(plan: Plan): Plan {
  return { ...plan, models: plan.models.filter(({ name }) => name === modelName) };
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

function effort({ imagesShown, seconds }: { imagesShown: number; seconds: number }): string {
  return `${counted(imagesShown, "image")} shown in ${clock(seconds)}`;
}
