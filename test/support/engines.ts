/** The engines on which every test of meaning runs. */
import { createEngine, type Engine, type EngineName, engineNames } from "swwae/runtime";
import { precisionFor } from "../../src/runtime/engines/tensorflow/precision.js";
import { locateTensorflow } from "../../src/runtime/engines/tensorflow/library/index.js";

/** An engine, or one of its ways to write ops. */
export type EngineUnderTest = EngineName | "onnx (reference)" | "tensorflow (bf16)";

/** Whether the native TensorFlow is set up here; where it is not, its engine cannot be tested. */
export const hasTensorflow = locateTensorflow() !== undefined;

/** What the title of a test says that needs TensorFlow: nothing, or why it is skipped. */
export const withoutTensorflow = hasTensorflow
  ? ""
  : " (skipped: no native TensorFlow; npx swwae setup tensorflow)";

/** Whether TensorFlow can be asked for bfloat16 here. */
export const hasBfloat16 = hasTensorflow && precisionFor("bf16").precision === "bf16";

/** What the title of a test says that needs bfloat16: nothing, or why it is skipped. */
export const withoutBfloat16 = hasBfloat16
  ? ""
  : " (skipped: no native TensorFlow, or a processor without instructions for bfloat16)";

/** The engines that can be started here. */
export const startableEngines: readonly EngineName[] = engineNames.filter(
  (name) => name !== "tensorflow" || hasTensorflow,
);

export const enginesUnderTest: readonly EngineUnderTest[] = [
  "tfjs",
  "onnx",
  "onnx (reference)",
  "onnx-web",
  ...startableEngines.filter((name) => name === "tensorflow"),
];

const started = new Map<EngineUnderTest, Promise<Engine>>();

/** The engine of a name, started once for each test file. */
export function engineOf(name: EngineUnderTest): Promise<Engine> {
  const engine = started.get(name) ?? startEngine(name, 1);
  started.set(name, engine);
  return engine;
}

/** A new engine on so many threads. */
export function startEngine(name: EngineUnderTest, threads: number): Promise<Engine> {
  if (name === "onnx (reference)") return createEngine("onnx", { threads, lowering: "reference" });
  if (name === "tensorflow (bf16)") return createEngine("tensorflow", { threads, precision: "bf16" });
  return createEngine(name, { threads });
}
