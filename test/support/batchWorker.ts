/** The script of the thread that makes batches, built from the sources as they are, for tests that run from sources. */
import { build } from "esbuild";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { temporaryFolder } from "./temporaryFolder.js";

const script = fileURLToPath(new URL("../../src/training/data/loading/batchWorker.ts", import.meta.url));

/** Builds it into a folder that is gone when the test is over; call it inside a test. */
export async function builtBatchWorker(): Promise<URL> {
  const outfile = join(temporaryFolder(), "batchWorker.mjs");
  await build({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["onnxruntime-*", "@tensorflow/*", "sharp"],
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
  });
  return pathToFileURL(outfile);
}
