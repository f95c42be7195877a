/** Packed pictures: the bytes of the pictures themselves, made anew where anything is not as it was, and bounded. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { loadDataPath, listPacks, readPicture, UserError } from "swwae/training";
import sharp from "sharp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const shape = [4, 5, 3] as const;
const size = 4 * 5 * 3;

/** Two classes of twelve pictures in three formats, and a folder of packs of its own. */
async function pictures(): Promise<{ folder: string; packs: string }> {
  const folder = join(temporaryFolder(), "set");
  for (const [name, red] of [
    ["bright", 200],
    ["dark", 20],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let index = 0; index < 12; index++) {
      const ending = [".png", ".jpg", ".webp"][index % 3];
      const background = { r: red, g: index * 9, b: 90 };
      const picture = sharp({ create: { width: 9, height: 7, channels: 3, background } });
      await picture.toFile(join(folder, name, `${String(index).padStart(2, "0")}${ending}`));
    }
  }
  const packs = join(temporaryFolder(), "packs");
  vi.stubEnv("SWWAE_IMAGES_CACHE", packs);
  return { folder, packs };
}

const load = (
  folder: string,
  target: readonly [number, number, number] | null = shape,
  fit: "whole" | "stretched" = "whole",
) => loadDataPath(folder, { name: "set", target: target && { shape: target, fit } });

async function bytesOf(folder: string): Promise<Buffer> {
  const { training, test } = await load(folder);
  return Buffer.concat([training.images.subarray(), test.images.subarray()]);
}

beforeEach(() => vi.unstubAllEnvs());

describe("packed pictures", () => {
  it("are the pictures, byte for byte, and are decoded once", async () => {
    const { folder, packs } = await pictures();
    const { training, test } = await load(folder);
    const found = [training, test].flatMap(({ images, labels }) =>
      [...labels].map((label, at) =>
        [label, Buffer.from(images.subarray(at * size, (at + 1) * size)).toString("hex")].join(),
      ),
    );
    const wanted: string[] = [];
    for (const [label, name] of ["bright", "dark"].entries())
      for (const file of readdirSync(join(folder, name)))
        wanted.push(
          [
            label,
            Buffer.from(await readPicture(join(folder, name, file), { shape, fit: "whole" })).toString("hex"),
          ].join(),
        );
    expect(found.toSorted()).toEqual(wanted.toSorted());
    const [pack] = readdirSync(packs);
    const made = readFileSync(join(packs, pack ?? ""));
    await load(folder);
    expect(readdirSync(packs)).toEqual([pack]);
    expect(readFileSync(join(packs, pack ?? ""))).toEqual(made);
  });

  it("are decoded anew where a file changed, and for another size or way to it", async () => {
    const { folder, packs } = await pictures();
    await load(folder);
    const file = join(folder, "dark", "00.png");
    const time = new Date(Date.now() + 5000);
    utimesSync(file, time, time);
    await load(folder);
    expect(readdirSync(packs)).toHaveLength(2);
    await load(folder, [3, 3, 1]);
    expect(readdirSync(packs)).toHaveLength(3);
    await load(folder, [3, 3, 1], "stretched");
    expect(readdirSync(packs)).toHaveLength(4);
  });

  it.each([
    [
      "a byte changed",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[100]! ^= 1;
        writeFileSync(path, bytes);
      },
    ],
    ["its end is missing", (path: string) => truncateSync(path, 90)],
    ["it is another file", (path: string) => writeFileSync(path, "hello")],
  ])("are decoded anew where the pack is damaged: %s", async (_, damage) => {
    const { folder, packs } = await pictures();
    const before = await bytesOf(folder);
    const path = join(packs, readdirSync(packs)[0] ?? "");
    const sound = readFileSync(path);
    damage(path);
    expect(await bytesOf(folder)).toEqual(before);
    expect(readFileSync(path)).toEqual(sound);
  });

  it("may be made by several at once", async () => {
    const { folder, packs } = await pictures();
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => bytesOf(folder)));
    for (const other of others) expect(other).toEqual(first);
    expect(readdirSync(packs)).toHaveLength(1);
  });

  it("can be read on after the pack was deleted", async () => {
    const { folder, packs } = await pictures();
    const { training } = await load(folder);
    const before = Buffer.from(training.images.subarray());
    vi.stubEnv("SWWAE_CACHE_LIMIT", "3kB");
    await load(folder, [6, 6, 3]);
    expect(readdirSync(packs)).toHaveLength(1);
    expect(Buffer.from(training.images.subarray())).toEqual(before);
  });

  it("make room by the least recently used, and refuse what is larger than the limit", async () => {
    const { folder, packs } = await pictures();
    await load(folder, [4, 4, 1]);
    const [old] = await listPacks(packs);
    utimesSync(old!.path, new Date(0), new Date(0));
    await load(folder, [4, 5, 1]);
    vi.stubEnv("SWWAE_CACHE_LIMIT", "1.6kB");
    await load(folder, [4, 6, 1]);
    expect(existsSync(old!.path)).toBe(false);
    expect(readdirSync(packs)).toHaveLength(2);
    vi.stubEnv("SWWAE_CACHE_LIMIT", "1kB");
    await expect(load(folder)).rejects.toThrow("the cache may hold 1 kB");
    vi.stubEnv("SWWAE_CACHE_LIMIT", "lots");
    await expect(load(folder)).rejects.toThrow('SWWAE_CACHE_LIMIT is "lots"');
  });

  it("leave nothing behind where a picture is damaged, and name it", async () => {
    const { folder, packs } = await pictures();
    writeFileSync(join(folder, "dark", "05.webp"), "no picture");
    await expect(load(folder)).rejects.toThrow(UserError);
    await expect(load(folder)).rejects.toThrow(/05\.webp cannot be read as a picture/);
    expect(readdirSync(packs)).toEqual([]);
  });

  it("say where they cannot be kept", async () => {
    const { folder } = await pictures();
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    vi.stubEnv("SWWAE_IMAGES_CACHE", join(file, "packs"));
    await expect(load(folder)).rejects.toThrow(UserError);
  });
});
