/** Trained models loaded from run folders, files and bytes: the same numbers as the trainer's evaluator, and clear words. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createEngine,
  encodeSafetensors,
  ImagePipeline,
  imageTransforms,
  type ImagesRecord,
  initialise,
  inspectionProgram,
  type Net,
  type TensorValue,
  UserError,
} from "swwae/runtime";
import { Evaluator } from "swwae/training";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import { Mnist, SoftWhere } from "../../support/generatedModels.js";
import { engineOf } from "../../support/engines.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { normals, relativeDifference } from "../../support/values.js";

const weights = initialise(SoftWhere, 3);

const images: ImagesRecord = {
  shape: [24, 26, 1],
  steps: [
    { kind: "standardise", mean: [0.4], deviation: [0.3] },
    { kind: "pad", top: 2, left: 1, height: 28, width: 28 },
  ],
  classNames: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
};

function bytesOf(count: number): Uint8Array {
  return Uint8Array.from(normals([count, 24, 26, 1], 9).data, (value) => Math.abs(60 * value) % 256);
}

/** A run folder with these weights, and what else its record says. */
function runFolder(tensors: ReadonlyMap<string, TensorValue>, record: object = { images }): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "run.json"), JSON.stringify(record));
  mkdirSync(join(folder, "checkpoints"));
  writeFileSync(join(folder, "checkpoints/last.safetensors"), encodeSafetensors(tensors));
  return folder;
}

async function loaded(from: string | Uint8Array): Promise<Net<typeof SoftWhere>> {
  const net = await SoftWhere.load(from, { engine: await engineOf("onnx") });
  onTestFinished(() => net.dispose());
  return net;
}

/** What the trainer's side makes of the same images. */
async function evaluated(bytes: Uint8Array) {
  const engine = await engineOf("onnx");
  const state = await engine.createState(weights);
  const pipeline = new ImagePipeline(images.shape, imageTransforms(images.steps, images.shape));
  const evaluator = new Evaluator(SoftWhere, { engine, state, pipeline });
  const reconstruction = await evaluator.reconstruct(bytes);
  const count = bytes.length / pipeline.storedSize;
  const program = inspectionProgram(SoftWhere, { batch: count, outputs: ["logits", "what", "where"] });
  const executable = await engine.compile(program);
  const inside = await executable.run(state, { image: pipeline.range(bytes, 0, count) });
  await executable.dispose();
  await evaluator.dispose();
  await state.dispose();
  return { reconstruction, inside };
}

describe("a loaded model", () => {
  it("classifies, encodes and reconstructs bytes as the run's own evaluation does", async () => {
    const net = await loaded(runFolder(weights));
    const bytes = bytesOf(5);
    const expected = await evaluated(bytes);

    const reconstruction = await net.reconstruct(bytes);
    expect(reconstruction.shape).toEqual([5, 28, 28, 1]);
    expect(relativeDifference(reconstruction.data, expected.reconstruction)).toBeLessThan(1e-5);

    const { code, stages } = await net.encode(bytes);
    expect(code.shape).toEqual([5, 3, 3, 32]);
    expect(stages.top.where).toBeNull();
    expect(stages.bottom.what.shape).toEqual([5, 14, 14, 16]);
    expect(relativeDifference(code.data, expected.inside["what:top"] ?? [])).toBeLessThan(1e-5);
    expect(relativeDifference(stages.middle.where?.x.data ?? [], expected.inside["x:middle"] ?? [])).toBe(0);

    const classified = await net.classify(bytes);
    expect(classified).toHaveLength(5);
    for (const [at, { label, name, probability, probabilities }] of classified.entries()) {
      const logits = [...(expected.inside["logits"] ?? [])].slice(10 * at, 10 * at + 10);
      expect(label).toBe(logits.indexOf(Math.max(...logits)));
      expect(name).toBe(images.classNames?.[label]);
      expect(probability).toBe(Math.max(...probabilities));
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
  });

  it("takes numbers as the model takes them, whatever the run did to bytes", async () => {
    const net = await loaded(runFolder(weights));
    const bytes = bytesOf(2);
    const pipeline = new ImagePipeline(images.shape, imageTransforms(images.steps, images.shape));
    const fromNumbers = await net.reconstruct(pipeline.range(bytes, 0, 2));
    expect(fromNumbers).toEqual(await net.reconstruct(bytes));
  });

  it("gives each image the same numbers among however many, also when asked for many at once", async () => {
    const net = await loaded(runFolder(weights));
    const bytes = bytesOf(70);
    const size = 24 * 26;
    const all = await net.reconstruct(bytes);
    const parts = await Promise.all(
      [1, 3, 66].map((count, at) => {
        const from = [0, 1, 4][at]! * size;
        return net.reconstruct(bytes.subarray(from, from + count * size));
      }),
    );
    const joined = parts.flatMap(({ data }) => [...data]);
    expect(relativeDifference(joined, all.data)).toBeLessThan(1e-5);
    expect(await net.classify(new Uint8Array())).toEqual([]);
    expect((await net.encode(new Uint8Array())).code.shape).toEqual([0, 3, 3, 32]);
  });

  it("comes from an exported file, or from its bytes, as well", async () => {
    const file = encodeSafetensors(weights, { images: JSON.stringify(images) });
    const path = join(temporaryFolder(), "model.safetensors");
    writeFileSync(path, file);
    const bytes = bytesOf(1);
    const expected = await (await loaded(runFolder(weights))).reconstruct(bytes);
    for (const from of [path, file]) {
      const net = await loaded(from);
      expect(net).toMatchObject({ engine: "onnx", imageShape: [24, 26, 1], classNames: images.classNames });
      expect(await net.reconstruct(bytes)).toEqual(expected);
    }
  });

  it("has the weights that the run's result is about, without the optimiser's moments, or those that are asked for", async () => {
    const other = initialise(SoftWhere, 4);
    const folder = runFolder(weights, { images, checkpoint: "best" });
    const moment = { shape: [16], data: new Float32Array(16).fill(7) };
    const best = new Map([...other, ["adam.m:encoder.bottom.conv.bias", moment] as const]);
    writeFileSync(join(folder, "checkpoints/best.safetensors"), encodeSafetensors(best));
    const bytes = bytesOf(1);
    const engine = await engineOf("onnx");
    const [chosen, last] = [
      await loaded(folder),
      await SoftWhere.load(folder, { engine, checkpoint: "last" }),
    ];
    const expected = await loaded(encodeSafetensors(other, { images: JSON.stringify(images) }));
    expect(await chosen.reconstruct(bytes)).toEqual(await expected.reconstruct(bytes));
    expect(await last.reconstruct(bytes)).not.toEqual(await chosen.reconstruct(bytes));
    await last.dispose();
  });

  it("is read by whatever function is given, such as a browser's", async () => {
    const asked: string[] = [];
    const files = new Map([
      ["https://host/run/run.json", new TextEncoder().encode(JSON.stringify({ images }))],
      ["https://host/run/checkpoints/last.safetensors", encodeSafetensors(weights)],
    ]);
    const read = (path: string) => {
      asked.push(path);
      return Promise.resolve(files.get(path) ?? null);
    };
    const net = await SoftWhere.load("https://host/run/", { read, engine: "onnx", threads: 1 });
    expect(asked).toEqual([...files.keys()]);
    expect(await net.classify(bytesOf(1))).toHaveLength(1);
    await net.dispose();
  });

  it("leaves an engine that was given to whoever gave it", async () => {
    const engine = await createEngine("onnx", { threads: 1 });
    const net = await SoftWhere.load(runFolder(weights), { engine });
    await net.dispose();
    const again = await SoftWhere.load(runFolder(weights), { engine });
    expect(await again.classify(bytesOf(1))).toHaveLength(1);
    await again.dispose();
    await engine.dispose();
  });

  it("has types of its own", () => {
    type Loaded = Net<typeof SoftWhere>;
    expectTypeOf<Loaded["classify"]>().toBeFunction();
    expectTypeOf<Awaited<ReturnType<Loaded["encode"]>>["stages"]>().toHaveProperty("middle");
    expectTypeOf<
      Net<{ readonly classes: null; readonly stages: readonly ["only"] }>["classify"]
    >().toBeNull();
  });
});

describe("what does not load", () => {
  const without = new Map([...weights].filter(([name]) => !name.startsWith("classifier")));

  it("is named tensor by tensor", async () => {
    const changed = new Map(without);
    changed.set("encoder.bottom.conv.kernel", { shape: [3, 3, 1, 16], data: new Float32Array(144) });
    changed.set("encoder.extra.bias", { shape: [2], data: new Float32Array(2) });
    const folder = runFolder(changed);
    await expect(SoftWhere.load(folder)).rejects.toMatchObject({
      name: "UserError",
      message:
        `the weights in ${folder}/checkpoints/last.safetensors do not load into the model SoftWhere: 11 of the model's 16 tensors fit\n` +
        "  reshaped  encoder.bottom.conv.kernel  [3, 3, 1, 16] → [5, 5, 1, 16]\n" +
        "  new       classifier.dense1.kernel    [288, 64]\n" +
        "  new       classifier.dense1.bias      [64]\n" +
        "  new       classifier.dense2.kernel    [64, 10]\n" +
        "  new       classifier.dense2.bias      [10]\n" +
        "  lost      encoder.extra.bias          [2]",
    });
    await expect(Mnist.load(encodeSafetensors(new Map()))).rejects.toThrow(
      "the given bytes do not load into the model Mnist: none fit",
    );
  });

  it.each([
    ["a folder that is no run", () => temporaryFolder(), /is no run folder: it has no run\.json/],
    [
      "a run without the weights that are asked for",
      () => runFolder(weights, { images, checkpoint: "best" }),
      /has not saved these weights: there is no .*best\.safetensors/,
    ],
    ["a file that is not there", () => "none.safetensors", /^there is no file none\.safetensors$/],
    ["a record that is no JSON", () => broken("run.json", "{"), /run\.json is damaged: /],
    [
      "a record of something else",
      () => broken("run.json", "[]"),
      /run\.json is damaged: it is no JSON object/,
    ],
    [
      "steps that cannot be",
      () => runFolder(weights, { images: { ...images, steps: [{ kind: "contrast", size: -1 }] } }),
      /run\.json is damaged: "images" says no shape/,
    ],
    [
      "weights that were cut short",
      () => broken("checkpoints/last.safetensors", "{}"),
      /is not a sound safetensors file/,
    ],
  ])("is %s", async (_, make, message) => {
    const loading = SoftWhere.load(make(), { engine: await engineOf("onnx") });
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow(message);
  });

  it("are bytes that are no whole number of images", async () => {
    const net = await loaded(runFolder(weights));
    await expect(net.classify(new Uint8Array(1000))).rejects.toThrow(
      "1000 bytes are no whole number of images: one of 24x26x1 has 624",
    );
    await expect(net.encode(new Float32Array(3))).rejects.toThrow("one of 28x28x1 has 784");
  });
});

function broken(file: string, content: string): string {
  const folder = runFolder(weights);
  writeFileSync(join(folder, file), content);
  return folder;
}
