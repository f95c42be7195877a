/**
 * The cropped digits of SVHN: `train_32x32.mat` and `test_32x32.mat`, and where it is there `extra_32x32.mat`, whose images are taken
 * as training images behind the others. X is [32, 32, 3, n] of bytes, y is [n, 1] from 1 to 10, where 10 is the digit 0.
 */
import { join } from "node:path";
import { UserError } from "../../errors.js";
import { type Dataset, joinSamples, type Samples } from "../dataset.js";
import { type DataFormat, kindOf, type ReadOptions } from "./format.js";
import { openMat } from "./mat.js";

const shape = [32, 32, 3] as const;
const size = 32 * 32 * 3;
const classes = 10;

export const svhn: DataFormat = {
  title: "SVHN's cropped digits",
  recognised: "a folder with train_32x32.mat and test_32x32.mat",
  matches: async (path) => (await kindOf(join(path, "train_32x32.mat"))) === "file",
  read: readSvhn,
};

async function readSvhn(folder: string, options: ReadOptions): Promise<Dataset> {
  const training = await readSamples(join(folder, "train_32x32.mat"), options);
  const test = await readSamples(join(folder, "test_32x32.mat"), options);
  const extraPath = join(folder, "extra_32x32.mat");
  const extra = (await kindOf(extraPath)) === "file" ? await readSamples(extraPath, options) : null;
  return {
    name: options.name,
    shape,
    classes,
    training: extra === null ? training : joinSamples([training, extra], size),
    test,
  };
}

/** MATLAB counts rows fastest: an image is three planes, each column by column. */
const order = { kind: "planes of columns", shape } as const;

async function readSamples(path: string, options: ReadOptions): Promise<Samples> {
  const arrays = await openMat(path);
  const [X, y] = [arrays.get("X"), arrays.get("y")];
  const fail = (problem: string) => new UserError(`${path} does not hold SVHN's cropped digits: ${problem}`);
  if (X === undefined || y === undefined)
    throw fail(`it has ${[...arrays.keys()].join(", ") || "no arrays"}, not X and y`);
  const [height, width, channels, count = 1] = X.shape;
  if (height !== 32 || width !== 32 || channels !== 3 || !X.isBytes)
    throw fail(
      `X is [${X.shape.join(", ")}] of ${X.isBytes ? "bytes" : "other numbers than bytes"}, not [32, 32, 3, n] of bytes`,
    );
  const found = y.shape.reduce((product, length) => product * length, 1);
  if (found !== count) throw fail(`y has ${found} labels for ${count} images`);
  const values = await y.values();
  const labels = Uint8Array.from({ length: count }, (_, sample) => {
    const label = values[sample]!;
    if (!Number.isInteger(label) || label < 1 || label > classes)
      throw fail(`y says ${label} for image ${sample}; digits are 1 to ${classes}`);
    return label % classes;
  });
  return { images: await X.images(shape, order, options), labels };
}
