/** A training of images some of which have no label at all. */
import { join } from "node:path";
import { type Dataset, ImagePipeline, MetricsWriter, unlabelled } from "swwae/training";
import { expect, it } from "vitest";
import { completeSettings } from "../../../src/cli/session/settings.js";
import { chooseImages } from "../../../src/cli/session/trainingImages.js";
import { trainModel } from "../../../src/cli/session/trainModel.js";
import { processTerminal } from "../../../src/cli/terminal.js";
import { bars, barModel } from "../../support/bars.js";
import { engineOf } from "../../support/engines.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

it("uses no label of an image without one, neither to learn nor to validate", async () => {
  const training = bars(60);
  training.labels.fill(unlabelled, 20);
  const dataset: Dataset = { name: "bars", shape: [6, 6, 1], classes: 3, training, test: bars(3) };
  const pipeline = new ImagePipeline([6, 6, 1]);
  const model = barModel();
  const folder = temporaryFolder();
  const notes: string[] = [];
  const metrics = new MetricsWriter(join(folder, "metrics.jsonl"));
  const settings = completeSettings({ batch: 10, epochs: 1, validation: 30 }, {}, model);
  const { trainer, labelled, images, result } = await trainModel({
    model,
    prepared: {
      dataset,
      preprocessing: [],
      pipeline,
      statistics: [],
      images: { shape: [6, 6, 1], steps: [], classNames: null },
    },
    settings,
    images: chooseImages(settings, dataset),
    engine: await engineOf("onnx"),
    initial: null,
    stepsBefore: 0,
    stopped: null,
    checkpointEvery: null,
    checkpoints: { last: join(folder, "last.safetensors"), best: join(folder, "best.safetensors") },
    metrics,
    eventsFolder: null,
    title: "",
    terminal: { ...processTerminal(), note: (line) => notes.push(line) },
    interruption: {
      requested: false,
      exitCode: 0,
      onRequest: () => () => undefined,
      dispose: () => undefined,
    },
  });
  metrics.close();
  await trainer.dispose();
  // In a test nothing is built, so the script of the thread is missing.
  expect(notes).toContain(
    "batches are made on the thread that trains, between its steps: no other could be started (its script is not there)",
  );
  expect(images).toBe(30);
  expect(labelled).toBeGreaterThan(0);
  expect(labelled).toBeLessThan(21);
  expect(result.validation?.samples).toBe(30);
  expect(result.validation?.errorRate).toBeLessThanOrEqual(1);
});
