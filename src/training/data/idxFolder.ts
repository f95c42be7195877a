/**
 * Data sets in a folder of four IDX files, named as MNIST's and Fashion-MNIST's are:
 *
 *     train-images-idx3-ubyte   [n, height, width], or train-images-idx4-ubyte: [n, height, width, channels]
 *     train-labels-idx1-ubyte   [n], one class per image, from 0 on; 255 for an image without label
 *     t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte   the test images, likewise
 *
 * Each may be compressed, with ".gz" behind its name.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";
import { type Dataset, type Samples, unlabelled } from "./dataset.js";
import { parseIdx } from "./idx.js";

type ImageSizes = readonly [height: number, width: number, channels: number];

/**
 * Reads the four files of `folder`. The number of classes is one more than the largest label.
 *
 * @param name of the data set, in messages and records.
 * @throws UserError naming the file that is missing, damaged, or does not go with the others.
 */
export async function loadIdxFolder(folder: string, name: string): Promise<Dataset> {
  const training = await readSamples(folder, "train", null);
  const test = await readSamples(folder, "t10k", training.shape);
  const without = test.samples.labels.indexOf(unlabelled);
  if (without !== -1) {
    throw new UserError(`test image ${without} of ${name} has no label, but the label ${unlabelled}`, {
      hint: "put images without label among the training images",
    });
  }
  const largest = [training, test].reduce(
    (maximum, { samples }) =>
      samples.labels.reduce(
        (found, label) => (label === unlabelled ? found : Math.max(found, label)),
        maximum,
      ),
    0,
  );
  return {
    name,
    shape: training.shape,
    classes: largest + 1,
    training: training.samples,
    test: test.samples,
  };
}

async function readSamples(
  folder: string,
  part: "train" | "t10k",
  expected: ImageSizes | null,
): Promise<{ readonly samples: Samples; readonly shape: ImageSizes }> {
  const gray = join(folder, `${part}-images-idx3-ubyte`);
  const colour = join(folder, `${part}-images-idx4-ubyte`);
  const labelPath = join(folder, `${part}-labels-idx1-ubyte`);
  const grayBytes = await readIfThere(gray);
  const imageBytes = grayBytes ?? (await readIfThere(colour));
  if (imageBytes === null) throw missing(folder, gray);
  const labelBytes = await readIfThere(labelPath);
  if (labelBytes === null) throw missing(folder, labelPath);

  const sizes = expected ?? [null, null, null];
  const [path, wanted] = grayBytes === null ? [colour, sizes] : [gray, sizes.slice(0, 2)];
  const images = parseIdx(imageBytes, [null, ...wanted], path);
  const [count = 0, height = 0, width = 0, channels = 1] = images.sizes;
  const labels = parseIdx(labelBytes, [count], labelPath);
  return { samples: { images: images.values, labels: labels.values }, shape: [height, width, channels] };
}

/** The content of a file, or of its compressed form; null where neither is there. */
async function readIfThere(path: string): Promise<Uint8Array | null> {
  const plain = await readOrNull(path);
  if (plain !== null) return plain;
  const compressed = await readOrNull(`${path}.gz`);
  if (compressed === null) return null;
  try {
    return await promisify(gunzip)(compressed);
  } catch (error) {
    throw new UserError(`${path}.gz is no sound gzip file`, { cause: error });
  }
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw explainSystemError(error, "read", path);
  }
}

function missing(folder: string, path: string): UserError {
  return new UserError(`the data set's file ${path} is missing`, {
    hint: `${folder} needs train-images-idx3-ubyte (idx4 for colour), train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or with .gz`,
  });
}
