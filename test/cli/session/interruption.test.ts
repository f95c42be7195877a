/** SIGINT while a training waits for its batches: it stops there and then, and stands where it was trained. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fit, openBatchLoader, sourceOf, Trainer } from "swwae/training";
import { expect, it, onTestFinished } from "vitest";
import { listenForInterruption } from "../../../src/cli/session/interruption.js";
import { bars, barModel, barSize } from "../../support/bars.js";
import { engineOf } from "../../support/engines.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** A thread that makes two batches and then nothing, as one does whose disk does not answer. */
const stuck = `
import { parentPort } from "node:worker_threads";
let made = 0;
parentPort.on("message", (batch) => {
  if (++made > 2) return;
  batch.labels.fill(-1);
  parentPort.postMessage({ kind: "batch", batch, position: made }, [batch.images.buffer, batch.labels.buffer]);
});`;

it("ends the waiting, and saves", { timeout: 20_000 }, async () => {
  const script = join(temporaryFolder(), "stuck.mjs");
  writeFileSync(script, stuck);
  const all = Uint32Array.from({ length: 24 }, (_, index) => index);
  const { images, labels } = bars(24);
  const loader = openBatchLoader(
    {
      images: sourceOf(images, barSize),
      labels,
      shape: [6, 6, 1],
      preprocessing: [],
      augmentation: [],
      labelled: all,
      training: all,
      batch: 6,
      labelledShare: 0.5,
      seed: 1,
      stepsBefore: 0,
      position: null,
    },
    { worker: pathToFileURL(script) },
  );
  onTestFinished(() => loader.dispose());
  const trainer = await Trainer.create(barModel(), {
    engine: await engineOf("onnx"),
    mode: "semi-supervised",
    optimizer: { kind: "adam" },
    batch: 6,
    seed: 1,
  });
  onTestFinished(() => trainer.dispose());
  let signals = 0;
  const interruption = listenForInterruption(() => (signals += 1));
  // It lets go of the channel to its parent; the process of the tests lives by its own.
  process.channel?.ref();
  onTestFinished(() => interruption.dispose());
  // Its own listener alone: another one ends the process of the tests.
  const signal = process.listeners("SIGINT").at(-1) ?? (() => undefined);
  const saved: number[] = [];
  const result = await fit({
    trainer,
    sampler: loader,
    schedule: () => 0.001,
    steps: 10,
    stepsPerEpoch: 5,
    validation: null,
    shouldStop: () => interruption.requested,
    onStopRequest: (wake) => interruption.onRequest(wake),
    onStep: ({ step }) => {
      // The third batch never comes.
      if (step === 2) setTimeout(() => signal("SIGINT"), 200);
    },
    onCheckpoint: ({ progress }) => void saved.push(progress.step),
  });
  expect(result).toMatchObject({ steps: 2, interrupted: true });
  expect(saved).toEqual([0, 2]);
  expect(loader.position()).toBe(2);
  expect({ signals, code: interruption.exitCode }).toEqual({ signals: 1, code: 130 });
});
