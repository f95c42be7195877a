/** Trainings that run away: noticed at once, located, and never saved. */
import { BatchSampler, DivergenceError, fit, ImagePipeline, Trainer } from "swwae/training";
import { initialise, parameterList } from "swwae/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { bars, barModel } from "../support/bars.js";
import { engineOf, enginesUnderTest } from "../support/engines.js";

const model = barModel();
const samples = bars(6);
const images = Float32Array.from(samples.images, (byte) => byte / 255);
const labels = Int32Array.from(samples.labels);

/** A trainer, one number of whose parameter `name` is `value`. */
async function trainerWith(
  engine: Parameters<typeof engineOf>[0],
  name: string | null,
  value: number,
): Promise<Trainer> {
  const initial = initialise(model, 1);
  if (name !== null) initial.get(name)!.data[0] = value;
  const trainer = await Trainer.create(model, {
    engine: await engineOf(engine),
    mode: "semi-supervised",
    optimizer: { kind: "sgd" },
    batch: 6,
    seed: 1,
    initial,
  });
  onTestFinished(() => trainer.dispose());
  return trainer;
}

async function located(
  engine: Parameters<typeof engineOf>[0],
  name: string | null,
  value: number,
): Promise<string | null> {
  return (await trainerWith(engine, name, value)).locateDivergence(images, labels);
}

describe.each(enginesUnderTest)("on %s", (engine) => {
  it("names a parameter that is not finite, a layer that is too large, and nothing where all is well", async () => {
    const kernel = parameterList(model).find(({ name }) => name.startsWith("encoder"))!.name;
    const layer = kernel.replace(/\.[^.]*$/, "");
    expect(await located(engine, kernel, Number.NaN)).toBe(`${kernel} itself is not finite`);
    expect(await located(engine, kernel, 1e30)).toBe(
      `what ${layer} computes is larger than a million, and the term L2rec is not finite`,
    );
    expect(await located(engine, kernel, 1e10)).toBe(`what ${layer} computes is larger than a million`);
    expect(await located(engine, null, 0)).toBeNull();
  });
});

it("is noticed where a term is not finite, and where it explodes", async () => {
  const trainer = await trainerWith("onnx", null, 0);
  await trainer.step(images, labels, 1e9);
  const next = trainer.step(images, labels, 0.1);
  await expect(next).rejects.toThrow(DivergenceError);
  await expect(next).rejects.toThrow(
    /^the term \S+( \S+)? (exploded to \d\.\de\+\d+|became \S+) at step 2 \(learning rate 0\.1\)$/,
  );
});

it("never comes into a checkpoint, though the loss was still finite", async () => {
  const trainer = await trainerWith("onnx", null, 0);
  const all = Uint32Array.from({ length: 6 }, (_, index) => index);
  const saved: number[] = [];
  const training = fit({
    trainer,
    sampler: new BatchSampler({
      samples,
      pipeline: new ImagePipeline([6, 6, 1]),
      labelled: all,
      images: all,
      batch: 6,
      labelledShare: 0.5,
      seed: 1,
    }),
    // The loss of step 2 is that of the weights before its update, which ruins them.
    schedule: (step) => (step === 1 ? Number.POSITIVE_INFINITY : 0.01),
    steps: 4,
    stepsPerEpoch: 10,
    validation: null,
    checkpointEvery: 1,
    onCheckpoint: ({ progress }) => void saved.push(progress.step),
  });
  await expect(training).rejects.toThrow(/ is not finite any more after step 2$/);
  expect(saved).toEqual([0, 1]);
});
