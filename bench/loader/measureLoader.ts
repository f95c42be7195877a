/**
 * Times the loader alone, in a process of its own: `node measureLoader.js FOLDER THREAD BATCH BATCHES`, THREAD being `own` or `main`.
 *
 * Prints one line of JSON: images per second over all batches behind a warm-up.
 */
import { openBatchLoader } from "../../src/training/index.js";
import { planOf } from "./plan.js";

const warmup = 100;

const [folder = "", thread = "", batchText = "", batchesText = ""] = process.argv.slice(2);
const [batch, batches] = [Number(batchText), Number(batchesText)];
const loader = openBatchLoader(planOf(folder, batch), thread === "main" ? { worker: null } : {});
if (loader.thread !== thread) throw new Error(`batches are made on the ${loader.thread} thread`);
for (let count = 0; count < warmup; count++) await loader.next();
const start = performance.now();
for (let count = 0; count < batches; count++) await loader.next();
const seconds = (performance.now() - start) / 1000;
await loader.dispose();
process.stdout.write(`${JSON.stringify({ imagesPerSecond: (batch * batches) / seconds })}\n`);
