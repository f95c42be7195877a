/** Emitted ONNX models: golden files over all specs, and the same numbers as the generated TypeScript. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emitOnnx, emitTrainedOnnx, type OnnxModel } from "../../../../src/compiler/emit/onnx/index.js";
import type { TrainedImages } from "../../../../src/compiler/emit/trained.js";
import { emitTypeScript } from "../../../../src/compiler/emit/typescript/index.js";
import type { ModelPlan, Plan } from "../../../../src/compiler/plan/plan.js";
import { printModel } from "../../../../src/onnx/printModel.js";
import { onnx } from "../../../../src/onnx/proto.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../../support/evaluateModule.js";
import { expectGolden } from "../../../support/golden.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { planOf, specFiles } from "../../../support/specFiles.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";
import { normals, relativeDifference } from "../../../support/values.js";
import { coordinatesOfSwitches, livelyParameters, runEmitted, runGenerated } from "../running.js";
import { plainImages, resizedImages, shown, trainedPlan, treatedImages } from "../trainedPlan.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

/** Expects the emitted models of a plan to compute what its generated module computes. */
async function expectAgreement(plan: Plan, images: number): Promise<void> {
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  const emitted = emitOnnx(plan, { version: "0.0.0" });
  for (const model of plan.models) {
    const module = models.get(model.name);
    if (module === undefined) throw new Error(`no model ${model.name} was generated`);
    const image = normals(
      [images, model.input.height, model.input.width, model.input.channels],
      3,
      model.name,
    );
    const parameters = livelyParameters(module, 5);
    const expected = await runGenerated(module, model, parameters, image);
    const actual = await runAll(
      model,
      emitted.filter((one) => one.model === model.name),
      (bytes) => runEmitted(bytes, parameters, image),
    );
    expect(Object.keys(actual).sort(), model.name).toEqual(Object.keys(expected).sort());
    for (const [name, numbers] of Object.entries(expected)) {
      expect(relativeDifference(actual[name] ?? [], numbers), `${model.name} ${name}`).toBeLessThan(
        toleranceOf(model, name),
      );
    }
  }
}

/**
 * Coordinates of a soft where move by β w (c − p) for each unit that an activation moves (Sec. 3.1), so what the two sides round
 * differently in an activation comes out up to β times as large. A reconstruction has passed through such coordinates: each what is
 * placed a little elsewhere. Few regions are near a tie, and a pixel is a sum over many, so a tenth of that is allowed there.
 */
function toleranceOf(model: ModelPlan, output: string): number {
  const exact = 1e-5;
  if (output === "reconstruction")
    return exact * Math.max(1, ...model.stages.map((stage) => sharpness(stage) / 10));
  const stage = model.stages.find(({ name }) => [`where.${name}.x`, `where.${name}.y`].includes(output));
  return stage === undefined ? exact : exact * sharpness(stage);
}

/** β of a stage's soft where; 1 for others. */
function sharpness({ pool }: ModelPlan["stages"][number]): number {
  return pool?.where.kind === "soft" ? Math.max(1, pool.where.beta) : 1;
}

/** The outputs of all graphs of a model, with switches as coordinates. */
async function runAll(
  model: ModelPlan,
  emitted: readonly OnnxModel[],
  run: (bytes: Uint8Array) => ReturnType<typeof runEmitted>,
): Promise<Record<string, number[]>> {
  const numbers: Record<string, number[]> = {};
  for (const { bytes } of emitted) {
    for (const [name, tensor] of Object.entries(await run(bytes))) {
      if (tensor.type === "int64") {
        const pool = model.stages.find((stage) => `where.${stage.name}` === name)?.pool;
        if (!pool) throw new Error(`${name} belongs to no pooling`);
        const { x, y } = coordinatesOfSwitches(tensor, pool);
        Object.assign(numbers, { [`${name}.x`]: x, [`${name}.y`]: y });
      } else numbers[name] = [...(tensor.data as Float32Array)];
    }
  }
  return numbers;
}

describe("emitted ONNX models", () => {
  test.each(specFiles)("of %s", async (path) => {
    const plan = planOf(path);
    const text = emitOnnx(plan, { version: "0.0.0" }).map(({ bytes }) => printModel(bytes));
    expectGolden(`${golden}${path.replace(/^specs\/(.*)\.swwae$/, "$1")}.txt`, text.join("\n"));
    await expectAgreement(plan, 2);
  });

  test("of random specs compute what the generated modules compute, for any number of images", async () => {
    for (const [index, text] of fc
      .sample(specArbitrary({ size: 16, channels: 4 }), { seed: 11, numRuns: 25 })
      .entries()) {
      await expectAgreement(compileSpec("random.swwae", text), 1 + (index % 3));
    }
  });

  test("are the same bytes every time", () => {
    const [path = ""] = specFiles;
    const bytes = () =>
      emitOnnx(planOf(path), { version: "0.0.0" }).map((one) => Buffer.from(one.bytes).toString("hex"));
    expect(bytes()).toEqual(bytes());
  });
});

/** The same numbers as the generated module, with nothing but images given. */
async function expectTrainedAgreement(
  plan: Plan,
  images: number,
  imagesOf: (model: ModelPlan) => TrainedImages,
  slack: number,
): Promise<void> {
  const modules = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  for (const model of plan.models) {
    const module = modules.get(model.name)!;
    const trained = trainedPlan(model, module, imagesOf(model));
    const pixels = normals([images, ...trained.images.shape], 3, model.name);
    const image = shown(trained.images, pixels.data, images);
    const expected = await runGenerated(module, model, trained.parameters, image);
    const nothing = new Map<string, never>();
    const emitted = emitTrainedOnnx(trained, { version: "0.0.0" });
    const actual = await runAll(model, emitted, (bytes) => runEmitted(bytes, nothing, pixels));
    const { probabilities = [], ...others } = actual;
    expect(Object.keys(others).sort(), model.name).toEqual(Object.keys(expected).sort());
    for (const [name, numbers] of Object.entries(expected)) {
      expect(relativeDifference(actual[name] ?? [], numbers), `${model.name} ${name}`).toBeLessThan(
        slack * toleranceOf(model, name),
      );
    }
    if (model.classifier !== null) {
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(images, 4);
    }
  }
}

describe("ONNX models of trained models", () => {
  test.each([
    ["as they are", plainImages, 1],
    ["after nearly all preprocessing there is", treatedImages, 1],
    // The runtime sums in doubles, ONNX in floats, and a soft where makes more of the difference than of those inside the net.
    ["that are resized", resizedImages, 5],
  ])("compute what the generated modules compute, of images %s", async (_, imagesOf, slack) => {
    const specs = fc.sample(specArbitrary({ size: 16, channels: 4 }), { seed: 14, numRuns: 15 });
    for (const [index, text] of specs.entries()) {
      await expectTrainedAgreement(compileSpec("random.swwae", text), 1 + (index % 3), imagesOf, slack);
    }
  });

  test("carry their metadata", async () => {
    const plan = planOf("specs/paper/mnist.swwae");
    const modules = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
    const [model] = plan.models;
    const [encode] = emitTrainedOnnx(trainedPlan(model!, modules.get(model!.name)!), { version: "0.0.0" });
    const { metadataProps } = onnx.ModelProto.decode(encode!.bytes);
    expect(metadataProps).toMatchObject([{ key: "model", value: model!.name }]);
  });
});

/** A Python with the package `onnx`, whose checker and shape inference then judge every emitted model. */
const python = environmentVariable("SWWAE_ONNX_PYTHON");

const checkerScript = `
import sys, onnx
for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
print("checked", len(sys.argv) - 1)
`;
import { environmentVariable } from "../../../support/environment.js";

if (python !== undefined) {
  test("the official checker accepts every emitted model and its shapes", () => {
    const folder = temporaryFolder();
    const random = fc
      .sample(specArbitrary({ size: 16, channels: 4 }), { seed: 12, numRuns: 25 })
      .map((text) => compileSpec("random.swwae", text));
    const files = [...specFiles.map(planOf), ...random]
      .flatMap((plan) => emitOnnx(plan, { version: "0.0.0" }))
      .map(({ bytes }, index) => {
        const file = join(folder, `${index}.onnx`);
        writeFileSync(file, bytes);
        return file;
      });
    const { stdout, stderr } = spawnSync(python, ["-c", checkerScript, ...files], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe(`checked ${files.length}`);
  });
}
