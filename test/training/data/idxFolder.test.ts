/** Data sets in folders of IDX files: gray and colour, plain and compressed, and what is wrong with others. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadIdxFolder, type Samples, unlabelled, UserError } from "swwae/training";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** An IDX file of bytes. */
function idx(sizes: readonly number[], values: readonly number[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint32(0, 0x0800 | sizes.length);
  sizes.forEach((size, dimension) => header.setUint32(4 + 4 * dimension, size));
  return Uint8Array.from([...new Uint8Array(header.buffer), ...values]);
}

/** Three training images and one test image of 1×2 pixels, in three classes. */
const files: Readonly<Record<string, Uint8Array>> = {
  "train-images-idx3-ubyte": idx([3, 1, 2], [1, 2, 3, 4, 5, 6]),
  "train-labels-idx1-ubyte": idx([3], [0, 2, 1]),
  "t10k-images-idx3-ubyte": idx([1, 1, 2], [7, 8]),
  "t10k-labels-idx1-ubyte": idx([1], [1]),
};

async function folderOf(changes: Readonly<Record<string, Uint8Array | null>> = {}): Promise<string> {
  const folder = join(temporaryFolder(), "data");
  await mkdir(folder);
  for (const [name, bytes] of Object.entries({ ...files, ...changes })) {
    await (bytes === null ? rm(join(folder, name), { force: true }) : writeFile(join(folder, name), bytes));
  }
  return folder;
}

const dots = {
  name: "dots",
  shape: [1, 2, 1],
  classes: 3,
  training: { images: [1, 2, 3, 4, 5, 6], labels: [0, 2, 1] },
  test: { images: [7, 8], labels: [1] },
};

function plain({ images, labels }: Samples) {
  return { images: [...images.subarray()], labels: [...labels] };
}

async function load(folder: string) {
  const { training, test, ...rest } = await loadIdxFolder(folder, "dots");
  return { ...rest, training: plain(training), test: plain(test) };
}

describe("loadIdxFolder", () => {
  it("reads images and labels, and counts the classes", async () => {
    expect(await load(await folderOf())).toEqual(dots);
  });

  it("reads compressed files too", async () => {
    const name = "train-images-idx3-ubyte";
    const folder = await folderOf({ [name]: null, [`${name}.gz`]: gzipSync(files[name]!) });
    expect(await load(folder)).toEqual(dots);
  });

  it("does not take the mark of images without label for a class", async () => {
    const folder = await folderOf({ "train-labels-idx1-ubyte": idx([3], [0, 255, 1]) });
    const { classes, training } = await load(folder);
    expect(classes).toBe(2);
    expect(training.labels).toEqual([0, unlabelled, 1]);
  });

  it("reads colour images", async () => {
    const folder = await folderOf({
      "train-images-idx3-ubyte": null,
      "t10k-images-idx3-ubyte": null,
      "train-images-idx4-ubyte": idx([3, 1, 1, 2], [1, 2, 3, 4, 5, 6]),
      "t10k-images-idx4-ubyte": idx([1, 1, 1, 2], [7, 8]),
    });
    expect(await load(folder)).toEqual({ ...dots, shape: [1, 1, 2] });
  });

  it.each([
    [
      "test images without label",
      { "t10k-labels-idx1-ubyte": idx([1], [255]) },
      "test image 0 of dots has no label, but the label 255",
    ],
    ["a missing file", { "t10k-labels-idx1-ubyte": null }, "t10k-labels-idx1-ubyte is missing"],
    [
      "too few labels",
      { "train-labels-idx1-ubyte": idx([2], [0, 1]) },
      "expected size 3 of dimension 0, found 2",
    ],
    [
      "test images of another size",
      { "t10k-images-idx3-ubyte": idx([1, 2, 1], [7, 8]) },
      "expected size 1 of dimension 1, found 2",
    ],
    [
      "a damaged archive",
      { "train-images-idx3-ubyte": null, "train-images-idx3-ubyte.gz": Uint8Array.from([1, 2, 3]) },
      "train-images-idx3-ubyte.gz is no sound gzip file",
    ],
  ] as const)("refuses %s", async (_, changes, message) => {
    const attempt = loadIdxFolder(await folderOf(changes), "dots");
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.toThrow(message);
  });
});
