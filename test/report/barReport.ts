/** A small run to report on: a model of bars, with its plan, a record and metrics. */
import type { ModelPlan } from "swwae/compiler";
import type { Model, TensorValue } from "swwae/runtime";
import type { MetricsRecord, RunRecord } from "swwae/training";
import { emitTypeScript } from "../../src/compiler/emit/typescript/index.js";
import type { ShownImages } from "../../src/report/index.js";
import { runReport } from "../../src/report/index.js";
import { barClasses, bars, barSize } from "../support/bars.js";
import { compileSpec } from "../support/compileSpec.js";
import { engineOf } from "../support/engines.js";
import { evaluateModule, modelsOf } from "../support/evaluateModule.js";
import { parametersOf } from "../support/sessions.js";

export const barSpec = `model Bars {
  input 6x6x1
  encoder {
    stage lower { conv 3x3 8  relu  pool 2x2 }
    stage upper { conv 3x3 6  relu  pool 3x1 }
  }
  classifier { dense 3 }
  loss { NLL 1  L2* 0.5 }
}
`;

export interface BarRun {
  readonly plan: ModelPlan;
  readonly model: Model;
  readonly weights: ReadonlyMap<string, TensorValue>;
  readonly images: ShownImages;
}

/** @param spec another spec of 6×6 images. */
export async function barRun(spec = barSpec): Promise<BarRun> {
  const plan = compileSpec("bars.swwae", spec);
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  const [model] = [...models.values()];
  const [modelPlan] = plan.models;
  if (model === undefined || modelPlan === undefined) throw new Error("a spec with a model is expected");
  return { plan: modelPlan, model, weights: parametersOf(model, 3), images: barImages(60) };
}

export function barImages(count: number): ShownImages {
  const { images, labels } = bars(count);
  return {
    count,
    shape: [6, 6, 1],
    labels,
    classNames: ["lying", "standing", "<slanting>"].slice(0, barClasses),
    range: (from, to) =>
      Float32Array.from(images.subarray(from * barSize, to * barSize), (byte) => byte / 255),
  };
}

const record: RunRecord = {
  format: 2,
  spec: { path: "bars.swwae", text: `${barSpec}// </pre><script>alert(1)</script>\n` },
  model: "Bars",
  seed: 1,
  mode: "semi-supervised",
  engine: "onnx",
  engineReasons: [{ name: "onnx", reason: "asked for" }],
  data: "bars & <b>more</b>",
  options: { batch: 4, rate: 0.01, optimizer: { kind: "adam" }, augmentation: [] },
  versions: { swwae: "0.0.0" },
  machineOptions: { threads: null, lowering: null, dataFolder: null, precision: null },
  machine: { cores: "2" },
  started: "2026-01-05T09:03:07.000Z",
  status: "finished",
  steps: 30,
  stepsBefore: 0,
  plannedSteps: 30,
  checkpointEvery: null,
  checkpoint: "last",
  result: null,
};

const metrics: readonly MetricsRecord[] = [
  ...Array.from({ length: 30 }, (_, at) => ({
    kind: "step" as const,
    step: at + 1,
    epoch: (at + 1) / 15,
    rate: 0.01,
    loss: 2 / (at + 1),
    terms: { NLL: 1 / (at + 1), L2rec: 0.1 / (at + 1) },
    seconds: at / 10,
  })),
  ...[15, 30].map((step) => ({
    kind: "validation" as const,
    step,
    epoch: step / 15,
    errorRate: 1 / step,
    reconstructionError: 0.1 / step,
  })),
  { kind: "test", step: 30, errorRate: 0.5, reconstructionError: 0.02, terms: {} },
];

/** The page of such a run. */
export async function barReport(run: BarRun): Promise<string> {
  const engine = await engineOf("onnx");
  const state = await engine.createState(run.weights);
  try {
    return await runReport({
      name: "Bars-20260131-101500",
      record,
      metrics,
      ...run,
      engine,
      state,
      machine: { processor: "test" },
    });
  } finally {
    await state.dispose();
  }
}
