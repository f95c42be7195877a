/** What the thread that makes batches and the thread that trains say to each other. */
import type { TrainingBatch } from "../batchSampler.js";
import type { BatchPosition } from "./batchPlan.js";

/** From the thread that trains: buffers to fill. They are transferred, not copied. */
export type BatchRequest = TrainingBatch;

/** From the thread that makes batches: the next one, transferred, or why there is none. */
export type BatchReply =
  | { readonly kind: "batch"; readonly batch: TrainingBatch; readonly position: BatchPosition }
  /** What the user can mend. */
  | { readonly kind: "mistake"; readonly message: string; readonly hint: string | undefined };

/** What is transferred of a batch. */
export function buffersOf({ images, labels }: TrainingBatch): ArrayBuffer[] {
  return [images.buffer as ArrayBuffer, labels.buffer as ArrayBuffer];
}
