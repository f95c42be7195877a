/** A training that goes on from a checkpoint: number for number what it would have been without a stop. */
import { join } from "node:path";
import {
  augmentation,
  BatchSampler,
  fit,
  type FitCheckpoint,
  type FitOptions,
  type FitResult,
  ImagePipeline,
  readCheckpoint,
  saveCheckpoint,
  Trainer,
  type TrainingPosition,
} from "swwae/training";
import { createEngine, type Engine, randomStream } from "swwae/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { bars, barModel } from "../support/bars.js";
import { engineOf, hasTensorflow, withoutTensorflow } from "../support/engines.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

const model = barModel();
const path = (step: number, folder: string) => join(folder, `${step}.safetensors`);

interface Part {
  readonly result: FitResult;
  readonly state: Map<string, Float32Array>;
  readonly losses: readonly number[];
}

/** Trains from the checkpoint of a step, or from the beginning, and leaves a checkpoint of every step in the folder. */
async function train(
  engine: Engine,
  folder: string,
  from: number | null,
  options: Partial<FitOptions>,
): Promise<Part> {
  const stopped = from === null ? null : await readCheckpoint(path(from, folder), model);
  const position = stopped?.position ?? null;
  const best = position?.progress.best ?? null;
  const random = randomStream(3, "augmentation");
  const samples = bars(24);
  const all = Uint32Array.from({ length: 24 }, (_, index) => index);
  const changes = augmentation(
    [
      { kind: "shift", pixels: 1 },
      { kind: "flip", axis: "horizontal" },
    ],
    [6, 6, 1],
    random,
  );
  const sampler = new BatchSampler({
    samples,
    pipeline: new ImagePipeline([6, 6, 1], changes),
    labelled: all.subarray(0, 7),
    images: all,
    batch: 5,
    labelledShare: 0.4,
    seed: 3,
  });
  if (position !== null) {
    sampler.moveTo(position.sampler);
    random.moveTo(position.augmentation);
  }
  const trainer = await Trainer.create(model, {
    engine,
    mode: "semi-supervised",
    optimizer: { kind: "adam" },
    batch: 5,
    seed: 3,
    ...(stopped === null ? {} : { initial: stopped.state }),
    ...(position === null ? {} : { position: { steps: position.progress.step, dropout: position.dropout } }),
  });
  onTestFinished(() => trainer.dispose());
  const losses: number[] = [];
  const result = await fit({
    trainer,
    sampler,
    schedule: (step, steps) => 0.02 * (1 - step / steps),
    steps: 20,
    stepsPerEpoch: 4,
    validation: bars(9),
    checkpointEvery: 1,
    before:
      position === null
        ? null
        : {
            progress: position.progress,
            seconds: 1,
            bestState: best === null ? null : (await readCheckpoint(path(best.step, folder), model)).state,
          },
    onStep: ({ report }) => losses.push(report.loss),
    onCheckpoint: async ({ progress, state }: FitCheckpoint) => {
      const now: TrainingPosition = {
        progress,
        sampler: sampler.position(),
        dropout: trainer.position().dropout,
        augmentation: random.position(),
      };
      await saveCheckpoint(path(progress.step, folder), model, state, now);
    },
    ...options,
  });
  const state = new Map([...(await trainer.state())].map(([name, { data }]) => [name, data]));
  return { result, state, losses };
}

async function goesOnFromAnywhere(engine: Engine): Promise<void> {
  const folder = temporaryFolder();
  const whole = await train(engine, folder, null, {});
  for (const from of [0, 3, 4, 17]) {
    const rest = await train(engine, folder, from, {});
    expect(rest.losses).toEqual(whole.losses.slice(from));
    expect(rest.state).toEqual(whole.state);
    expect(rest.result.validation).toEqual(whole.result.validation);
  }
}

const goesOn = "goes on number for number, from wherever it was stopped";

describe.each(["onnx", "onnx-web", "tfjs"] as const)("on %s", (engine) => {
  it(goesOn, async () => goesOnFromAnywhere(await engineOf(engine)));
});

describe(`on tensorflow${withoutTensorflow}`, () => {
  it.runIf(hasTensorflow)(goesOn, async () => goesOnFromAnywhere(await engineOf("tensorflow")));

  // The engine says itself where this processor has no instructions for it, and computes in fp32 then.
  it.runIf(hasTensorflow)(`${goesOn}, in bf16 where the processor has it`, async () => {
    const engine = await createEngine("tensorflow", { threads: 1, precision: "bf16" });
    onTestFinished(() => engine.dispose());
    await goesOnFromAnywhere(engine);
  });
});

it("remembers how long validation has not improved, and what was best", async () => {
  const folder = temporaryFolder();
  // With a rate this high the first epochs are the best ones.
  const options = {
    schedule: () => 1,
    earlyStopping: { patience: 2 },
    figure: "reconstructionError",
  } as const;
  const whole = await train(await engineOf("onnx"), folder, null, options);
  const { bestStep, steps } = whole.result;
  expect(steps).toBeLessThan(20);
  for (const from of [bestStep ?? 0, steps - 1, steps]) {
    const rest = await train(await engineOf("onnx"), folder, from, options);
    expect(rest.result).toEqual({ ...whole.result, seconds: expect.any(Number) as number });
    expect(rest.state).toEqual(whole.state);
  }
});

it("makes a checkpoint before the first step, as often as asked, after epochs, and where it is stopped", async () => {
  const steps: number[] = [];
  const best: number[] = [];
  await train(await engineOf("onnx"), temporaryFolder(), null, {
    checkpointEvery: 3,
    onCheckpoint: ({ progress, isBest }) => {
      steps.push(progress.step);
      if (isBest) best.push(progress.step);
    },
    shouldStop: () => steps.at(-1) === 9,
  });
  expect(steps).toEqual([0, 3, 4, 6, 8, 9]);
  expect(best).toContain(4);
});
