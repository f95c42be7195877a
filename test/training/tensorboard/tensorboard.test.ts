/**
 * The real TensorBoard reads what a training writes: opt-in, where SWWAE_TENSORBOARD_PYTHON names a Python with its package
 * tensorboard.
 */
import { spawnSync } from "node:child_process";
import { Trainer, TrainingEvents } from "swwae/training";
import { describe, expect, it } from "vitest";
import { barModel, bars, barSize } from "../../support/bars.js";
import { engineOf } from "../../support/engines.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const python = environmentVariable("SWWAE_TENSORBOARD_PYTHON");

/** Reads a folder of events with TensorBoard's own accumulator, and prints what it found as JSON. */
const script = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "histograms": 0})
events.Reload()
tags = events.Tags()
print(json.dumps({
  "scalars": {tag: [[each.step, each.value] for each in events.Scalars(tag)] for tag in tags["scalars"]},
  "images": {tag: [[each.step, each.width, each.height, each.encoded_image_string[:4].hex()] for each in events.Images(tag)] for tag in tags["images"]},
  "histograms": {tag: [[each.step, each.histogram_value.num, sum(each.histogram_value.bucket)] for each in events.Histograms(tag)] for tag in tags["histograms"]},
}))`;
import { environmentVariable } from "../../support/environment.js";

interface Found {
  readonly scalars: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
  readonly images: Readonly<Record<string, readonly (readonly [number, number, number, string])[]>>;
  readonly histograms: Readonly<Record<string, readonly (readonly number[])[]>>;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const without = python === undefined ? " (skipped: no SWWAE_TENSORBOARD_PYTHON)" : "";

describe.skipIf(python === undefined)(`TensorBoard${without}`, () => {
  it("reads scalars, pictures and histograms of a training, and of one that goes on", async () => {
    const folder = temporaryFolder();
    const engine = await engineOf("onnx");
    const model = barModel();
    const optimizer = { kind: "adam" } as const;
    const trainer = await Trainer.create(model, {
      engine,
      mode: "semi-supervised",
      optimizer,
      batch: 4,
      seed: 1,
    });
    const { images: bytes, labels } = bars(4);
    const images = Float32Array.from(bytes, (byte) => byte / 255);
    const losses: number[] = [];
    const train = async (stepsDone: number, steps: number): Promise<void> => {
      const events = new TrainingEvents({
        folder,
        trainer,
        images: images.subarray(0, 2 * barSize),
        stepsBefore: 0,
        stepsDone,
      });
      for (let step = stepsDone + 1; step <= steps; step++) {
        const report = await trainer.step(images, Int32Array.from(labels), 0.01);
        losses.push(report.loss);
        events.step({ step, steps, epoch: step / 12, rate: 0.01, report, seconds: step });
      }
      const validation = await trainer.evaluate(images, labels);
      await events.epoch({ step: steps, epoch: steps / 12, validation }, await trainer.state());
      events.close();
    };
    await train(0, 12);
    // Taken up again at step 10: what the first file says of later steps is dropped.
    await train(10, 15);
    await trainer.dispose();

    const { status, stdout, stderr } = spawnSync(python ?? "", ["-c", script, folder], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const { scalars, images: pictures, histograms } = JSON.parse(stdout) as Found;
    expect(scalars["loss/total"]!.map(([step]) => step)).toEqual([10, 15]);
    expect(scalars["loss/total"]![0]![1]).toBeCloseTo(mean(losses.slice(0, 10)), 4);
    expect(scalars["loss/total"]![1]![1]).toBeCloseTo(mean(losses.slice(12)), 4);
    expect(Object.keys(scalars)).toEqual(
      expect.arrayContaining(["loss/NLL", "learning rate", "epoch", "validation/error rate"]),
    );
    const [step, width, , magic] = pictures["reconstructions"]![0]!;
    expect([step, magic]).toEqual([15, "89504e47"]);
    expect(width).toBeGreaterThan(2 * 6 * 3);
    expect(histograms["encoder/bottom/conv1/kernel"]).toEqual([[15, 72, 72]]);
  }, 60_000);
});
