/** Small sets of colour images in the forms of SVHN, CIFAR and STL-10. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "swwae/runtime";
import {
  cifarFile,
  type Pictures,
  stl10Images,
  stl10Labels,
  svhnFile,
} from "../../bench/standIns/formats.js";

/** Noise, whose classes differ in their colour. */
export function colourPictures(count: number, side: number, classes: number, seed: number): Pictures {
  const random = randomStream(seed, "pictures");
  const labels = Array.from({ length: count }, (_, at) => at % classes);
  const images = labels.map((label) =>
    Uint8Array.from(
      { length: side * side * 3 },
      (_, at) => (label * (20 + (at % 3)) + random.integer(60)) % 256,
    ),
  );
  return { height: side, width: side, images, labels };
}

/** Two classes of a coarse one. */
function coarse(label: number): number {
  return label >> 1;
}

/** Writes svhn, cifar10, cifar100 and stl10 into `folder`; of each so many training images, and half as many to test on. */
export function writeColourSets(folder: string, count: number): void {
  const write = (set: string, files: Readonly<Record<string, Uint8Array>>) => {
    mkdirSync(join(folder, set), { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, set, name), bytes);
  };
  const [train, test] = [colourPictures(count, 32, 10, 1), colourPictures(count / 2, 32, 10, 2)];
  write("svhn", { "train_32x32.mat": svhnFile(train), "test_32x32.mat": svhnFile(test) });
  write("cifar10", { "data_batch_1.bin": cifarFile(train), "test_batch.bin": cifarFile(test) });
  write("cifar100", { "train.bin": cifarFile(train, coarse), "test.bin": cifarFile(test, coarse) });
  const [large, largeTest] = [colourPictures(count, 96, 10, 3), colourPictures(count / 2, 96, 10, 4)];
  write("stl10", {
    "train_X.bin": stl10Images(large),
    "train_y.bin": stl10Labels(large),
    "test_X.bin": stl10Images(largeTest),
    "test_y.bin": stl10Labels(largeTest),
    "unlabeled_X.bin": stl10Images(colourPictures(7, 96, 10, 5)),
  });
}
