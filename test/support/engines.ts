/** The engines on which every test of meaning runs. */
import { createEngine, type Engine, type EngineName } from "swwae/runtime";

/** An engine, or one of its ways to write ops. */
export type EngineUnderTest = EngineName | "onnx (reference)";

export const enginesUnderTest: readonly EngineUnderTest[] = ["tfjs", "onnx", "onnx (reference)"];

const started = new Map<EngineUnderTest, Promise<Engine>>();

/** The engine of a name, started once for each test file. */
export function engineOf(name: EngineUnderTest): Promise<Engine> {
  const engine = started.get(name) ?? startEngine(name, 1);
  started.set(name, engine);
  return engine;
}

/** A new engine on so many threads. */
export function startEngine(name: EngineUnderTest, threads: number): Promise<Engine> {
  return name === "onnx (reference)"
    ? createEngine("onnx", { threads, lowering: "reference" })
    : createEngine(name, { threads });
}
