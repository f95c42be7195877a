/** The engine onnx: ONNX Runtime's native library, which lies in the npm package onnxruntime-node. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Engine, EngineOptions } from "../engine.js";
import { onnxEngineOn } from "./engine.js";
import type { Ort } from "./ort.js";

/** Loads ONNX Runtime and returns an engine on it. Throws where the native library does not load. */
export function createOnnxEngine(options: EngineOptions): Engine {
  const intraOpNumThreads = options.threads ?? availableParallelism();
  const sessionOptions = { executionProviders: ["cpu"], intraOpNumThreads, interOpNumThreads: 1 };
  return onnxEngineOn(loadOrt(), "onnx", sessionOptions, options);
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
