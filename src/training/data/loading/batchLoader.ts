/** Batches for a training, made ahead in a thread of their own where that can be. */
import type { TrainingBatch } from "../batchSampler.js";
import { BatchMaker, type BatchPlan, type BatchPosition } from "./batchPlan.js";
import { ThreadLoader } from "./threadLoader.js";
import { workerFile } from "./workerFile.js";

/** Gives out the batches of a plan in order: the same ones, bit for bit, whichever thread makes them. */
export interface BatchLoader {
  /** Where the batches are made. */
  readonly thread: "own" | "main";
  /** Why no thread of its own makes them; null where one does, or none was asked for. */
  readonly fallback: string | null;
  /**
   * The next batch. The following call overwrites its buffers.
   *
   * @throws UserError where an image cannot be read.
   */
  next(): TrainingBatch | Promise<TrainingBatch>;
  /** Where the batches stand that were given out; those made ahead do not count. */
  position(): BatchPosition;
  /** Seconds spent in waiting for batches so far: what the engine stood still for. */
  readonly waited: number;
  /** Ends the thread. Nothing can be asked for afterwards. */
  dispose(): Promise<void>;
}

export interface BatchLoaderOptions {
  /** The script of the thread; found beside this package's own files where it is not given, null to make batches on the calling thread. */
  readonly worker?: URL | null;
}

/**
 * Starts to make the batches of a plan.
 *
 * They are made in a thread of their own, a few ahead; where threads cannot be had, on the calling one, when they are asked for.
 *
 * @throws UserError where the images cannot be opened, or cropped as the plan says.
 */
export function openBatchLoader(plan: BatchPlan, { worker }: BatchLoaderOptions = {}): BatchLoader {
  const maker = new BatchMaker(plan);
  if (worker === null) return new DirectLoader(maker, null);
  const file = worker ?? workerFile();
  if (file === null) return new DirectLoader(maker, "its script is not there");
  try {
    return ThreadLoader.start(file, plan, maker);
  } catch (error) {
    return new DirectLoader(maker, error instanceof Error ? error.message : String(error));
  }
}

/** Makes every batch when it is asked for. */
class DirectLoader implements BatchLoader {
  readonly thread = "main";
  readonly fallback: string | null;
  readonly #maker: BatchMaker;
  readonly #batch: TrainingBatch;
  #waited = 0;

  constructor(maker: BatchMaker, fallback: string | null) {
    this.fallback = fallback;
    this.#maker = maker;
    this.#batch = maker.emptyBatch();
  }

  next(): TrainingBatch {
    const start = performance.now();
    this.#maker.fill(this.#batch);
    this.#waited += (performance.now() - start) / 1000;
    return this.#batch;
  }

  position(): BatchPosition {
    return this.#maker.position();
  }

  get waited(): number {
    return this.#waited;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
