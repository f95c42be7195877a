/**
 * What the engines on ONNX Runtime share: a program is written as one ONNX model, forward, backward and update together, and one
 * call runs it. Which build of ONNX Runtime that is, and how it is loaded, is the affair of `native.ts` and `web.ts`.
 */
import type { InferenceSession } from "onnxruntime-common";
import type { Engine, EngineOptions } from "../engine.js";
import { fullPrecision } from "../precision.js";
import { OnnxExecutable } from "./executable.js";
import { lowerProgram } from "./lower.js";
import type { Ort } from "./ort.js";
import { OnnxState } from "./states.js";

/**
 * An engine on a build of ONNX Runtime that is loaded.
 *
 * Its states' `createState` throws a StateError where a value does not have its shape; running throws a FeedError or a StateError
 * where the program's feeds or states are missing or do not fit.
 *
 * @param name of the engine
 * @param sessionOptions what this build's sessions need besides {@link sharedOptions}
 */
export function onnxEngineOn(
  ort: Ort,
  name: string,
  sessionOptions: InferenceSession.SessionOptions,
  { lowering = "fast", precision }: EngineOptions,
): Engine {
  return {
    name,
    ...fullPrecision(name, precision),
    async compile(program) {
      const model = lowerProgram(program, lowering);
      const session = await ort.InferenceSession.create(model, { ...sharedOptions, ...sessionOptions });
      return new OnnxExecutable(ort, session, program);
    },
    async createState(values) {
      return new OnnxState(ort, values);
    },
    // Sessions belong to the executables, and the library stays for the next engine.
    async dispose() {},
  };
}

export const sharedOptions: InferenceSession.SessionOptions = {
  executionMode: "sequential",
  graphOptimizationLevel: "all",
  // Planning memory ahead doubles it and gains no time; reuse within the arena does.
  enableMemPattern: false,
  enableCpuMemArena: true,
  logSeverityLevel: 3,
};
