/** The tfjs engine: slow, and obviously right. */
import type { Engine, EngineOptions } from "../engine.js";
import { fullPrecision } from "../precision.js";
import { checkStateValues } from "../states.js";
import { startBackend } from "./backend.js";
import { TfjsExecutable } from "./executable.js";
import { TfjsState } from "./states.js";

/**
 * Starts an engine that runs programs by tfjs' kernels in pure JavaScript, on one thread whatever the options say.
 *
 * Its states' `createState` throws a StateError where a value does not have its shape; running throws a FeedError or a
 * StateError where the program's feeds or states are missing or do not fit.
 */
export async function createTfjsEngine({ precision }: EngineOptions = {}): Promise<Engine> {
  await startBackend();
  return {
    name: "tfjs",
    ...fullPrecision("tfjs", precision),
    async compile(program) {
      return new TfjsExecutable(program);
    },
    async createState(values) {
      checkStateValues(values);
      return new TfjsState(values);
    },
    // Tensors belong to the states, which are disposed of by themselves; between runs nothing else is held.
    async dispose() {},
  };
}
