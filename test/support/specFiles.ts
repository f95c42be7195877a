/** The specs of the project, which always compile. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plan } from "swwae/compiler";
import { compileSpec } from "./compileSpec.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Paths of all specs below specs/, such as "specs/paper/mnist.swwae", in order. */
export const specFiles: readonly string[] = readdirSync(join(root, "specs"), { recursive: true })
  .map((name) => `specs/${String(name).replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".swwae"))
  .sort();

/** Reads the specs that they use. */
export const projectHost = {
  read: (path: string): string | null => readFileSync(join(root, path), "utf8"),
};

/** The plan of one of them. */
export function planOf(path: string): Plan {
  return compileSpec(path, readFileSync(join(root, path), "utf8"), { host: projectHost });
}
