/** That the files of a run folder are its own: none of them leads out of it, by a link, to what the run's author may not have had. */
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";

/**
 * Makes sure that those of the files that are there lie in the folder, wherever links lead.
 *
 * @throws UserError naming the file and where it leads.
 */
export async function requireOwnFiles(folder: string, files: readonly string[]): Promise<void> {
  const { realpath } = await import("node:fs/promises");
  const { isAbsolute, join, relative } = await import("node:path");
  const real = async (path: string): Promise<string | null> => {
    try {
      return await realpath(path);
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return null;
      throw explainSystemError(error, "read", path);
    }
  };
  const own = await real(folder);
  if (own === null) return;
  for (const name of files) {
    const path = join(folder, name);
    const found = await real(path);
    if (found === null) continue;
    const inside = relative(own, found);
    if (!isAbsolute(inside) && inside.split(/[\\/]/)[0] !== "..") continue;
    throw new UserError(`${path} leads out of the run folder, to ${found}`, {
      hint: "files of a run are read inside its folder only: put a copy there, if you trust it",
    });
  }
}
