/** Versions of everything that has a say in a run's numbers. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { locateTensorflow } from "../../runtime/engines/tensorflow/library/index.js";
import type { EngineName } from "../../runtime/index.js";
import { packageVersion, versionIn } from "../packageFolder.js";

const enginePackages: Readonly<Record<EngineName, string>> = {
  onnx: "onnxruntime-node",
  tensorflow: "@tensorflow/tfjs-node",
  "onnx-web": "onnxruntime-web",
  tfjs: "@tensorflow/tfjs-core",
};

/** Versions of swwae, of Node and of the engine's library, by name. */
export function versionsOf(engine: EngineName): Record<string, string> {
  const location = engine === "tensorflow" ? locateTensorflow() : undefined;
  if (location?.kind === "private") {
    const version = basename(location.path); // the folder of a private TensorFlow is called by its version
    return { swwae: packageVersion(), node: process.versions.node, tensorflow: version };
  }
  const library = enginePackages[engine];
  return { swwae: packageVersion(), node: process.versions.node, [library]: installedVersion(library) };
}

/** Searched by hand: a package need not export its package.json. */
function installedVersion(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const path = folders
    .map((folder) => join(folder, name, "package.json"))
    .find((candidate) => existsSync(candidate));
  return path === undefined ? "unknown" : versionIn(path);
}
