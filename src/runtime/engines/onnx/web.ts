/** The engine onnx-web: ONNX Runtime in WebAssembly, from the npm package onnxruntime-web, with threads as workers of Node. */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { GraphBuilder } from "../../../onnx/graphBuilder.js";
import type { Engine, EngineOptions } from "../engine.js";
import { onnxEngineOn } from "./engine.js";
import type { Ort } from "./ort.js";

const sessionOptions = { executionProviders: ["wasm"] };

/**
 * Loads ONNX Runtime's WebAssembly and returns an engine on it. It has one memory, and one set of threads, for the whole process:
 * their number is that of the first such engine.
 *
 * @throws where the package is missing, or its WebAssembly does not start
 */
export async function createOnnxWebEngine(options: EngineOptions): Promise<Engine> {
  started ??= start(options.threads ?? availableParallelism());
  return onnxEngineOn(await started, "onnx-web", sessionOptions, options);
}

let started: Promise<Ort> | undefined;

async function start(threads: number): Promise<Ort> {
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker): void => void workers.push(worker);
  process.on("worker", noteWorker);
  try {
    const ort = await import("onnxruntime-web");
    ort.env.wasm.numThreads = threads;
    // The WebAssembly starts with the first session; here, and not in the middle of a training, is the place to see it fail.
    const session = await ort.InferenceSession.create(smallestModel(), sessionOptions);
    await session.release();
    return ort;
  } catch (cause) {
    // Threads that have started let the process end without them; those that wait for WebAssembly that never comes do not. Node
    // tells of a worker in the turn after it was made.
    await new Promise((resolve) => setImmediate(resolve));
    for (const worker of workers) await worker.terminate();
    throw new Error(
      "The onnx-web engine needs the WebAssembly of the npm package onnxruntime-web, which did not load",
      { cause },
    );
  } finally {
    process.off("worker", noteWorker);
  }
}

/** A model that gives back what it is given. */
function smallestModel(): Uint8Array {
  const builder = new GraphBuilder();
  builder.output("y", builder.input("x", [1]), [1]);
  return builder.build("start");
}
