/** The thread that makes batches: fills the buffers that it is sent, in order, and sends them back. */
import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "../../errors.js";
import { BatchMaker, type BatchPlan } from "./batchPlan.js";
import { type BatchReply, type BatchRequest, buffersOf } from "./messages.js";

const port = parentPort;
if (port === null) throw new Error("batchWorker is the script of a thread");

let maker: BatchMaker | null = null;
port.on("message", (batch: BatchRequest) => {
  try {
    maker ??= new BatchMaker(workerData as BatchPlan);
    maker.fill(batch);
    const reply: BatchReply = { kind: "batch", batch, position: maker.position() };
    port.postMessage(reply, buffersOf(batch));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reply: BatchReply = { kind: "mistake", message: error.message, hint: error.hint };
    port.postMessage(reply);
    port.close();
  }
});
