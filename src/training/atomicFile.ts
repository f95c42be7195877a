/**
 * Files and folders written so that nothing half-written ever carries its final name.
 *
 * The text goes to a temporary file in the same folder, is flushed to the disk, and takes the final name by a rename.
 */
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { explainSystemError, systemErrorCode } from "./errors.js";

/**
 * Writes `content` to `path`, all of it or nothing. What had that name before stays until the new file is complete;
 * on failure the temporary file is removed. A target that is no regular file (/dev/stdout, a pipe) is written to
 * directly, since a rename would replace it.
 *
 * @throws UserError naming the path, on a full disk, a missing folder, missing permission and the like.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  try {
    if (await isSpecialFile(path)) {
      await writeFile(path, content);
      return;
    }
    const temporary = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.tmp`);
    try {
      await writeAndFlush(temporary, content);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw explainSystemError(error, "write", path);
  }
}

/**
 * Creates the folder `path` and those above it, where they are missing.
 *
 * @throws UserError naming the path.
 */
export async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw explainSystemError(error, "create the folder", path);
  }
}

async function writeAndFlush(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function isSpecialFile(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return !found.isFile() && !found.isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}
