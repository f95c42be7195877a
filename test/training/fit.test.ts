/** The training loop: steps, epochs, rates, validation, and stopping between two steps. */
import {
  BatchSampler,
  fit,
  type FitOptions,
  ImagePipeline,
  type StepProgress,
  Trainer,
} from "swwae/training";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { bars, barModel } from "../support/bars.js";
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
      pipeline: new ImagePipeline([6, 6, 1]),
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

  it("ends where validation has not improved for as long as patience lasts, and goes back to the best weights", async () => {
    const given = await options();
    const { trainer } = given;
    // Four epochs: a start, the best, and two that are worse; the seventh and eighth epoch are never seen.
    const errorRates = [0.5, 0.25, 0.25, 0.4, 0.1, 0.1, 0.1, 0.1];
    const seen: { step: number; weights: Float32Array }[] = [];
    vi.spyOn(trainer, "evaluate").mockImplementation(() =>
      Promise.resolve({
        samples: 9,
        errorRate: errorRates[seen.length]!,
        reconstructionError: 0,
        terms: {},
      }),
    );
    const weightsNow = async () => (await trainer.state()).get("classifier.kernel")!.data.slice();
    const result = await fit({
      ...given,
      schedule: () => 0.01,
      steps: 32,
      earlyStopping: { patience: 2 },
      onEpoch: async ({ step }) => void seen.push({ step, weights: await weightsNow() }),
    });
    expect(seen.map(({ step }) => step)).toEqual([4, 8, 12, 16]);
    expect(result).toMatchObject({ steps: 16, interrupted: false, bestStep: 8 });
    expect(result.validation?.errorRate).toBe(0.25);
    expect(await weightsNow()).toEqual(seen[1]!.weights);
    expect(seen[3]!.weights).not.toEqual(seen[1]!.weights);
  });

  it("trains to the end where validation improves, and keeps the last weights", async () => {
    const given = await options();
    let error = 1;
    vi.spyOn(given.trainer, "evaluate").mockImplementation(() =>
      Promise.resolve({ samples: 9, errorRate: 0, reconstructionError: (error /= 2), terms: {} }),
    );
    const restore = vi.spyOn(given.trainer, "restore");
    const result = await fit({
      ...given,
      figure: "reconstructionError",
      earlyStopping: { patience: 1 },
    });
    expect(result).toMatchObject({ steps: 10, bestStep: 10 });
    expect(restore).not.toHaveBeenCalled();
  });

  it("does without validation samples", async () => {
    const result = await fit({ ...(await options()), validation: null });
    expect(result.validation).toBeNull();
  });
});
