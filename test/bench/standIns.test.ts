/** Sets that stand in for those of the paper: what is written in their forms is what is read. */
import { join } from "node:path";
import { loadDataPath, unlabelled } from "swwae/training";
import { expect, it } from "vitest";
import { colourPictures, writeColourSets } from "../support/colourSets.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

it.each([
  ["svhn", 32, 1, 0, 10],
  ["cifar10", 32, 1, 0, 10],
  ["cifar100", 32, 1, 0, 100],
  ["stl10", 96, 3, 7, 10],
])("%s is read as it was written", async (name, side, seed, unlabelledImages, classes) => {
  const folder = temporaryFolder();
  writeColourSets(folder, 12);
  const set = await loadDataPath(join(folder, name), { name, target: null });
  const { images, labels } = colourPictures(12, side, 10, seed);
  expect({ shape: set.shape, classes: set.classes }).toEqual({ shape: [side, side, 3], classes });
  expect([...set.training.labels]).toEqual([
    ...labels,
    ...Array.from({ length: unlabelledImages }, () => unlabelled),
  ]);
  const size = side * side * 3;
  const found = Buffer.from(set.training.images.subarray(0, 12 * size));
  expect(found.equals(Buffer.concat(images))).toBe(true);
  expect(set.test.labels).toHaveLength(6);
});
