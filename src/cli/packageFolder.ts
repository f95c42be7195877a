/** The folder that the package is installed in, and its version. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The nearest folder above this file that holds a package.json. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("swwae is installed without its package.json");
    folder = parent;
  }
  return folder;
}

/** The version of swwae, such as "0.1.0". */
export function packageVersion(): string {
  return versionIn(join(packageFolder(), "package.json"));
}

/** The `version` of a package.json. */
export function versionIn(path: string): string {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof content === "object" && content !== null && "version" in content) return String(content.version);
  throw new Error(`${path} has no version`);
}
