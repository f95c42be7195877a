/**
 * The folder in which one version is made. Each piece takes its name in it when it is complete and not before, so whatever has its
 * name can be kept by the next attempt; and the whole takes its final name only when it has been checked.
 */
import { rename, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { privatePrefix } from "../../runtime/engines/tensorflow/library/index.js";
import { createFolder } from "../../training/atomicFile.js";
import { explainSystemError, systemErrorCode, UserError } from "../../training/errors.js";

export interface WorkFolder {
  readonly path: string;
  /** What was downloaded. */
  readonly wheels: string;
  /** The native library, out of the wheel: lib/ and include/. */
  readonly library: string;
  /** What the binding is compiled from. */
  readonly sources: string;
  /** What becomes the private TensorFlow. */
  readonly prefix: string;
}

/** The names that the work on a version has; nothing is made. */
export function workFolder(version: string, cache: string): WorkFolder {
  const path = `${privatePrefix(version, cache)}.partial`;
  return {
    path,
    wheels: join(path, "wheels"),
    library: join(path, "library"),
    sources: join(path, "sources"),
    prefix: join(path, "prefix"),
  };
}

/** The name of a piece while it is made. */
export function unfinished(path: string): string {
  return `${path}.unfinished`;
}

/**
 * Makes a piece under a temporary name beside its own, and gives it its name when it is complete. What is left of an attempt that
 * fails is cleared away, and what is left of one that was killed, before the next begins.
 */
export async function completePiece(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = unfinished(path);
  try {
    await rm(temporary, { recursive: true, force: true });
    await createFolder(temporary);
    await make(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw explainSystemError(error, "write", path);
  }
}

/**
 * Keeps others from working in the folder at the same time, until the function that is returned has been called. A lock whose
 * process is gone counts for nothing.
 *
 * @throws UserError where another process is at work.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, "lock");
  const holder = lockHolder(folder);
  if (holder !== undefined) {
    throw new UserError(`another swwae setup (process ${holder}) is at work in ${folder}`, {
      hint: "let it finish, or end it, and try again",
    });
  }
  await createFolder(folder);
  await rm(lock, { force: true });
  try {
    await writeFile(lock, `${process.pid}\n`, { flag: "wx" });
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") {
      throw new UserError(`another swwae setup has just begun in ${folder}`, { hint: "let it finish" });
    }
    throw explainSystemError(error, "write", lock);
  }
  return () => rm(lock, { force: true });
}

/** The process that works in the folder, if one does. */
export function lockHolder(folder: string): number | undefined {
  try {
    const holder = Number(readFileSync(join(folder, "lock"), "utf8"));
    if (!Number.isInteger(holder) || holder <= 0) return undefined;
    process.kill(holder, 0); // asks whether there is one, and sends nothing
    return holder;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ESRCH") return undefined;
    throw error;
  }
}
