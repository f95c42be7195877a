/** Sets that stay in their files, and compressed ones that go through the cache: the same bytes as in memory, and nothing kept. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Dataset, loadDataPath, StoredImages, UserError } from "swwae/training";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { idxFile, npyFile } from "../../../support/arrayFiles.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";
import { zipArchive } from "../../../support/zipArchive.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/data/", import.meta.url));

let packs = "";
beforeEach(() => {
  packs = join(temporaryFolder(), "packs");
  vi.stubEnv("SWWAE_IMAGES_CACHE", packs);
});

function read(path: string, mostInMemory?: number): Promise<Dataset> {
  const options = { name: "set", target: null } as const;
  return loadDataPath(path, mostInMemory === undefined ? options : { ...options, mostInMemory });
}

function bytesOf({ images, labels }: Dataset["test"]) {
  return [Buffer.from(images.subarray()).toString("hex"), [...labels]];
}

function contentOf({ training, test, shape, classes }: Dataset) {
  return { shape, classes, training: bytesOf(training), test: bytesOf(test) };
}

describe("a set whose images are compressed", () => {
  it.each(["idx", "arrays.npz", "svhn"])("goes through the cache where it is large: %s", async (name) => {
    const path = join(fixtures, name);
    const small = await read(path);
    expect(existsSync(packs)).toBe(false);
    expect(small.training.images).toBeInstanceOf(Uint8Array);
    const large = await read(path, 0);
    expect(contentOf(large)).toEqual(contentOf(small));
    expect(large.training.images).toBeInstanceOf(StoredImages);
    const made = readdirSync(packs);
    expect(made.length).toBeGreaterThan(0);
    expect(contentOf(await read(path, 0))).toEqual(contentOf(small));
    expect(readdirSync(packs)).toEqual(made);
  });

  it.each([
    ["fewer", 10],
    ["more", 14],
  ])("is refused where it holds %s bytes than it says, whichever way it goes", async (_, bytes) => {
    const folder = join(temporaryFolder(), "dots");
    mkdirSync(folder);
    const write = (name: string, content: Buffer) =>
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
    write("train-images-idx3-ubyte", idxFile([3, 2, 2], new Uint8Array(bytes)));
    write("train-labels-idx1-ubyte", idxFile([3], Uint8Array.of(0, 1, 0)));
    write("t10k-images-idx3-ubyte", idxFile([1, 2, 2], new Uint8Array(4)));
    write("t10k-labels-idx1-ubyte", idxFile([1], Uint8Array.of(0)));
    for (const mostInMemory of [100, 0]) {
      await expect(read(folder, mostInMemory)).rejects.toThrow(UserError);
      await expect(read(folder, mostInMemory)).rejects.toThrow(
        /expected 12 bytes \(3 × 2 × 2\) after the header/,
      );
    }
    expect(readdirSync(packs)).toEqual([]);
  });
});

describe("a set whose images lie in a file as they are", () => {
  it.each(["cifar10", "cifar100", "stl10", "npy", "arrays.safetensors"])("stays there: %s", async (name) => {
    const { training, test } = await read(join(fixtures, name), 0);
    expect(training.images).toBeInstanceOf(StoredImages);
    expect(test.images).toBeInstanceOf(StoredImages);
    expect(existsSync(packs)).toBe(false);
  });

  it("stays there in an archive, too, that does not compress it", async () => {
    const folder = temporaryFolder();
    const images = Uint8Array.from({ length: 4 * 6 }, (_, at) => 10 * at);
    const files = {
      "x_train.npy": npyFile([4, 2, 3], images),
      "y_train.npy": npyFile([4], Uint8Array.of(0, 1, 0, 1)),
    };
    writeFileSync(join(folder, "stored.npz"), zipArchive(files, "stored"));
    writeFileSync(join(folder, "deflated.npz"), zipArchive(files));
    const stored = await read(join(folder, "stored.npz"), 0);
    expect(stored.training.images).toBeInstanceOf(StoredImages);
    expect(existsSync(packs)).toBe(false);
    expect(contentOf(stored)).toEqual(contentOf(await read(join(folder, "deflated.npz"))));
  });

  it("is read in any order and in any parts", async () => {
    const { training, shape } = await read(join(fixtures, "stl10"));
    const whole = training.images.subarray();
    const size = shape[0] * shape[1] * shape[2];
    for (let index = training.labels.length - 1; index >= 0; index--) {
      const image = training.images.subarray(index * size, (index + 1) * size);
      expect(Buffer.from(image).equals(whole.subarray(index * size, (index + 1) * size))).toBe(true);
    }
    expect([...training.images.subarray(size - 2, size + 3)]).toEqual([
      ...whole.subarray(size - 2, size + 3),
    ]);
  });
});
