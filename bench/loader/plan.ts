/** The batches that the benchmark of the loader makes: MNIST from a pack, with every kind of random change. */
import { join } from "node:path";
import type { AugmentationStep, ImageStep } from "../../src/runtime/index.js";
import { openPack, PackWriter } from "../../src/training/data/packs/packFile.js";
import { type BatchPlan, type Dataset, imageSize } from "../../src/training/index.js";

/** Margins of two pixels, so that there is something to crop from. */
const preprocessing: readonly ImageStep[] = [{ kind: "pad", top: 2, left: 2, height: 32, width: 32 }];

const augmentation: readonly AugmentationStep[] = [
  { kind: "shift", pixels: 2 },
  { kind: "flip", axis: "horizontal" },
  { kind: "crop", height: 28, width: 28 },
];

const key = "bench:loader";

function packPath(folder: string): string {
  return join(folder, "images.pack");
}

/** Writes the training images of a set into a pack in `folder`. */
export async function writePack(folder: string, { training, shape }: Dataset): Promise<void> {
  const writer = await PackWriter.create(packPath(folder));
  const size = imageSize(shape);
  for (let index = 0; index < training.labels.length; index++)
    await writer.write([training.images.subarray(index * size, (index + 1) * size)]);
  await writer.finish(key, shape);
}

/** The plan of batches from the pack in `folder`, half of each labelled. */
export function planOf(folder: string, batch: number): BatchPlan {
  const pack = openPack(packPath(folder), key);
  if (pack === null) throw new Error(`there is no pack in ${folder}`);
  const { count } = pack.images;
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  return {
    images: pack.images,
    labels: new Uint8Array(count),
    shape: pack.shape,
    preprocessing,
    augmentation,
    labelled: all.subarray(0, 1000),
    training: all,
    batch,
    labelledShare: 0.5,
    seed: 1,
    stepsBefore: 0,
    position: null,
  };
}
