/** The package's own folder, from wherever the benchmark was built to. */
import { existsSync } from "node:fs";

function findPackageRoot(): URL {
  let folder = new URL(".", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) folder = new URL("..", folder);
  return folder;
}

export const packageRoot = findPackageRoot();
