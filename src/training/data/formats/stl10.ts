/**
 * The binary version of STL-10: `train_X.bin`, `train_y.bin`, `test_X.bin`, `test_y.bin`, and `unlabeled_X.bin` where it is there.
 *
 * An image is three planes of 96×96 bytes, each column by column. Labels are bytes from 1 to 10; the names of the classes stand in
 * `class_names.txt`.
 */
import { join } from "node:path";
import { type Dataset, joinSamples, type Samples, unlabelled } from "../dataset.js";
import { StoredImages } from "../sources/imageSource.js";
import { imagesIn, openStored } from "../sources/storedFile.js";
import { corrupt, type DataFormat, kindOf, readBytes, readLinesIfThere, type ReadOptions } from "./format.js";

const side = 96;
const channels = 3;
const size = side * side * channels;
const classes = 10;
const title = "STL-10 binary";

export const stl10: DataFormat = {
  title,
  recognised: "a folder with train_X.bin and train_y.bin",
  matches: async (path) =>
    (await kindOf(join(path, "train_X.bin"))) === "file" &&
    (await kindOf(join(path, "train_y.bin"))) === "file",
  read: readStl10,
};

async function readStl10(folder: string, { name }: ReadOptions): Promise<Dataset> {
  const training = await readLabelled(folder, "train");
  const test = await readLabelled(folder, "test");
  const extraPath = join(folder, "unlabeled_X.bin");
  const extra = (await kindOf(extraPath)) === "file" ? openImages(extraPath) : null;
  const all =
    extra === null
      ? training
      : joinSamples(
          [training, { images: extra, labels: new Uint8Array(extra.length / size).fill(unlabelled) }],
          size,
        );
  const names = await readLinesIfThere(join(folder, "class_names.txt"));
  return {
    name,
    shape: [side, side, channels],
    classes,
    ...(names?.length === classes ? { classNames: names } : {}),
    training: all,
    test,
  };
}

async function readLabelled(folder: string, part: "train" | "test"): Promise<Samples> {
  const images = openImages(join(folder, `${part}_X.bin`));
  const path = join(folder, `${part}_y.bin`);
  const labels = await readBytes(path);
  const count = images.length / size;
  if (labels.length !== count)
    throw corrupt(
      path,
      title,
      `byte ${Math.min(labels.length, count)}`,
      `${count} labels`,
      `${labels.length}`,
    );
  return {
    images,
    labels: labels.map((label, at) => {
      if (label < 1 || label > classes)
        throw corrupt(path, title, `byte ${at}`, `a class from 1 to ${classes}`, `${label}`);
      return label - 1;
    }),
  };
}

/** Images that stay in their file. */
function openImages(path: string): StoredImages {
  const file = openStored(path);
  const count = Math.floor(file.length / size);
  const rest = file.length % size;
  if (count === 0 || rest !== 0)
    throw corrupt(path, title, `byte ${count * size}`, `an image of ${size} bytes`, `${rest} bytes`);
  const order = { kind: "planes of columns", shape: [side, side, channels] } as const;
  return new StoredImages(imagesIn(file, { start: 0, count, size, order }));
}
