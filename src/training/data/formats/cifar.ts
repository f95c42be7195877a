/**
 * The binary versions of CIFAR-10 and CIFAR-100.
 *
 * A record is the label (CIFAR-100: the coarse and then the fine one, which is taken) and 32×32 pixels as three planes, red, green and
 * blue. CIFAR-10 has five files of training images, `data_batch_1.bin` to `data_batch_5.bin`, and `test_batch.bin`; CIFAR-100 has
 * `train.bin` and `test.bin`. The names of the classes stand in a text file beside them.
 */
import { join } from "node:path";
import { type Dataset, joinSamples, type Samples } from "../dataset.js";
import { StoredImages } from "../sources/imageSource.js";
import { imagesIn, openStored, readStored } from "../sources/storedFile.js";
import { corrupt, type DataFormat, kindOf, readLinesIfThere, type ReadOptions } from "./format.js";

const shape = [32, 32, 3] as const;
const pixels = 32 * 32 * 3;

interface Variant {
  readonly title: string;
  readonly classes: number;
  /** Bytes of labels before the pixels; the last one counts. */
  readonly labelBytes: number;
  /** Files of training images; those that are there are read, and the first has to be. */
  readonly training: readonly string[];
  readonly test: string;
  readonly names: string;
}

const cifar10Variant: Variant = {
  title: "CIFAR-10 binary",
  classes: 10,
  labelBytes: 1,
  training: [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`),
  test: "test_batch.bin",
  names: "batches.meta.txt",
};

const cifar100Variant: Variant = {
  title: "CIFAR-100 binary",
  classes: 100,
  labelBytes: 2,
  training: ["train.bin"],
  test: "test.bin",
  names: "fine_label_names.txt",
};

export const cifar10 = formatOf(cifar10Variant);
export const cifar100 = formatOf(cifar100Variant);

function formatOf(variant: Variant): DataFormat {
  const { title, training, test } = variant;
  const [first = ""] = training;
  return {
    title,
    recognised: `a folder with ${first} and ${test}`,
    matches: async (path) =>
      (await kindOf(join(path, first))) === "file" && (await kindOf(join(path, test))) === "file",
    read: (path, options) => readVariant(path, options, variant),
  };
}

async function readVariant(folder: string, { name }: ReadOptions, variant: Variant): Promise<Dataset> {
  const parts: Samples[] = [];
  for (const file of variant.training) {
    if ((await kindOf(join(folder, file))) === "file")
      parts.push(await readRecords(join(folder, file), variant));
  }
  const names = await readLinesIfThere(join(folder, variant.names));
  return {
    name,
    shape,
    classes: variant.classes,
    ...(names?.length === variant.classes ? { classNames: names } : {}),
    training: joinSamples(parts, pixels),
    test: await readRecords(join(folder, variant.test), variant),
  };
}

/** Records that are read for their labels at once. */
const atOnce = 256;

/** The images stay in the file. */
async function readRecords(path: string, { title, classes, labelBytes }: Variant): Promise<Samples> {
  const file = openStored(path);
  const record = labelBytes + pixels;
  const count = Math.floor(file.length / record);
  const rest = file.length % record;
  if (count === 0 || rest !== 0)
    throw corrupt(path, title, `byte ${count * record}`, `a record of ${record} bytes`, `${rest} bytes`);
  const labels = new Uint8Array(count);
  for (let from = 0; from < count; from += atOnce) {
    const some = Math.min(atOnce, count - from);
    const records = readStored(file, from * record, some * record);
    for (let sample = 0; sample < some; sample++) {
      const at = sample * record + labelBytes - 1;
      const label = records[at];
      if (label === undefined || label >= classes) {
        const place = `byte ${from * record + at}`;
        throw corrupt(
          path,
          title,
          place,
          `a class from 0 to ${classes - 1}`,
          `${label ?? "the end of the file"}`,
        );
      }
      labels[from + sample] = label;
    }
  }
  const order = { kind: "planes of rows", shape } as const;
  const place = { start: labelBytes, count, size: pixels, stride: record, order };
  return { images: new StoredImages(imagesIn(file, place)), labels };
}
