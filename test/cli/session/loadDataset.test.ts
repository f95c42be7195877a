/** Data sets for models: names, folders, preprocessing that pads and resizes, what does not fit. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImagePipeline, imageTransforms, type Model, type PreprocessingStep } from "swwae/runtime";
import sharp from "sharp";
import { expect, it, vi } from "vitest";
import { loadDataset } from "../../../src/cli/session/loadDataset.js";
import { barModel } from "../../support/bars.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** A folder of one training and one test image of 5×6 pixels, each counting up from 1. */
function tinyFolder(): string {
  const folder = join(temporaryFolder(), "tiny");
  mkdirSync(folder);
  const pixels = Array.from({ length: 30 }, (_, at) => at + 1);
  for (const part of ["train", "t10k"]) {
    const images = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 6, ...pixels];
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), Uint8Array.from(images));
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 2]));
  }
  return folder;
}

function load(data: string, steps: readonly PreprocessingStep[] = [], model: Model = barModel()) {
  return loadDataset({ data, folder: null, preprocessing: steps, augmentation: [] }, model);
}

it("gives images black margins where the model's input is larger", async () => {
  const { dataset, pipeline } = await load(tinyFolder());
  expect(dataset.shape).toEqual([6, 6, 1]);
  expect(pipeline.range(dataset.test.images, 0, 1).filter((value) => value === 0)).toHaveLength(6);
});

it("leaves that to preprocessing which pads", async () => {
  const { dataset, pipeline } = await load(tinyFolder(), [
    { kind: "standardise" },
    { kind: "pad", height: 6, width: 6 },
  ]);
  expect(dataset.shape).toEqual([5, 6, 1]);
  const image = [...pipeline.range(dataset.test.images, 0, 1)];
  expect(image.slice(30)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(image[0]).toBeLessThan(-1);
});

it("crops the middle where it is not trained, and leaves what to crop from to the training", async () => {
  const { dataset, preprocessing, pipeline } = await loadDataset(
    {
      data: tinyFolder(),
      folder: null,
      preprocessing: [{ kind: "pad", height: 9, width: 10 }],
      augmentation: [{ kind: "crop", height: 6, width: 6 }],
    },
    barModel(),
  );
  expect(new ImagePipeline(dataset.shape, imageTransforms(preprocessing, dataset.shape)).shape).toEqual([
    9, 10, 1,
  ]);
  expect(pipeline.shape).toEqual([6, 6, 1]);
});

/** A class of two pictures of two sizes, the left half of each black, and one of one. */
async function pictureFolder(): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, height, width] of [
    ["a/1.png", 4, 12],
    ["a/2.png", 20, 6],
    ["b/1.png", 5, 6],
  ] as const) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    const pixels = Uint8Array.from({ length: height * width }, (_, at) => (at % width < width / 2 ? 0 : 255));
    const raw = { width, height, channels: 1 } as const;
    await sharp(pixels, { raw }).toFile(join(folder, name));
  }
  return folder;
}

it("stretches pictures of any size where the preprocessing begins with a resizing, and says so", async () => {
  vi.stubEnv("SWWAE_IMAGES_CACHE", temporaryFolder());
  const request = {
    data: await pictureFolder(),
    folder: null,
    preprocessing: [{ kind: "scale" }, { kind: "resize", height: 8, width: 8 }],
    augmentation: [{ kind: "crop", height: 6, width: 6 }],
  } as const;
  const { dataset, preprocessing, images, pipeline } = await loadDataset(request, barModel());
  expect(dataset.shape).toEqual([8, 8, 1]);
  expect(preprocessing).toEqual([]);
  expect(images).toMatchObject({ shape: [8, 8, 1], steps: [{ kind: "crop" }], pictures: "stretched" });
  const line = [...pipeline.range(dataset.training.images, 0, 1).subarray(0, 6)];
  expect(line.slice(0, 2)).toEqual([0, 0]);
  expect(line.slice(4)).toEqual([1, 1]);
  await expect(loadDataset({ ...request, preprocessing: [] }, barModel())).rejects.toMatchObject({
    message: expect.stringContaining("the pictures are not of one size"),
    hint: expect.stringContaining("`resize HxW`"),
  });
});

it.each([
  ["nothing but margins", [], []],
  [
    "another size",
    [
      { kind: "standardise" },
      { kind: "resize", height: 9, width: 4 },
      { kind: "resize", height: 6, width: 6 },
    ],
    [],
  ],
  [
    "all there is",
    [{ kind: "standardise" }, { kind: "contrast", size: 3 }, { kind: "pad", height: 9, width: 8 }],
    [
      { kind: "shift", pixels: 1 },
      { kind: "crop", height: 6, width: 6 },
    ],
  ],
] as const)("says in data what the network is shown: %s", async (_, steps, changes) => {
  const request = { data: tinyFolder(), folder: null, preprocessing: steps, augmentation: changes };
  const { dataset, pipeline, images } = await loadDataset(request, barModel());
  expect(images).toMatchObject({ shape: [5, 6, 1], classNames: null });
  const stored = Uint8Array.from({ length: 30 }, (_, at) => at + 1);
  const again = new ImagePipeline(images.shape, imageTransforms(images.steps, images.shape));
  expect(again.range(stored, 0, 1)).toEqual(pipeline.range(dataset.test.images, 0, 1));
});

it("takes statistics that were measured before", async () => {
  const request = {
    data: tinyFolder(),
    folder: null,
    preprocessing: [{ kind: "standardise" }],
    augmentation: [],
  } as const;
  const statistics = [{ mean: [1], deviation: [0.5] }];
  const { dataset, pipeline } = await loadDataset({ ...request, statistics }, barModel());
  expect(pipeline.range(dataset.test.images, 0, 1).at(-1)).toBe(-2);
});

it.each([
  [
    "images padded to another size",
    [{ kind: "pad", height: 8, width: 8 }],
    "the model takes images of 6x6x1, but FOLDER, preprocessed and cropped, has 8x8x1",
  ],
] as const)("refuses %s", async (_, steps, message) => {
  const folder = tinyFolder();
  await expect(load(folder, steps)).rejects.toThrow(message.replace("FOLDER", folder));
});

it("says which data sets there are", async () => {
  await expect(load("mnits")).rejects.toMatchObject({
    message: "there is no data set mnits, and no file or folder of that name",
    hint: "what can be trained on: mnist, fashion-mnist, or a path (docs/data.md lists the formats)",
  });
  await expect(load("fashion-mnist")).rejects.toThrow("fashion-mnist is not installed with swwae");
});
