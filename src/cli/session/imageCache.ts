/** Lists and cleans the packed pictures in the cache. */
import {
  cleanPacks,
  listPacks,
  type PackEntry,
  packFolder,
  packLimit,
  shownBytes,
} from "../../training/index.js";
import { counted } from "../compileSpec.js";
import type { Terminal } from "../terminal.js";

/** Prints what there is, the latest used first. */
export async function listCache(json: boolean, terminal: Terminal): Promise<void> {
  const [folder, limit] = [packFolder(), packLimit()];
  const packs = (await listPacks(folder)).toReversed();
  if (json) {
    terminal.print(JSON.stringify({ folder, limit, bytes: sizeOf(packs), packs }, null, 2));
    return;
  }
  for (const { path, bytes, used, isWhole } of packs) {
    const time = used.toISOString().slice(0, 16).replace("T", " ");
    terminal.print(
      `${shownBytes(bytes).padStart(9)}  used ${time} UTC  ${path}${isWhole ? "" : "  (not whole)"}`,
    );
  }
  terminal.print(
    `${shownBytes(sizeOf(packs))} of ${shownBytes(limit)} in ${counted(packs.length, "file")} in ${folder}`,
  );
}

/** Deletes them all, and prints how much that was. */
export async function cleanCache(json: boolean, terminal: Terminal): Promise<void> {
  const folder = packFolder();
  const deleted = await cleanPacks(folder);
  const bytes = sizeOf(deleted);
  if (json) terminal.print(JSON.stringify({ folder, bytes, deleted }, null, 2));
  else terminal.print(`deleted ${counted(deleted.length, "file")}, ${shownBytes(bytes)}, in ${folder}`);
}

function sizeOf(packs: readonly PackEntry[]): number {
  return packs.reduce((sum, { bytes }) => sum + bytes, 0);
}
