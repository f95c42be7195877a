/** Arrays of numbers as files hold them, and data sets made of such arrays by their names. */
import type { ImageBytes, ImageShape } from "../../../runtime/index.js";
import { UserError } from "../../errors.js";
import { type Dataset, imageSize, joinSamples, type Samples, unlabelled } from "../dataset.js";
import { StoredImages } from "../sources/imageSource.js";
import { imagesIn, type StoredFile } from "../sources/storedFile.js";
import { splitTest } from "./splitTest.js";

/** An array in row-major order, whose numbers stay in their file until they are asked for. */
export interface NumberArray {
  readonly shape: readonly number[];
  /** All numbers. */
  readonly values: () => Promise<Uint8Array | Float64Array>;
  /** Bytes as images of this shape; null where the numbers are no bytes. */
  readonly images: ((shape: ImageShape) => Promise<ImageBytes>) | null;
}

/** So many bytes from `start` on in a file, as images that stay there. */
export function storedImages(
  file: StoredFile,
  start: number,
  bytes: number,
): NonNullable<NumberArray["images"]> {
  return (shape) => {
    const size = imageSize(shape);
    const count = bytes / size;
    return Promise.resolve(new StoredImages(imagesIn(file, { start, count, size })));
  };
}

/** The names that each array may have, the usual one first. */
const arrayNames = {
  trainingImages: ["x_train", "train_images", "images"],
  trainingLabels: ["y_train", "train_labels", "labels"],
  testImages: ["x_test", "test_images"],
  testLabels: ["y_test", "test_labels"],
  unlabelledImages: ["x_unlabelled", "x_unlabeled", "unlabelled_images", "unlabeled_images"],
} as const;

/** What a set of arrays has to hold, in words. */
export const neededArrays =
  "x_train [n, height, width] or [n, height, width, channels] of bytes, y_train [n] of whole numbers (−1 for no label), " +
  "and if they are there x_test, y_test and x_unlabelled";

/**
 * The data set that arrays make. Where they hold no test images, a tenth of the labelled ones is held back for it.
 *
 * @param path names the file or folder in messages.
 * @throws UserError naming the array that is missing, or has other numbers or another shape than it should.
 */
export async function datasetOfArrays(
  arrays: ReadonlyMap<string, NumberArray>,
  name: string,
  path: string,
): Promise<Dataset> {
  const find = (names: readonly string[]): [string, NumberArray] | null => {
    const found = names.find((candidate) => arrays.has(candidate));
    return found === undefined ? null : [found, arrays.get(found)!];
  };
  const fail = (array: string, problem: string): UserError =>
    new UserError(`${path} is no data set: ${array} ${problem}`, { hint: `needed are ${neededArrays}` });
  const needed = (names: readonly string[]): [string, NumberArray] => {
    const found = find(names);
    if (found !== null) return found;
    const there = [...arrays.keys()];
    throw fail(
      names[0] ?? "",
      `is missing (there ${there.length === 1 ? "is" : "are"} ${there.join(", ") || "none"})`,
    );
  };

  const [imagesName, imagesArray] = needed(arrayNames.trainingImages);
  const shape = imageShape(imagesArray.shape, (problem) => fail(imagesName, problem));
  const imagesOf = ([array, { images, shape: found }]: [string, NumberArray]): Promise<ImageBytes> => {
    if (images === null) throw fail(array, "has other numbers than bytes (0 to 255, dtype uint8)");
    const own = imageShape(found, (problem) => fail(array, problem));
    if (own.join() !== shape.join())
      throw fail(array, `has images of ${own.join("x")}, but ${imagesName} of ${shape.join("x")}`);
    return images(shape);
  };
  const samplesOf = async (
    images: [string, NumberArray],
    labels: [string, NumberArray] | null,
  ): Promise<Samples> => {
    const count = images[1].shape[0] ?? 0;
    return {
      images: await imagesOf(images),
      labels:
        labels === null
          ? new Uint8Array(count).fill(unlabelled)
          : await labelsOf(labels[1], count, (problem) => fail(labels[0], problem)),
    };
  };

  const labelled = await samplesOf([imagesName, imagesArray], find(arrayNames.trainingLabels));
  const extra = find(arrayNames.unlabelledImages);
  const training =
    extra === null ? labelled : joinSamples([labelled, await samplesOf(extra, null)], imageSize(shape));
  const testImages = find(arrayNames.testImages);
  const split =
    testImages === null
      ? splitTest(training, shape, path)
      : { training, test: await samplesOf(testImages, needed(arrayNames.testLabels)) };
  const without = split.test.labels.indexOf(unlabelled);
  if (without !== -1)
    throw fail(arrayNames.testLabels[0], `has no label for image ${without}; test images need one`);
  const classes = 1 + largest([split.training.labels, split.test.labels]);
  return { name, shape, classes, ...split };
}

function imageShape(
  shape: readonly number[],
  fail: (problem: string) => UserError,
): [height: number, width: number, channels: number] {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (
    (shape.length !== 3 && shape.length !== 4) ||
    Math.min(count, height, width, channels) < 1 ||
    channels > 64
  )
    throw fail(`has the shape [${shape.join(", ")}], not [n, height, width] or [n, height, width, channels]`);
  return [height, width, channels];
}

async function labelsOf(
  { values: read, shape }: NumberArray,
  count: number,
  fail: (problem: string) => UserError,
): Promise<Uint8Array> {
  if (shape[0] !== count || !(shape.length === 1 || (shape.length === 2 && shape[1] === 1)))
    throw fail(`has the shape [${shape.join(", ")}], but there are ${count} images`);
  const values = await read();
  return Uint8Array.from({ length: count }, (_, sample) => {
    const label = Number(values[sample]);
    if (label === -1 || (values instanceof Uint8Array && label === unlabelled)) return unlabelled;
    if (Number.isInteger(label) && label >= 0 && label < unlabelled) return label;
    throw fail(
      `says ${label} for image ${sample}; classes are whole numbers from 0 to ${unlabelled - 1}, and -1 is no label`,
    );
  });
}

function largest(lists: readonly Uint8Array[]): number {
  return lists.reduce(
    (most, list) =>
      list.reduce((found, label) => (label === unlabelled ? found : Math.max(found, label)), most),
    0,
  );
}
