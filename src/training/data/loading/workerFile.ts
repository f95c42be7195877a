/** Where the script of the thread that makes batches lies. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** As seen from this file, from the package's entry of trainings, and from a bundled chunk or another entry. */
const places = [
  "./batchWorker.js",
  "./data/loading/batchWorker.js",
  "../training/data/loading/batchWorker.js",
];

/** The script; null where there is none, as in sources that were not built or that somebody bundled without it. */
export function workerFile(base: string = import.meta.url): URL | null {
  if (!base.startsWith("file:")) return null;
  const urls = places.map((place) => new URL(place, base));
  return urls.find((url) => existsSync(fileURLToPath(url))) ?? null;
}
