/** Options that several verbs share, so that they read alike everywhere. */
import { Option } from "commander";
import type { EngineChoice, Precision } from "../../runtime/index.js";
import type { MachineSettings } from "../session/settings.js";
import { oneOf, wholeNumber } from "./values.js";

/** The engines by name; the runtime's own list would load the runtime. */
export const engineWords: readonly EngineChoice[] = ["auto", "onnx", "tensorflow", "onnx-web", "tfjs"];

const precisionWords: readonly Precision[] = ["fp32", "bf16"];

/** What the options of {@link machineOptions} give. */
export interface MachineOptions {
  readonly engine?: EngineChoice;
  readonly threads?: number;
  readonly lowering?: "fast" | "reference";
  readonly precision?: Precision;
  readonly dataDir?: string;
}

/** The same, with null for what was not given. */
export function machineSettings({ threads, lowering, precision, dataDir }: MachineOptions): MachineSettings {
  return {
    threads: threads ?? null,
    lowering: lowering ?? null,
    precision: precision ?? null,
    dataFolder: dataDir ?? null,
  };
}

/**
 * Which engine computes, with how many threads, and where the data lies.
 *
 * @param defaultEngine what computes where nothing else is said.
 */
export function machineOptions(defaultEngine = "auto, the fastest that runs here"): Option[] {
  return [
    new Option(
      "--engine <name>",
      `what computes: auto, onnx, tensorflow, onnx-web or tfjs (slow) (default: ${defaultEngine})`,
    ).argParser(oneOf(engineWords)),
    new Option("--threads <count>", "threads to compute with (default: all cores)").argParser(wholeNumber(1)),
    new Option(
      "--lowering <name>",
      "how onnx writes operations: fast or reference (default: fast)",
    ).argParser(oneOf(["fast", "reference"])),
    new Option(
      "--precision <name>",
      "what maps are held in: fp32, or bf16, which tensorflow has on processors with instructions for it (default: fp32)",
    ).argParser(oneOf(precisionWords)),
    new Option("--data-dir <folder>", "folder of the data files (default: the installed package)"),
  ];
}

/** `--json`. */
export function jsonOption(): Option {
  return new Option("--json", "print the result as JSON");
}
