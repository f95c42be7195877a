/** Packs by their keys: found in the cache, or made there. */
import { join } from "node:path";
import type { ImageShape } from "../../../runtime/index.js";
import { UserError } from "../../errors.js";
import { imageSize } from "../imageSize.js";
import { openPack, type Pack, PackWriter } from "./packFile.js";
import { makeRoom, noteUse, packEnding, packFolder, shownBytes } from "./packFolder.js";

/** Sets of fewer bytes are not worth a word on the time that they take. */
const worthSaying = 20e6;

/** What becomes a pack. */
export interface PackContent {
  readonly shape: ImageShape;
  readonly count: number;
  /** What is being done, in words: "decoding 300 pictures". */
  readonly title: string;
  readonly write: (writer: PackWriter) => Promise<void>;
}

/** The pack of a key, whole; null where there is none. */
export async function findPack(key: string): Promise<Pack | null> {
  const path = pathOf(key);
  const found = openPack(path, key);
  if (found !== null) await noteUse(path);
  return found;
}

/**
 * Writes a pack into the cache and opens it.
 *
 * @throws UserError saying why nothing can be kept in the cache, or what `write` says.
 */
export async function makePack(
  key: string,
  { shape, count, title, write }: PackContent,
  note: (text: string) => void,
): Promise<Pack> {
  const folder = packFolder();
  const path = pathOf(key);
  const bytes = count * imageSize(shape);
  await makeRoom(folder, bytes);
  if (bytes >= worthSaying)
    note(`${title} into ${folder} (${shownBytes(bytes)}), for this time and the next ones`);
  const writer = await createWriter(path);
  try {
    await write(writer);
    await writer.finish(key, shape);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const made = openPack(path, key);
  if (made === null)
    throw new UserError(`${path} was damaged while it was written`, { hint: "check the disk" });
  return made;
}

function pathOf(key: string): string {
  return join(packFolder(), `${key}${packEnding}`);
}

async function createWriter(target: string): Promise<PackWriter> {
  try {
    return await PackWriter.create(target);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`images cannot be kept in the cache: ${error.message}`, {
      hint: "name a folder that can be written to in the environment variable SWWAE_CACHE",
      cause: error,
    });
  }
}
