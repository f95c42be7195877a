/** The training loop: steps, epochs, rates, validation, and stopping between two steps. */
import { BatchSampler, fit, type FitOptions, type StepProgress, Trainer } from "swwae/training";
import { describe, expect, it, onTestFinished } from "vitest";
import { bars, barModel, barSize } from "../support/bars.js";
import { engineOf } from "../support/engines.js";

async function options(): Promise<FitOptions> {
  const samples = bars(24);
  const all = Uint32Array.from({ length: 24 }, (_, index) => index);
  const trainer = await Trainer.create(barModel(), {
    engine: await engineOf("onnx"),
    mode: "semi-supervised",
    optimizer: { kind: "adam" },
    batch: 6,
    seed: 1,
  });
  onTestFinished(() => trainer.dispose());
  return {
    trainer,
    sampler: new BatchSampler({
      samples,
      imageSize: barSize,
      labelled: all.subarray(0, 6),
      images: all,
      batch: 6,
      labelledShare: 0.5,
      seed: 1,
    }),
    schedule: (step) => step / 1000,
    steps: 10,
    stepsPerEpoch: 4,
    validation: bars(9),
  };
}

describe("fit", () => {
  it("makes all steps at the schedule's rates, and validates after every epoch and at the end", async () => {
    const seen: StepProgress[] = [];
    const epochs: number[] = [];
    let milliseconds = 0;
    const result = await fit({
      ...(await options()),
      onStep: (progress) => seen.push(progress),
      onEpoch: ({ step, validation }) => {
        epochs.push(step);
        expect(validation?.samples).toBe(9);
      },
      now: () => (milliseconds += 500),
    });
    expect(seen.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(seen.map(({ rate }) => rate)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => step / 1000));
    expect(seen[9]).toMatchObject({ steps: 10, epoch: 2.5, seconds: 5 });
    expect(epochs).toEqual([4, 8, 10]);
    expect(result).toMatchObject({ steps: 10, interrupted: false });
    expect(result.validation?.errorRate).not.toBeNull();
  });

  it("finishes the step in hand and stops before the next", async () => {
    const seen: number[] = [];
    const result = await fit({
      ...(await options()),
      onStep: ({ step }) => seen.push(step),
      shouldStop: () => seen.length === 3,
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(result).toMatchObject({ steps: 3, interrupted: true });
  });

  it("awaits what happens at the end of an epoch, and passes its errors on", async () => {
    const failing = fit({ ...(await options()), onEpoch: () => Promise.reject(new Error("disk full")) });
    await expect(failing).rejects.toThrow("disk full");
  });

  it("does without validation samples", async () => {
    const result = await fit({ ...(await options()), validation: null });
    expect(result.validation).toBeNull();
  });
});
