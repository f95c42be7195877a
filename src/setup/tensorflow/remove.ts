/** Takes away what setups have put into the cache, finished or not. */
import { existsSync, readdirSync } from "node:fs";
import { rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { tensorflowFolder } from "../../runtime/engines/tensorflow/library/index.js";
import { explainSystemError, UserError } from "../../training/errors.js";
import { folderBytes } from "./folderBytes.js";
import { lockHolder } from "./workFolder.js";

export interface Removed {
  readonly folders: readonly string[];
  readonly bytes: number;
}

/** What {@link removeTensorflow} would take away: the folders of one version, or of all. */
export function removableFolders(cache: string, version: string | null): string[] {
  const folder = tensorflowFolder(cache);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => {
      const [, its] = /^(\d+\.\d+\.\d+)(?:\.partial)?(?:\.removed)?$/.exec(name) ?? [];
      return its !== undefined && (version === null || its === version);
    })
    .map((name) => join(folder, name))
    .sort();
}

/**
 * Removes the folders of one version, or of all, and the folders above that are empty then. Each loses its name first: half of one
 * never looks like a whole.
 *
 * @throws UserError where a setup is at work there, and where something cannot be removed.
 */
export async function removeTensorflow(cache: string, version: string | null): Promise<Removed> {
  const folders = removableFolders(cache, version);
  for (const folder of folders) {
    const holder = lockHolder(folder);
    if (holder !== undefined) {
      throw new UserError(`swwae setup (process ${holder}) is at work in ${folder}`, {
        hint: "let it finish, or end it, and try again",
      });
    }
  }
  let bytes = 0;
  for (const folder of folders) {
    bytes += folderBytes(folder);
    try {
      const nameless = folder.endsWith(".removed") ? folder : `${folder}.removed`;
      if (nameless !== folder) {
        await rm(nameless, { recursive: true, force: true });
        await rename(folder, nameless);
      }
      await rm(nameless, { recursive: true, force: true });
    } catch (error) {
      throw explainSystemError(error, "remove", folder);
    }
  }
  await removeIfEmpty(tensorflowFolder(cache));
  await removeIfEmpty(cache);
  return { folders, bytes };
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined); // others keep things there, or it is gone
}
