/** The engine onnx: ONNX Runtime's native library, which lies in the npm package onnxruntime-node. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { InferenceSession } from "onnxruntime-common";
import type { Engine, EngineOptions } from "../engine.js";
import { onnxEngineOn } from "./engine.js";
import type { Ort } from "./ort.js";

/** Loads ONNX Runtime and returns an engine on it. Throws where the native library does not load. */
export function createOnnxEngine(options: EngineOptions): Engine {
  return onnxEngineOn(loadOrt(), "onnx", nativeSession(options.threads), options);
}

/** What sessions of the native library need besides what all builds share. */
export function nativeSession(threads: number = availableParallelism()): InferenceSession.SessionOptions {
  return { executionProviders: ["cpu"], intraOpNumThreads: threads, interOpNumThreads: 1 };
}

export function loadOrt(): Ort {
  try {
    // A CommonJS package with a native part; `require` gives its plain exports.
    return createRequire(import.meta.url)("onnxruntime-node") as Ort;
  } catch (cause) {
    throw new Error(
      "The onnx engine needs the native library of the npm package onnxruntime-node, which did not load",
      { cause },
    );
  }
}
