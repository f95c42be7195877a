/** Batches from a thread of their own: bit for bit those of the calling thread, bounded, resumable, and no hang when the thread dies. */
import { closeSync, openSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BatchLoader,
  type BatchPlan,
  type BatchPosition,
  openBatchLoader,
  sourceOf,
  UserError,
} from "swwae/training";
import { describe, expect, it, onTestFinished } from "vitest";
import { bars, barSize } from "../../../support/bars.js";
import { builtBatchWorker } from "../../../support/batchWorker.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const count = 24;

function plan(given: Partial<BatchPlan> = {}): BatchPlan {
  const { images, labels } = bars(count);
  return {
    images: sourceOf(images, barSize),
    labels,
    shape: [6, 6, 1],
    preprocessing: [{ kind: "pad", top: 1, left: 1, height: 8, width: 8 }],
    augmentation: [
      { kind: "shift", pixels: 1 },
      { kind: "flip", axis: "horizontal" },
      { kind: "crop", height: 6, width: 6 },
    ],
    labelled: Uint32Array.from([0, 1, 2, 3, 4, 5, 6]),
    training: Uint32Array.from({ length: count }, (_, index) => index),
    batch: 5,
    labelledShare: 0.4,
    seed: 3,
    stepsBefore: 0,
    position: null,
    ...given,
  };
}

function open(given: BatchPlan, worker: URL | null): BatchLoader {
  const loader = openBatchLoader(given, { worker });
  onTestFinished(() => loader.dispose());
  return loader;
}

interface Shown {
  readonly images: number[];
  readonly labels: number[];
  readonly position: BatchPosition;
}

async function take(loader: BatchLoader, wanted: number): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let at = 0; at < wanted; at++) {
    const { images, labels } = await loader.next();
    shown.push({ images: [...images], labels: [...labels], position: loader.position() });
  }
  return shown;
}

/** A thread whose whole script this is. */
function scriptOf(text: string): URL {
  const path = join(temporaryFolder(), "thread.mjs");
  writeFileSync(path, text);
  return pathToFileURL(path);
}

describe("a batch loader", () => {
  it("gives the same batches and positions, bit for bit, from a thread of its own and from the calling one", async () => {
    const own = open(plan(), await builtBatchWorker());
    const main = open(plan(), null);
    expect([own.thread, main.thread]).toEqual(["own", "main"]);
    expect(own.position()).toEqual(main.position());
    expect(await take(own, 30)).toEqual(await take(main, 30));
  });

  it.each([0, 1, 7])(
    "goes on after %i batches where they were given out, not where they were made",
    async (done) => {
      const worker = await builtBatchWorker();
      const whole = await take(open(plan(), null), 20);
      const stopped = open(plan(), worker);
      await take(stopped, done);
      // Meanwhile batches are made that nobody asks for.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const position = stopped.position();
      expect(await take(open(plan({ position }), worker), 20 - done)).toEqual(whole.slice(done));
      expect(await take(open(plan({ position }), null), 20 - done)).toEqual(whole.slice(done));
    },
  );

  it("falls back to the calling thread where no other can be started, and says why", async () => {
    const nowhere = open(plan(), new URL("https://example.org/thread.js"));
    expect(nowhere.thread).toBe("main");
    expect(nowhere.fallback).toBe("The URL must be of scheme file");
    expect(await take(nowhere, 3)).toEqual(await take(open(plan(), null), 3));
    expect(open(plan(), null).fallback).toBeNull();
    expect(open(plan(), await builtBatchWorker()).fallback).toBeNull();
  });

  it("counts the time that its batches were waited for", async () => {
    const loader = open(plan(), await builtBatchWorker());
    expect(loader.waited).toBe(0);
    await loader.next();
    expect(loader.waited).toBeGreaterThan(0);
  });

  it("passes on what the user can mend, from the thread: a file that became shorter", async () => {
    const path = join(temporaryFolder(), "images.bin");
    const { images } = bars(count);
    writeFileSync(path, images);
    const file = openSync(path, "r");
    onTestFinished(() => closeSync(file));
    const source = { kind: "file", file, path, start: 0, count, size: barSize } as const;
    const loader = open(plan({ images: source }), await builtBatchWorker());
    expect(await take(loader, 8)).toEqual(await take(open(plan(), null), 8));
    truncateSync(path, 40);
    const failing = take(loader, 40);
    await expect(failing).rejects.toThrow(UserError);
    await expect(failing).rejects.toThrow(`${path} has become shorter`);
    // Asked again, it still says so.
    await expect(loader.next()).rejects.toThrow("has become shorter");
  });

  it.each([
    ["throws", 'throw new Error("boom");', "boom"],
    ["ends", "process.exit(3);", "ended by itself, with exit code 3"],
    [
      "ends in the middle of a batch",
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(4));',
      "ended by itself, with exit code 4",
    ],
  ])("fails and does not hang where its thread %s", async (_, script, message) => {
    const loader = open(plan(), scriptOf(script));
    await expect(loader.next()).rejects.toThrow(message);
    await expect(loader.next()).rejects.toThrow(message);
  });

  it("makes no more than four batches ahead", async () => {
    const thread = scriptOf(
      `import { parentPort } from "node:worker_threads";
       let made = 0;
       parentPort.on("message", (batch) => {
         batch.labels[0] = ++made;
         parentPort.postMessage({ kind: "batch", batch, position: made }, [batch.images.buffer, batch.labels.buffer]);
       });`,
    );
    const loader = open(plan(), thread);
    const { labels } = await loader.next();
    expect(labels[0]).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Were more made, this one would have another number than the second buffer's.
    expect((await loader.next()).labels[0]).toBe(2);
    expect((await loader.next()).labels[0]).toBe(3);
  });
});
