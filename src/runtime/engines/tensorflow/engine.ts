/**
 * The tensorflow engine: a program is written as one TensorFlow graph, forward, backward and update together, with the states as
 * variables in it, and the native TensorFlow runs it.
 */
import type { Engine, EngineOptions } from "../engine.js";
import { TensorflowExecutable } from "./executable.js";
import { fusesBiasGradients } from "./fusion.js";
import { lowerProgram } from "./lower.js";
import type { LoweringOptions } from "./lowering.js";
import { loadNative } from "./native.js";
import { precisionFor } from "./precision.js";
import { removeForsakenFolders } from "./savedModel/folders.js";
import { TensorflowState } from "./states.js";

/**
 * Starts an engine on the native TensorFlow. The number of threads is that of the first such engine of the process.
 *
 * Its states' `createState` throws a StateError where a value does not have its shape; running throws a FeedError or a StateError
 * where the program's feeds or states are missing or do not fit.
 *
 * @throws TensorflowUnavailable where the library is not installed or cannot be loaded
 */
export function createTensorflowEngine(options: EngineOptions = {}): Engine {
  const native = loadNative(options.threads);
  removeForsakenFolders();
  const precision = precisionFor(options.precision);
  let lowering: LoweringOptions | undefined;
  const loweringOptions = (): LoweringOptions => {
    lowering ??=
      precision.precision === "bf16"
        ? { fast: "bfloat16", fusesBiasGradients: fusesBiasGradients(native) }
        : { fast: "float", fusesBiasGradients: false };
    return lowering;
  };
  return {
    name: "tensorflow",
    ...precision,
    async compile(program) {
      const { savedModel, ...lowered } = lowerProgram(program, loweringOptions());
      return new TensorflowExecutable(program, native.open(savedModel), lowered);
    },
    async createState(values) {
      return new TensorflowState(values);
    },
    // Sessions belong to the executables, and the library stays for the next engine.
    async dispose() {},
  };
}
