/** Runs for tests of what studies measure: a small net with weights by hand or drawn at random, on few images. */
import { expect } from "vitest";
import { Evaluator } from "../../src/training/index.js";
import { ImagePipeline, initialise, type TensorValue } from "../../src/runtime/index.js";
import { emitTypeScript } from "../../src/compiler/emit/typescript/index.js";
import type { MeasuredRun } from "../../src/studies/index.js";
import { compileSpec } from "../support/compileSpec.js";
import { engineOf } from "../support/engines.js";
import { evaluateModule, modelsOf } from "../support/evaluateModule.js";

export interface RunOptions {
  /** The text of a spec with one model. */
  readonly spec: string;
  /** Test images [n, height, width, channels]. */
  readonly images: Uint8Array;
  /** One class per image; all of class 0 where they are not given. */
  readonly labels?: Uint8Array;
  /** Weights by their paths; the others are as the model starts. */
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly mode?: string;
}

/** A run that studies can measure. */
export async function measuredRun({
  spec,
  images,
  labels,
  weights = {},
  mode = "unsupervised",
}: RunOptions): Promise<MeasuredRun> {
  const plan = compileSpec("test.swwae", spec);
  const [modelPlan] = plan.models;
  const [model] = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" }))).values();
  if (modelPlan === undefined || model === undefined) throw new Error("the spec has no model");
  const engine = await engineOf("onnx");
  const values = new Map<string, TensorValue>(initialise(model, 1));
  for (const [name, data] of Object.entries(weights)) {
    const shape = values.get(name)?.shape;
    expect(shape, `there is a parameter ${name}`).toBeDefined();
    values.set(name, { shape: shape ?? [], data: Float32Array.from(data) });
  }
  const pipeline = new ImagePipeline(model.input);
  const samples = { images, labels: labels ?? new Uint8Array(images.length / pipeline.storedSize) };
  return {
    mode,
    seed: 1,
    validation: 0,
    limit: null,
    model,
    plan: modelPlan,
    weights: values,
    engine,
    evaluator: new Evaluator(model, { engine, state: await engine.createState(values), pipeline }),
    dataset: { name: "test", shape: model.input, classes: 10, training: samples, test: samples },
    pipeline,
  };
}
