/** The engines by name; each one's library is loaded only when it is asked for. */
import type { Engine, EngineOptions } from "./engine.js";

export const engineNames = ["onnx", "tensorflow", "onnx-web", "tfjs"] as const;

export type EngineName = (typeof engineNames)[number];

/** Starts an engine. Rejects with an error that says what is missing where its library cannot be loaded. */
export async function createEngine(name: EngineName, options: EngineOptions = {}): Promise<Engine> {
  switch (name) {
    case "onnx":
      return (await import("./onnx/native.js")).createOnnxEngine(options);
    case "onnx-web":
      return (await import("./onnx/web.js")).createOnnxWebEngine(options);
    case "tfjs":
      return (await import("./tfjs/engine.js")).createTfjsEngine(options);
    case "tensorflow":
      return (await import("./tensorflow/engine.js")).createTensorflowEngine(options);
  }
}
