/** Pictures decoded once: from a pack in the cache where one is there, else decoded into one. */
import { createHash } from "node:crypto";
import type { ImageShape } from "../../../runtime/index.js";
import { type PictureTarget, readPicture } from "../formats/pictures.js";
import { fileIdentity } from "./fileIdentity.js";
import { findPack, makePack } from "./packed.js";
import type { Pack } from "./packFile.js";

/** Pictures that are decoded at the same time; those that are stretched come into memory whole. */
const atOnce = { whole: 8, stretched: 2 } as const;

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
  const { paths, note } = pictures;
  const key = await keyOf(pictures);
  const found = await findPack(key);
  if (found !== null) return found;
  const target = pictures.target ?? { shape: await pictures.commonShape(), fit: "whole" };
  const count = atOnce[target.fit];
  const content = {
    shape: target.shape,
    count: paths.length,
    title: `decoding ${paths.length.toLocaleString("en-US")} pictures`,
    async write(writer: { write: (images: readonly Uint8Array[]) => Promise<void> }) {
      for (let from = 0; from < paths.length; from += count) {
        const some = paths.slice(from, from + count);
        await writer.write(await Promise.all(some.map((path) => readPicture(path, target))));
      }
    },
  };
  return makePack(key, content, note);
}

/** SHA-256 over everything that the bytes of a pack depend on. */
async function keyOf({ paths, target }: PictureFiles): Promise<string> {
  const { default: sharp } = await import("sharp");
  const hash = createHash("sha256").update(
    `pack 1, sharp ${sharp.versions.sharp}, ${target?.shape.join("x")} ${target?.fit}\n`,
  );
  for (let from = 0; from < paths.length; from += 64) {
    const some = paths.slice(from, from + 64);
    for (const line of await Promise.all(some.map(fileIdentity))) hash.update(`${line}\n`);
  }
  return hash.digest("hex");
}
