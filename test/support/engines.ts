/** The engines on which every test of meaning runs. */
import { createEngine, type Engine, type EngineName } from "swwae/runtime";

export const enginesUnderTest: readonly EngineName[] = ["tfjs", "onnx"];

const started = new Map<EngineName, Promise<Engine>>();

/** The engine of a name, started once for each test file. */
export function engineOf(name: EngineName): Promise<Engine> {
  const engine = started.get(name) ?? createEngine(name, { threads: 1 });
  started.set(name, engine);
  return engine;
}
