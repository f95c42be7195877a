/** How many tensors an engine's library holds at the moment: the one number that must not grow with the steps. */
import { createRequire } from "node:module";
import { queryObjects } from "node:v8";
import type { EngineName } from "../../src/runtime/index.js";

/** Tensors that are alive in this process, after a collection of garbage where JavaScript holds them. */
export async function liveTensors(engine: EngineName): Promise<number> {
  switch (engine) {
    case "onnx":
      return objectsOf((createRequire(import.meta.url)("onnxruntime-common") as OrtCommon).Tensor);
    case "onnx-web":
      return objectsOf((await import("onnxruntime-common")).Tensor);
    case "tfjs":
      return (await import("@tensorflow/tfjs-core")).memory().numTensors;
    case "tensorflow":
      return (await import("../../src/runtime/engines/tensorflow/native.js")).loadNative().held().tensors;
  }
}

type OrtCommon = typeof import("onnxruntime-common");

function objectsOf(constructor: OrtCommon["Tensor"]): number {
  return queryObjects(constructor as unknown as Function, { format: "count" });
}
