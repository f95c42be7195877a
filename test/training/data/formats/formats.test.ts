/** Every format of data sets, read from files that other libraries wrote (test/fixtures/data/write.py says how). */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Dataset, loadDataPath, type Samples } from "../../../../src/training/index.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/data/", import.meta.url));

type Shape = readonly [height: number, width: number, channels: number];

function read(path: string, target: Shape | null = null): Promise<Dataset> {
  return loadDataPath(join(fixtures, path), {
    name: path,
    target: target && { shape: target, fit: "whole" },
  });
}

/** The pixels of write.py, [count, height, width, channels]. */
function pixels(number: number, count: number, [height, width, channels]: Shape): number[] {
  const values: number[] = [];
  for (let n = 0; n < count; n++)
    for (let h = 0; h < height; h++)
      for (let w = 0; w < width; w++)
        for (let c = 0; c < channels; c++)
          values.push((number * 101 + n * 57 + h * 13 + w * 5 + c * 83) % 256);
  return values;
}

function expectSamples(found: Samples, images: readonly number[], labels: readonly number[]): void {
  expect([...found.labels]).toEqual(labels);
  expect(found.images.length).toBe(images.length);
  const bytes = found.images.subarray();
  expect(images.findIndex((value, at) => bytes[at] !== value)).toBe(-1);
}

const tiny: Shape = [32, 32, 3];

describe("a data set", () => {
  it("of IDX files, compressed", async () => {
    const set = await read("idx");
    expect({ shape: set.shape, classes: set.classes }).toEqual({ shape: [5, 4, 1], classes: 3 });
    expectSamples(set.training, pixels(0, 6, [5, 4, 1]), [0, 1, 2, 0, 1, 2]);
    expectSamples(set.test, pixels(1, 4, [5, 4, 1]), [0, 1, 2, 0]);
  });

  it("of CIFAR-10, with the batches that are there and the names of the classes", async () => {
    const set = await read("cifar10");
    expect(set).toMatchObject({ shape: tiny, classes: 10 });
    expect(set.classNames?.[9]).toBe("class 9");
    expectSamples(set.training, [...pixels(0, 2, tiny), ...pixels(1, 2, tiny)], [0, 1, 2, 3]);
    expectSamples(set.test, pixels(2, 2, tiny), [4, 5]);
  });

  it("of CIFAR-100, by its fine labels", async () => {
    const set = await read("cifar100");
    expect(set.classes).toBe(100);
    expectSamples(set.training, pixels(0, 2, tiny), [42, 99]);
  });

  it("of SVHN's digits, where 10 is 0, compressed or not", async () => {
    const set = await read("svhn");
    expect(set).toMatchObject({ shape: tiny, classes: 10 });
    expectSamples(set.training, pixels(0, 3, tiny), [1, 0, 5]);
    expectSamples(set.test, pixels(1, 3, tiny), [1, 0, 5]);
  });

  it("of STL-10, its unlabelled images behind the labelled ones", async () => {
    const set = await read("stl10");
    expect(set.classNames?.[0]).toBe("kind0");
    const large: Shape = [96, 96, 3];
    expectSamples(set.training, [...pixels(0, 2, large), ...pixels(2, 1, large)], [0, 1, 255]);
    expectSamples(set.test, pixels(1, 1, large), [0]);
  });

  it.each(["arrays.npz", "arrays.safetensors"])("of arrays in %s", async (path) => {
    const set = await read(path);
    const shape: Shape = [5, 4, 3];
    expect({ shape: set.shape, classes: set.classes }).toEqual({ shape, classes: 3 });
    expectSamples(set.training, [...pixels(0, 4, shape), ...pixels(2, 2, shape)], [0, 1, 255, 2, 255, 255]);
    expectSamples(set.test, pixels(1, 3, shape), [0, 1, 2]);
  });

  it("of .npy files without test images: a tenth of every class is held back, always the same", async () => {
    const [set, again] = [await read("npy"), await read("npy")];
    expect(set.shape).toEqual([5, 4, 1]);
    expect([...set.test.labels].toSorted()).toEqual([0, 1]);
    expect(set.training.labels.length).toBe(18);
    expect(again.test.images.subarray()).toEqual(set.test.images.subarray());
    const all = [...set.training.images.subarray(), ...set.test.images.subarray()].toSorted((a, b) => a - b);
    expect(all).toEqual(pixels(0, 20, [5, 4, 1]).toSorted((a, b) => a - b));
  });

  it("of folders of pictures, brought to one size, with the names of their classes", async () => {
    const set = await read("pictures", [6, 8, 3]);
    expect(set).toMatchObject({ shape: [6, 8, 3], classes: 2, classNames: ["blue", "red"] });
    expect(set.training.labels.length + set.test.labels.length).toBe(8);
    expect([...set.test.labels].toSorted()).toEqual([0, 1]);
    const size = 6 * 8 * 3;
    set.training.labels.forEach((label, sample) => {
      const [red = 0, green = 0, blue = 0] = set.training.images.subarray(sample * size);
      if (label === 0) expect([red < 5, green < 5, blue > 250]).toEqual([true, true, true]);
      if (label === 1) expect([red > 250, green < 5, blue < 5]).toEqual([true, true, true]);
    });
    // What is transparent is black, what is grey is grey.
    const first = [...set.training.labels].indexOf(255);
    expect([...set.training.images.subarray(first * size, first * size + 3)]).toEqual([0, 0, 0]);
    expect([...set.training.images.subarray((first + 1) * size, (first + 1) * size + 3)]).toEqual([
      200, 200, 200,
    ]);
  });

  it("of a list of pictures, with the split that it says, in one channel", async () => {
    const set = await read("pictures/list.csv", [6, 8, 1]);
    expect([...set.training.labels]).toEqual([1, 0, 255]);
    expect([...set.test.labels]).toEqual([1, 0]);
    expect(set.training.images.length).toBe(3 * 6 * 8);
  });

  it("of pictures of one size needs no size", async () => {
    const folder = temporaryFolder();
    cpSync(join(fixtures, "pictures"), folder, { recursive: true });
    rmSync(join(folder, "blue/2.webp"));
    rmSync(join(folder, "red/2.webp"));
    const set = await loadDataPath(folder, { name: "all", target: null });
    expect(set.shape).toEqual([6, 8, 3]);
  });
});

const failure = async (path: string, target: Shape | null = null): Promise<string> => {
  try {
    await loadDataPath(path, { name: "it", target: target && { shape: target, fit: "whole" } });
  } catch (error) {
    if (error instanceof Error && error.name === "UserError") return error.message.replaceAll(path, "PATH");
    throw error;
  }
  return "nothing";
};

describe("what is wrong with a data set", () => {
  it("is that nothing is there, or nothing of a known format", async () => {
    const folder = temporaryFolder();
    expect(await failure(join(folder, "none"))).toBe("there is no file or folder PATH to read data from");
    expect(await failure(folder)).toBe("the folder PATH is no data set of a known format");
    const file = join(folder, "words.txt");
    writeFileSync(file, "words");
    expect(await failure(file)).toBe("the file PATH is no data set of a known format");
  });

  it("is that pictures are of several sizes and nothing says which", async () => {
    expect(await failure(join(fixtures, "pictures"))).toMatch(
      /^the pictures are not of one size: PATH\/blue\/0.png is 8x6 pixels, PATH\/blue\/2.webp is 16x12 pixels$/,
    );
  });

  it.each([
    [
      "path,label\n../secret.png,a",
      'at line 2, expected a path within the folder of the list, found "../secret.png"',
    ],
    [
      "path,label\n/etc/passwd,a",
      'at line 2, expected a path within the folder of the list, found "/etc/passwd"',
    ],
    ["file,class\na.png,a", "at line 1, expected path,label or path,label,split, found file,class"],
    ["path,label\na.png", "at line 2, expected 2 values, found 1"],
    ["path,label,split\na.png,a,validation", 'at line 2, expected train or test, found "validation"'],
  ])("is in the list %j", async (text, problem) => {
    const file = join(temporaryFolder(), "list.csv");
    writeFileSync(file, text);
    expect(await failure(file)).toBe(`PATH is not sound a list of pictures: ${problem}`);
  });

  it("is a link that leads out of its folder", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "set/a"), { recursive: true });
    cpSync(join(fixtures, "pictures/red/0.png"), join(folder, "secret.png"));
    cpSync(join(fixtures, "pictures/red/0.png"), join(folder, "set/a/0.png"));
    symlinkSync(join(folder, "secret.png"), join(folder, "set/a/1.png"));
    expect(await failure(join(folder, "set"), [6, 8, 3])).toBe("PATH/a/1.png lies outside of PATH");
  });
});
