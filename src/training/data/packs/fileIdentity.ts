/** What a file is known by, so that one that changed is not taken for what it was. */
import { realpath, stat } from "node:fs/promises";
import { explainSystemError } from "../../errors.js";

/** Its path, size and time of change. Throws a UserError where it cannot be read. */
export async function fileIdentity(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    const { size, mtimeNs } = await stat(real, { bigint: true });
    return JSON.stringify([real, String(size), String(mtimeNs)]);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
}
