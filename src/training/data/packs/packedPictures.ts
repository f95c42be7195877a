/** Pictures decoded once: from a pack in the cache where one is there, else decoded into one. */
import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImageShape } from "../../../runtime/index.js";
import { explainSystemError, UserError } from "../../errors.js";
import { type PictureTarget, readPicture } from "../formats/pictures.js";
import { imageSize } from "../imageSize.js";
import { openPack, type Pack, PackWriter } from "./packFile.js";
import { makeRoom, noteUse, packEnding, packFolder, shownBytes } from "./packFolder.js";

/** Pictures that are decoded at the same time; those that are stretched come into memory whole. */
const atOnce = { whole: 8, stretched: 2 } as const;

/** Sets of fewer bytes are not worth a word on the time that decoding takes. */
const worthSaying = 20e6;

/** The pictures of a set. */
export interface PictureFiles {
  readonly paths: readonly string[];
  /** What they are brought to; null for the size that they have in common. */
  readonly target: PictureTarget | null;
  /** Finds the size that they have in common. */
  readonly commonShape: () => Promise<ImageShape>;
  /** Told what takes time. */
  readonly note: (text: string) => void;
}

/**
 * The decoded pictures, in order, in a file of the cache.
 *
 * What is there is found by a key over the path, size and time of change of every file: a file that changed makes another pack. A
 * pack that is damaged is made anew.
 *
 * @throws UserError naming the file that is damaged, or saying why nothing can be kept in the cache.
 */
export async function packedPictures(pictures: PictureFiles): Promise<Pack> {
  const key = await keyOf(pictures);
  const folder = packFolder();
  const path = join(folder, `${key}${packEnding}`);
  const found = openPack(path, key);
  if (found !== null) {
    await noteUse(path);
    return found;
  }
  const target = pictures.target ?? { shape: await pictures.commonShape(), fit: "whole" };
  const { shape } = target;
  const bytes = pictures.paths.length * imageSize(shape);
  await makeRoom(folder, bytes);
  if (bytes >= worthSaying) {
    pictures.note(
      `decoding ${pictures.paths.length.toLocaleString("en-US")} pictures into ${folder} (${shownBytes(bytes)}), for this time and the next ones`,
    );
  }
  await decode(pictures.paths, target, path, key);
  const made = openPack(path, key);
  if (made === null)
    throw new UserError(`${path} was damaged while it was written`, { hint: "check the disk" });
  return made;
}

async function decode(
  paths: readonly string[],
  target: PictureTarget,
  file: string,
  key: string,
): Promise<void> {
  const writer = await createWriter(file);
  try {
    const count = atOnce[target.fit];
    for (let from = 0; from < paths.length; from += count) {
      const some = paths.slice(from, from + count);
      await writer.write(await Promise.all(some.map((path) => readPicture(path, target))));
    }
    await writer.finish(key, target.shape);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function createWriter(target: string): Promise<PackWriter> {
  try {
    return await PackWriter.create(target);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`decoded pictures cannot be kept: ${error.message}`, {
      hint: "name a folder that can be written to in the environment variable SWWAE_CACHE",
      cause: error,
    });
  }
}

/** SHA-256 over everything that the bytes of a pack depend on. */
async function keyOf({ paths, target }: PictureFiles): Promise<string> {
  const { default: sharp } = await import("sharp");
  const hash = createHash("sha256").update(
    `pack 1, sharp ${sharp.versions.sharp}, ${target?.shape.join("x")} ${target?.fit}\n`,
  );
  for (let from = 0; from < paths.length; from += 64) {
    const some = paths.slice(from, from + 64);
    for (const line of await Promise.all(some.map(describe))) hash.update(`${line}\n`);
  }
  return hash.digest("hex");
}

async function describe(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    const { size, mtimeNs } = await stat(real, { bigint: true });
    return JSON.stringify([real, String(size), String(mtimeNs)]);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
}
