/** The folder of packed images: what is in it, what makes room, what is cleaned away. */
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../../runtime/index.js";
import { systemErrorCode, UserError } from "../../errors.js";

/** How many bytes packs may take together where nothing else is said: 20 GB. */
const usualLimit = 20e9;

/** Unfinished files of this age belong to nobody any more. */
const abandonedHours = 24;

export const packEnding = ".pack";

/** A file in the folder of packs. */
export interface PackEntry {
  readonly path: string;
  readonly bytes: number;
  /** When it was last used. */
  readonly used: Date;
  /** Whether it is a whole pack, and not one that is being written, or was left behind. */
  readonly isWhole: boolean;
}

/** Where packs lie: `$SWWAE_IMAGES_CACHE`, or `images/` in the folder for what swwae keeps between runs. */
export function packFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["SWWAE_IMAGES_CACHE"];
  return own === undefined || own === "" ? join(cacheFolder(environment), "images") : resolve(own);
}

/**
 * How many bytes packs may take together: `$SWWAE_CACHE_LIMIT`, such as 500MB or 20GB.
 *
 * @throws UserError where it says something else.
 */
export function packLimit(environment: NodeJS.ProcessEnv = process.env): number {
  const text = environment["SWWAE_CACHE_LIMIT"];
  if (text === undefined || text === "") return usualLimit;
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?) ?([kMGT]?)B?$/.exec(text) ?? [];
  if (number === undefined) {
    throw new UserError(`SWWAE_CACHE_LIMIT is ${JSON.stringify(text)}, and should be a size`, {
      hint: "such as 500MB or 20GB",
    });
  }
  return Number(number) * 1000 ** ["", "k", "M", "G", "T"].indexOf(unit);
}

/** What lies in the folder, least recently used first. Files that go meanwhile are passed over. */
export async function listPacks(folder: string = packFolder()): Promise<PackEntry[]> {
  const entries: PackEntry[] = [];
  for (const name of await namesIn(folder)) {
    const isWhole = name.endsWith(packEnding);
    if (!isWhole && !name.endsWith(".tmp")) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null) entries.push({ path, bytes: found.size, used: found.mtime, isWhole });
  }
  return entries.toSorted((first, second) => first.used.getTime() - second.used.getTime());
}

/**
 * Deletes packs, the least recently used first, until `bytes` more fit, and files that writers left behind. A training that reads a
 * deleted pack can go on reading it.
 *
 * @throws UserError where more is asked for than there may be.
 */
export async function makeRoom(folder: string, bytes: number, limit: number = packLimit()): Promise<void> {
  if (bytes > limit) {
    throw new UserError(
      `the decoded images take ${shownBytes(bytes)}, and the cache may hold ${shownBytes(limit)}`,
      { hint: "allow more in the environment variable SWWAE_CACHE_LIMIT, such as 100GB" },
    );
  }
  const abandoned = Date.now() - abandonedHours * 3_600_000;
  const entries = await listPacks(folder);
  let total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const { path, bytes: size, used, isWhole } of entries) {
    if (isWhole ? total + bytes <= limit : used.getTime() > abandoned) continue;
    await rm(path, { force: true });
    total -= size;
  }
}

/** Deletes all packs, and what writers left behind; returns what was deleted. */
export async function cleanPacks(folder: string = packFolder()): Promise<PackEntry[]> {
  const entries = await listPacks(folder);
  for (const { path } of entries) await rm(path, { force: true });
  return entries;
}

/** Takes note that a pack is used now. */
export async function noteUse(path: string): Promise<void> {
  const now = new Date();
  // Another process may have deleted it, and a folder that cannot be written to can still be read from.
  await utimes(path, now, now).catch(() => undefined);
}

/** "1.2 GB", "340 MB", "12 kB". */
export function shownBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}
