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
import { createGunzip, gunzip } from "node:zlib";
import type { ImageBytes } from "../../runtime/index.js";
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";
import { type Dataset, imageSize, type Samples, unlabelled } from "./dataset.js";
import { kindOf } from "./formats/format.js";
import {
  type IdxHead,
  idxHeadLength,
  parseIdx,
  parseIdxHead,
  requireIdxLength,
  wrongIdxLength,
} from "./idx.js";
import { type CompressedImages, unpackImages, type UnpackOptions } from "./packs/unpackedImages.js";
import { type ByteReader, takeDecoded } from "./sources/byteReader.js";
import { StoredImages } from "./sources/imageSource.js";
import { imagesIn, openStored, readStored, type StoredFile } from "./sources/storedFile.js";

type ImageSizes = readonly [height: number, width: number, channels: number];

/**
 * Reads the four files of `folder`. The number of classes is one more than the largest label. Images stay in their files; those of
 * compressed files come into memory, or into the cache where they are many.
 *
 * @param name of the data set, in messages and records.
 * @throws UserError naming the file that is missing, damaged, or does not go with the others.
 */
export async function loadIdxFolder(
  folder: string,
  name: string,
  options: UnpackOptions = {},
): Promise<Dataset> {
  const training = await readSamples(folder, "train", null, options);
  const test = await readSamples(folder, "t10k", training.shape, options);
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
  options: UnpackOptions,
): Promise<{ readonly samples: Samples; readonly shape: ImageSizes }> {
  const gray = join(folder, `${part}-images-idx3-ubyte`);
  const colour = join(folder, `${part}-images-idx4-ubyte`);
  const labelPath = join(folder, `${part}-labels-idx1-ubyte`);
  const sizes = expected ?? [null, null, null];
  const found =
    (await findImages(gray, [null, ...sizes.slice(0, 2)])) ?? (await findImages(colour, [null, ...sizes]));
  if (found === null) throw missing(folder, gray);
  const labelBytes = await readIfThere(labelPath);
  if (labelBytes === null) throw missing(folder, labelPath);
  const [count = 0, height = 0, width = 0, channels = 1] = found.head.sizes;
  const labels = parseIdx(labelBytes, [count], labelPath);
  const shape: ImageSizes = [height, width, channels];
  return { samples: { images: await imagesOf(found, shape, options), labels: labels.values }, shape };
}

/** Images that are there, of which the head was read. */
interface FoundImages {
  /** The path without ".gz". */
  readonly path: string;
  readonly file: StoredFile;
  readonly isCompressed: boolean;
  readonly head: IdxHead;
}

async function findImages(path: string, sizes: readonly (number | null)[]): Promise<FoundImages | null> {
  const length = idxHeadLength(sizes.length);
  if ((await kindOf(path)) === "file") {
    const file = openStored(path);
    const head = parseIdxHead(readStored(file, 0, length), sizes, path);
    requireIdxLength(head, file.length - head.start, path);
    return { path, file, isCompressed: false, head };
  }
  const compressed = `${path}.gz`;
  if ((await kindOf(compressed)) !== "file") return null;
  const file = openStored(compressed);
  const start = await gunzipped(file, (bytes) => bytes.take(length));
  return { path, file, isCompressed: true, head: parseIdxHead(start, sizes, path) };
}

/** Images of a plain file stay there. */
function imagesOf(
  { path, file, isCompressed, head }: FoundImages,
  shape: ImageSizes,
  options: UnpackOptions,
): Promise<ImageBytes> | ImageBytes {
  const [count = 0] = head.sizes;
  const { start } = head;
  if (!isCompressed) return new StoredImages(imagesIn(file, { start, count, size: imageSize(shape) }));
  const images: CompressedImages = {
    path: file.path,
    part: "images",
    shape,
    count,
    start,
    open: (take) => gunzipped(file, take),
    wrongLength: (found) => wrongIdxLength(head, found, path),
  };
  return unpackImages(images, options);
}

function gunzipped<Result>(file: StoredFile, take: (bytes: ByteReader) => Promise<Result>): Promise<Result> {
  if (file.length === 0) throw noGzip(file.path);
  const range = { start: 0, end: file.length };
  return takeDecoded(file, range, createGunzip(), take, (error) => noGzip(file.path, error));
}

function noGzip(path: string, cause?: unknown): UserError {
  return new UserError(`${path} is no sound gzip file`, { cause });
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
    throw noGzip(`${path}.gz`, error);
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
