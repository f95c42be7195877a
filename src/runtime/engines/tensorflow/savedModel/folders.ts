/**
 * Folders of SavedModels, which TensorFlow can only load from a disk.
 *
 * A folder is written, loaded and removed in one go; no other way of ending than being killed leaves one behind. Its name tells the
 * process that it belongs to, so that what a killed one left is recognised later.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "swwae-tensorflow-";

/** Younger folders stay whoever their owner is: where processes of several containers share a disk, not all can be seen. */
const youngMilliseconds = 60_000;

/** Writes a SavedModel into a new folder, lets `use` read it, and removes it. */
export function withSavedModelFolder<Result>(
  savedModel: Uint8Array,
  use: (folder: string) => Result,
  parent: string = tmpdir(),
): Result {
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes folders of processes that are no more. What cannot be removed, because it is another user's, stays. */
export function removeForsakenFolders(parent: string = tmpdir()): void {
  for (const name of readdirSync(parent)) {
    const owner = /^swwae-tensorflow-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const folder = join(parent, name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > youngMilliseconds) rmSync(folder, { recursive: true });
    } catch {
      // Another user's, or another process was faster.
    }
  }
}

function isRunning(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
