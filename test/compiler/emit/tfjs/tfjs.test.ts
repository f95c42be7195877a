/** Emitted graph models in TensorFlow.js itself: a golden file, and the same numbers as the generated TypeScript. */
import { fileURLToPath } from "node:url";
import { type GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import { io, tensor4d, type Tensor } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { emitTfjs, type TfjsFile } from "../../../../src/compiler/emit/tfjs/index.js";
import type { TrainedImages } from "../../../../src/compiler/emit/trained.js";
import { emitTypeScript } from "../../../../src/compiler/emit/typescript/index.js";
import type { ModelPlan, Plan } from "../../../../src/compiler/plan/plan.js";
import { startBackend } from "../../../../src/runtime/engines/tfjs/backend.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../../support/evaluateModule.js";
import { expectGolden } from "../../../support/golden.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { count, normals, relativeDifference } from "../../../support/values.js";
import { runGenerated } from "../running.js";
import { plainImages, resizedImages, shown, trainedPlan, treatedImages } from "../trainedPlan.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

beforeAll(startBackend);

/** Loads one of the emitted models as TensorFlow.js does, but from memory. */
async function load(files: readonly TfjsFile[], name: string): Promise<GraphModel> {
  const content = (wanted: string) => files.find((file) => file.name === wanted)?.content ?? "";
  const model = JSON.parse(String(content(name))) as io.ModelJSON;
  return loadGraphModel(
    io.fromMemory(
      await io.getModelArtifactsForJSON(model, (manifest) => {
        const paths = manifest.flatMap((group) => group.paths);
        const bytes = Buffer.concat(paths.map((path) => content(path) as Uint8Array));
        const specs = manifest.flatMap((group) => group.weights);
        return Promise.resolve([specs, Uint8Array.from(bytes).buffer]);
      }),
    ),
  );
}

/** Runs a model and returns its outputs by their names. */
async function run(model: GraphModel, data: Float32Array, shape: readonly number[]) {
  const names = Object.keys(model.modelSignature?.["outputs" as never] ?? {});
  const image = tensor4d(data, shape as [number, number, number, number]);
  const outputs = model.execute({ image }, names) as Tensor | Tensor[];
  const list = Array.isArray(outputs) ? outputs : [outputs];
  const entries: [string, number[]][] = [];
  for (const [at, output] of list.entries()) entries.push([names[at] ?? "", [...(await output.data())]]);
  return Object.fromEntries(entries);
}

async function expectAgreement(
  plan: Plan,
  images: number,
  imagesOf: (model: ModelPlan) => TrainedImages,
): Promise<void> {
  const modules = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  for (const model of plan.models) {
    const module = modules.get(model.name)!;
    const trained = trainedPlan(model, module, imagesOf(model));
    const pixels = normals([images, ...trained.images.shape], 3, model.name);
    const image = shown(trained.images, pixels.data, images);
    const expected = await runGenerated(module, model, trained.parameters, image);
    const files = emitTfjs(trained, { version: "0.0.0" });
    const actual: Record<string, number[]> = {};
    for (const { name } of files) {
      if (name.endsWith(".json"))
        Object.assign(actual, await run(await load(files, name), pixels.data, pixels.shape));
    }
    const { probabilities = [], ...others } = actual;
    expect(Object.keys(others).sort(), model.name).toEqual(Object.keys(expected).sort());
    for (const [name, numbers] of Object.entries(expected)) {
      const tolerance = toleranceOf(model, name);
      expect(relativeDifference(actual[name] ?? [], numbers), `${model.name} ${name}`).toBeLessThan(
        tolerance,
      );
    }
    if (model.classifier === null) continue;
    const sums = Array.from({ length: images }, (_, at) =>
      probabilities
        .slice(at * model.classifier!.classes, (at + 1) * model.classifier!.classes)
        .reduce((sum, value) => sum + value, 0),
    );
    for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
  }
}

/** Coordinates of a soft where move by β w (c − p) for each unit that an activation moves (Sec. 3.1). */
function toleranceOf(model: ModelPlan, output: string): number {
  const stage = model.stages.find(({ name }) => [`where.${name}.x`, `where.${name}.y`].includes(output));
  const where = stage?.pool?.where;
  return where?.kind === "soft" ? 1e-5 * Math.max(1, where.beta) : 1e-5;
}

/** A model file, a node or a weight a line. */
function printed(content: string): string {
  const { modelTopology, weightsManifest, ...rest } = JSON.parse(content) as {
    modelTopology: { node: { name: string; op: string; input: string[]; attr: object }[] };
    weightsManifest: { paths: string[]; weights: object[] }[];
  };
  return [
    JSON.stringify(rest),
    ...modelTopology.node.map(
      ({ name, op, input, attr }) => `  ${name} = ${op}(${input.join(", ")}) ${JSON.stringify(attr)}`,
    ),
    ...weightsManifest.flatMap(({ paths, weights }) => [
      `  ${paths.join(" ")}`,
      ...weights.map((weight) => `    ${JSON.stringify(weight)}`),
    ]),
  ].join("\n");
}

/** Every kind of where, batch norm, dense layers on both ways, and poolings that leave a row and a column out. */
const allKinds = `model AllKinds {
  input 9x11x2
  encoder {
    stage first { conv 3x2 4  batchnorm  relu  pool 2x2 where soft beta 5 }
    stage second { conv 3x3 5  relu  pool 1x2 where none }
    stage third { conv 2x2 6  relu  pool 2x1 where hard }
    stage fourth { conv 2x2 3  relu  pool 2x1 where map }
    stage top { dense 7  batchnorm  relu }
  }
  classifier { dropout 0.5  dense 3 }
  loss { NLL 1  L2rec 1  L2M 0.1 }
}
`;

describe("emitted graph models", () => {
  test("are written in order, with every attribute that TensorFlow.js asks for", async () => {
    const plan = compileSpec("kinds.swwae", allKinds);
    const module = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" }))).get(
      "AllKinds",
    )!;
    const [model] = plan.models;
    const files = emitTfjs(trainedPlan(model!, module, treatedImages(model!)), { version: "0.0.0" });
    const lines = files.map(({ name, content }) =>
      typeof content === "string" ? `${name}\n${printed(content)}` : `${name}: ${content.length} bytes`,
    );
    expectGolden(`${golden}kinds.txt`, `${lines.join("\n")}\n`);
  });

  test.each([
    ["as they are", plainImages],
    ["after nearly all preprocessing there is", treatedImages],
    ["that are resized", resizedImages],
  ])("compute what the generated module computes, of images %s", async (_, imagesOf) => {
    await expectAgreement(compileSpec("kinds.swwae", allKinds), 2, imagesOf);
  });

  test("of random specs compute what the generated modules compute, for any number of images", async () => {
    const specs = fc.sample(specArbitrary({ size: 12, channels: 4 }), { seed: 13, numRuns: 20 });
    for (const [index, text] of specs.entries()) {
      const imagesOf = [plainImages, treatedImages, plainImages, resizedImages][index % 4]!;
      await expectAgreement(compileSpec("random.swwae", text), 1 + (index % 3), imagesOf);
    }
  });

  test("take the first of equal cells, in regions without a positive number too", async () => {
    const text = `model Ties { input 4x4x1 encoder { stage s { conv 1x1 2 pool 2x2 } } where hard loss { L2rec 1 } }`;
    const plan = compileSpec("ties.swwae", text);
    const module = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" }))).get("Ties")!;
    const trained = trainedPlan(plan.models[0]!, module);
    const files = emitTfjs(trained, { version: "0.0.0" });
    trained.weights.get("encoder.s.conv.kernel")?.set([1, -1]);
    trained.weights.get("encoder.s.conv.bias")?.set([-9, 0]);
    const again = emitTfjs(trained, { version: "0.0.0" });
    expect(again[0]?.content).toBe(files[0]?.content);
    const pixels = Float32Array.from([1, 1, 0, 0, 1, 1, 2, 2, 3, 0, 0, 0, 0, 3, 0, 0]);
    const outputs = await run(await load(again, "encode.json"), pixels, [1, 4, 4, 1]);
    // Regions by row: all equal; lower row larger; two equal on the diagonal; all equal.
    const x = outputs["where.s.x"]!;
    const y = outputs["where.s.y"]!;
    expect([0, 2, 4, 6].map((at) => [x[at], y[at]])).toEqual([
      [-1, 1],
      [-1, -1],
      [-1, 1],
      [-1, 1],
    ]);
    expect([1, 3, 5, 7].map((at) => [x[at], y[at]])).toEqual([
      [-1, 1],
      [-1, 1],
      [1, 1],
      [-1, 1],
    ]);
    expect(count([1, 2, 2, 2])).toBe(x.length);
  });

  test("cut their weights into files that browsers cache", async () => {
    const text = `model Large { input 8x8x1 encoder { stage s { conv 3x3 8 pool 2x2 } stage d { dense 9000 } } loss { L2rec 1 } where hard }`;
    const plan = compileSpec("large.swwae", text);
    const module = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" }))).get("Large")!;
    const files = emitTfjs(trainedPlan(plan.models[0]!, module), { version: "0.0.0" });
    const names = files.map(({ name }) => name).filter((name) => name.endsWith(".bin"));
    expect(names).toContain("encoder-1of2.bin");
    for (const { name, content } of files)
      if (name.endsWith(".bin")) expect(content.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    await expectAgreement(plan, 1, plainImages);
  });
});
