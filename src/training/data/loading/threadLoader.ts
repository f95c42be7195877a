/** The training's side of the thread that makes batches. */
import { Worker } from "node:worker_threads";
import { UserError } from "../../errors.js";
import type { TrainingBatch } from "../batchSampler.js";
import type { BatchLoader } from "./batchLoader.js";
import type { BatchMaker, BatchPlan, BatchPosition } from "./batchPlan.js";
import { type BatchReply, buffersOf } from "./messages.js";

/** Batches that are made ahead: one that is trained on and three behind it smooth out what the disk and other programs do. */
const ahead = 4;

type Made = Extract<BatchReply, { kind: "batch" }>;

/**
 * Batches from a thread of its own. So many buffers go round between the two threads, so the queue cannot grow; the thread fills
 * them in the order in which it gets them.
 */
export class ThreadLoader implements BatchLoader {
  readonly thread = "own";
  readonly fallback = null;
  readonly #worker: Worker;
  readonly #ready: Made[] = [];
  #position: BatchPosition;
  /** The batch that was given out last. */
  #given: TrainingBatch | null = null;
  /** Who waits for a batch. */
  #waiting: { resolve: (made: Made) => void; reject: (error: Error) => void } | null = null;
  #failure: Error | null = null;
  #waited = 0;

  private constructor(worker: Worker, maker: BatchMaker) {
    this.#worker = worker;
    this.#position = maker.position();
    worker.on("message", (reply: BatchReply) => this.#receive(reply));
    worker.on("error", (error) => this.#fail(error));
    worker.on("messageerror", (error) => this.#fail(error));
    worker.on("exit", (code) =>
      this.#fail(new Error(`the thread that makes batches ended by itself, with exit code ${code}`)),
    );
    for (let count = 0; count < ahead; count++) this.#request(maker.emptyBatch());
  }

  /**
   * Starts the thread.
   *
   * @param maker of the same plan; gives the buffers and says where the batches begin, and makes none itself.
   * @throws Error where the system has no thread to give.
   */
  static start(file: URL, plan: BatchPlan, maker: BatchMaker): ThreadLoader {
    return new ThreadLoader(new Worker(file, { workerData: plan, name: "swwae-batches" }), maker);
  }

  async next(): Promise<TrainingBatch> {
    if (this.#given !== null) this.#request(this.#given);
    this.#given = null;
    const { batch, position } = this.#ready.shift() ?? (await this.#wait());
    this.#given = batch;
    this.#position = position;
    return batch;
  }

  position(): BatchPosition {
    return this.#position;
  }

  get waited(): number {
    return this.#waited;
  }

  async dispose(): Promise<void> {
    this.#worker.removeAllListeners();
    // What still comes of a thread that is being ended is of no interest.
    this.#worker.on("error", () => undefined);
    await this.#worker.terminate();
  }

  async #wait(): Promise<Made> {
    const start = performance.now();
    try {
      return await new Promise<Made>((resolve, reject) => {
        if (this.#failure !== null) reject(this.#failure);
        else this.#waiting = { resolve, reject };
      });
    } finally {
      this.#waited += (performance.now() - start) / 1000;
    }
  }

  #request(batch: TrainingBatch): void {
    this.#worker.postMessage(batch, buffersOf(batch));
  }

  #receive(reply: BatchReply): void {
    if (reply.kind === "mistake") {
      this.#fail(new UserError(reply.message, reply.hint === undefined ? {} : { hint: reply.hint }));
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#ready.push(reply);
    else waiting.resolve(reply);
  }

  /** The first failure is the one to tell; batches that were made before it are still given out. */
  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
  }
}
