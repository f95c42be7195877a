/**
 * The cropped digits of SVHN: `train_32x32.mat` and `test_32x32.mat`, and where it is there `extra_32x32.mat`, whose images are taken
 * as training images behind the others. X is [32, 32, 3, n] of bytes, y is [n, 1] from 1 to 10, where 10 is the digit 0.
 */
import { join } from "node:path";
import { UserError } from "../../errors.js";
import { type Dataset, joinSamples, type Samples } from "../dataset.js";
import { type DataFormat, kindOf, readBytes, type ReadOptions } from "./format.js";
import { parseMat } from "./mat.js";

const classes = 10;

export const svhn: DataFormat = {
  title: "SVHN's cropped digits",
  recognised: "a folder with train_32x32.mat and test_32x32.mat",
  matches: async (path) => (await kindOf(join(path, "train_32x32.mat"))) === "file",
  read: readSvhn,
};

async function readSvhn(folder: string, { name }: ReadOptions): Promise<Dataset> {
  const training = await readSamples(join(folder, "train_32x32.mat"));
  const test = await readSamples(join(folder, "test_32x32.mat"));
  const extraPath = join(folder, "extra_32x32.mat");
  const extra = (await kindOf(extraPath)) === "file" ? await readSamples(extraPath) : null;
  return {
    name,
    shape: [32, 32, 3],
    classes,
    training: extra === null ? training : joinSamples([training, extra], 32 * 32 * 3),
    test,
  };
}

async function readSamples(path: string): Promise<Samples> {
  const arrays = parseMat(await readBytes(path), path);
  const [X, y] = [arrays.get("X"), arrays.get("y")];
  const fail = (problem: string) => new UserError(`${path} does not hold SVHN's cropped digits: ${problem}`);
  if (X === undefined || y === undefined)
    throw fail(`it has ${[...arrays.keys()].join(", ") || "no arrays"}, not X and y`);
  const [height, width, channels, count = 1] = X.shape;
  if (height !== 32 || width !== 32 || channels !== 3 || !(X.values instanceof Uint8Array))
    throw fail(
      `X is [${X.shape.join(", ")}] of ${X.values instanceof Uint8Array ? "bytes" : "other numbers than bytes"}, not [32, 32, 3, n] of bytes`,
    );
  if (y.values.length !== count) throw fail(`y has ${y.values.length} labels for ${count} images`);
  const labels = Uint8Array.from({ length: count }, (_, sample) => {
    const label = y.values[sample]!;
    if (!Number.isInteger(label) || label < 1 || label > classes)
      throw fail(`y says ${label} for image ${sample}; digits are 1 to ${classes}`);
    return label % classes;
  });
  const images = new Uint8Array(X.values.length);
  for (let sample = 0; sample < count; sample++) {
    const start = sample * 32 * 32 * 3;
    for (let row = 0; row < 32; row++) {
      for (let column = 0; column < 32; column++) {
        for (let channel = 0; channel < 3; channel++)
          images[start + (row * 32 + column) * 3 + channel] =
            X.values[start + row + 32 * (column + 32 * channel)]!;
      }
    }
  }
  return { images, labels };
}
