/** The trainer on a tiny model: it learns, it repeats itself, it evaluates whatever the batch size. */
import { join } from "node:path";
import { type EngineName, type Mode, parameterList } from "swwae/runtime";
import { loadCheckpoint, saveCheckpoint, Trainer, UserError } from "swwae/training";
import { describe, expect, it, onTestFinished } from "vitest";
import { bars, barModel, barSize } from "../support/bars.js";
import { engineOf, startableEngines } from "../support/engines.js";
import { stackedModel } from "../support/models.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

const batch = 12;
const { images: bytes, labels: classes } = bars(batch);
const images = Float32Array.from(bytes, (value) => value / 255);
const labels = Int32Array.from(classes);
const unlabelled = new Int32Array(batch).fill(-1);

interface Options {
  readonly engine?: EngineName;
  readonly mode?: Mode;
  readonly seed?: number;
  readonly classes?: number | null;
  readonly dropout?: number;
  readonly evaluationBatch?: number;
}

async function trainerOf(options: Options = {}): Promise<Trainer> {
  const { engine = "onnx", mode = "semi-supervised", seed = 1, evaluationBatch = 100 } = options;
  const trainer = await Trainer.create(barModel(options), {
    engine: await engineOf(engine),
    mode,
    optimizer: { kind: "adam" },
    batch,
    seed,
    evaluationBatch,
  });
  onTestFinished(() => trainer.dispose());
  return trainer;
}

async function losses(trainer: Trainer, steps: number): Promise<number[]> {
  const found: number[] = [];
  for (let step = 0; step < steps; step++) found.push((await trainer.step(images, labels, 0.01)).loss);
  return found;
}

async function firstLosses(engine: EngineName, seed: number): Promise<number[]> {
  return losses(await trainerOf({ engine, seed }), 5);
}

describe.each(startableEngines)("Trainer on %s", (engine) => {
  it("learns to tell bars apart and to draw them again", async () => {
    const trainer = await trainerOf({ engine });
    const before = await trainer.evaluate(images, labels);
    await losses(trainer, 60);
    const after = await trainer.evaluate(images, labels);
    expect(after.errorRate).toBe(0);
    expect(after.reconstructionError).toBeLessThan((before.reconstructionError ?? 0) / 4);
  });

  it("goes back to an earlier state, moments included, and on from there as before", async () => {
    const trainer = await trainerOf({ engine, dropout: 0 });
    await losses(trainer, 3);
    const state = await trainer.state();
    const before = await trainer.evaluate(images, labels);
    await losses(trainer, 3);
    expect(await trainer.evaluate(images, labels)).not.toEqual(before);
    await trainer.restore(state);
    expect(await trainer.evaluate(images, labels)).toEqual(before);
    expect(await trainer.state()).toEqual(state);
  });

  it("repeats itself bit for bit for the same seed", async () => {
    expect(await firstLosses(engine, 3)).toEqual(await firstLosses(engine, 3));
    expect(await firstLosses(engine, 3)).not.toEqual(await firstLosses(engine, 4));
  });
});

describe("Trainer.step", () => {
  it("reports the weighted sum and its terms", async () => {
    const trainer = await trainerOf();
    const { loss, terms } = await trainer.step(images, labels, 0.01);
    expect(Object.keys(terms)).toEqual(["NLL", "L2rec"]);
    expect(loss).toBeCloseTo((terms["NLL"] ?? 0) + 0.5 * (terms["L2rec"] ?? 0), 5);
  });

  it.each([
    ["supervised", ["NLL"]],
    ["unsupervised", ["L2rec"]],
  ] as const)("keeps the terms of the %s mode", async (mode, names) => {
    const { terms } = await (await trainerOf({ mode })).step(images, labels, 0.01);
    expect(Object.keys(terms)).toEqual(names);
  });

  it("learns nothing about classes from samples without label", async () => {
    const trainer = await trainerOf();
    const before = (await trainer.state()).get("classifier.kernel")?.data;
    const { terms } = await trainer.step(images, unlabelled, 0.01);
    const after = await trainer.state();
    expect(terms["NLL"]).toBe(0);
    expect(after.get("classifier.kernel")?.data).toEqual(before);
  });

  it("trains a model without classifier", async () => {
    const trainer = await trainerOf({ classes: null, mode: "unsupervised" });
    const found = await losses(trainer, 30);
    expect(found.at(-1)).toBeLessThan(found[0]! / 2);
    expect((await trainer.evaluate(images, unlabelled)).errorRate).toBeNull();
  });

  it("takes the rate at its word: 0 moves nothing", async () => {
    const trainer = await trainerOf();
    const before = await trainer.evaluate(images, labels);
    await trainer.step(images, labels, 0);
    expect(await trainer.evaluate(images, labels)).toEqual(before);
    expect(trainer.steps).toBe(1);
  });

  it("names the term that is no number any more, and says what helps", async () => {
    const trainer = await trainerOf();
    const explode = async () => {
      for (let step = 0; step < 20; step++) await trainer.step(images, labels, 1e30);
    };
    await expect(explode()).rejects.toThrow(
      /^the term (NLL|L2rec) became (NaN|Infinity) at step \d+ \(learning rate 1e\+30\)$/,
    );
    await expect(explode()).rejects.toBeInstanceOf(UserError);
  });
});

describe("Trainer.create", () => {
  it("tells a mode that leaves nothing to learn", async () => {
    const create = trainerOf({ classes: null, mode: "supervised" });
    await expect(create).rejects.toBeInstanceOf(UserError);
    await expect(create).rejects.toThrow("nothing to learn in supervised mode");
  });

  it("goes on from a checkpoint", async () => {
    const trainer = await trainerOf();
    await losses(trainer, 10);
    const path = join(temporaryFolder(), "model.safetensors");
    await saveCheckpoint(path, trainer.model, await trainer.state());
    const loaded = await loadCheckpoint(path, trainer.model);
    expect([...loaded.keys()]).toEqual(parameterList(trainer.model).map(({ name }) => name));

    const engine = await engineOf("onnx");
    const options = { engine, mode: "supervised", optimizer: { kind: "sgd" }, batch, seed: 9 } as const;
    const next = await Trainer.create(trainer.model, { ...options, initial: loaded });
    onTestFinished(() => next.dispose());
    expect(await next.evaluate(images, labels)).toEqual(await trainer.evaluate(images, labels));
  });
});

describe("Trainer.evaluate", () => {
  it("gives the same figures however the samples fall into batches", async () => {
    const samples = bars(11);
    const whole = await (await trainerOf({ evaluationBatch: 11 })).evaluate(samples.images, samples.labels);
    const parts = await (await trainerOf({ evaluationBatch: 4 })).evaluate(samples.images, samples.labels);
    expect(parts.errorRate).toBe(whole.errorRate);
    expect(parts.reconstructionError).toBeCloseTo(whole.reconstructionError ?? 0, 6);
    for (const [name, value] of Object.entries(whole.terms)) expect(parts.terms[name]).toBeCloseTo(value, 5);
  });

  it("takes bytes for numbers in [0, 1]", async () => {
    const trainer = await trainerOf();
    expect(await trainer.evaluate(bytes, labels)).toEqual(await trainer.evaluate(images, labels));
  });

  it("counts errors over the labelled samples", async () => {
    const trainer = await trainerOf();
    await losses(trainer, 60);
    const wrong = labels.map((label, index) => (index < 3 ? (label + 1) % 3 : label));
    expect((await trainer.evaluate(images, wrong)).errorRate).toBeCloseTo(3 / 12, 10);
    const halfLabelled = wrong.map((label, index) => (index < 6 ? label : -1));
    expect((await trainer.evaluate(images, halfLabelled)).errorRate).toBeCloseTo(3 / 6, 10);
  });

  it("computes no more than is asked for", async () => {
    const { errorRate, reconstructionError, terms } = await (
      await trainerOf()
    ).evaluate(images, labels, ["logits"]);
    expect(errorRate).not.toBeNull();
    expect(reconstructionError).toBeNull();
    expect(terms).toEqual({});
  });

  it("refuses images that are not as many as the labels", async () => {
    await expect((await trainerOf()).evaluate(images, labels.slice(1))).rejects.toThrow(RangeError);
  });
});

it("reconstructs any number of images, in order", async () => {
  const trainer = await trainerOf({ evaluationBatch: 5 });
  await losses(trainer, 20);
  const all = await trainer.reconstruct(images);
  const last = await trainer.reconstruct(images.slice(11 * barSize));
  expect(all.length).toBe(images.length);
  last.forEach((value, at) => expect(all[11 * barSize + at]).toBeCloseTo(value, 5));
  const squares = all.reduce((sum, value, at) => sum + (value - images[at]!) ** 2, 0) / all.length;
  expect((await trainer.evaluate(images, labels)).reconstructionError).toBeCloseTo(squares, 6);
});

it("tells weights of another model, every difference", async () => {
  const trainer = await trainerOf();
  const path = join(temporaryFolder(), "model.safetensors");
  await saveCheckpoint(path, trainer.model, await trainer.state());
  const other = stackedModel({
    input: [6, 6, 1],
    classes: 3,
    stages: [{ channels: [8, 8], kernel: [3, 3], pool: [2, 2] }],
    where: "hard",
    normalised: true,
  });
  await expect(loadCheckpoint(path, other)).rejects.toThrow(
    /do not load into the model[^]*new +\S*norm1\.scale[^]*new +\S*conv2\.kernel/,
  );
  await expect(loadCheckpoint(path, barModel({ classes: 4 }))).rejects.toThrow(
    /reshaped +classifier\.kernel +\[72, 3\] → \[72, 4\]/,
  );
  await expect(loadCheckpoint(path, barModel({ classes: null }))).rejects.toThrow(
    /lost +classifier\.bias +\[3\]/,
  );
});
