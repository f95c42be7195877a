/** What the doctor finds: the machine, and every engine. This is also what `swwae doctor --json` prints. */
import type { EngineName } from "../../runtime/index.js";

/** The machine that trains here. Memory is in bytes. */
export interface MachineReport {
  readonly swwae: string;
  readonly node: string;
  /** Whether this Node is one that swwae is made for. */
  readonly nodeSupported: boolean;
  /** Such as "linux x64". */
  readonly platform: string;
  readonly processor: string;
  /** Threads that engines compute with where nobody says otherwise. */
  readonly threads: number;
  readonly memory: number;
  readonly freeMemory: number;
  /** What a container allows this process; null where nothing limits it. */
  readonly memoryLimit: number | null;
}

/**
 * What became of an engine: it works; it is not installed, or does not load; it loads and computes wrong numbers; or its process
 * ended, or did not end, while it was tested.
 */
export type EngineStatus = "works" | "not found" | "wrong" | "broken";

/** What one engine can do here. */
export interface EngineReport {
  readonly name: EngineName;
  readonly status: EngineStatus;
  /** Why it does not work; null where it does. */
  readonly reason: string | null;
  /** The library it computes with and its version, such as "onnxruntime-node 1.30.0"; null where it does not load. */
  readonly library: string | null;
  /** Null where it was never run. */
  readonly selfTest: SelfTestReport | null;
  /** Null where it was not timed. */
  readonly speed: SpeedReport | null;
}

export interface SelfTestReport {
  /** Ops compared with known numbers. */
  readonly ops: number;
  /** Tensors of one training step, results and new states, compared with known numbers. */
  readonly stepTensors: number;
  /** What was off, a line each. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Whole training steps of the yardstick net W1 (docs/performance.md): forward, backward and Adam's update. */
export interface SpeedReport {
  readonly imagesPerSecond: number;
  readonly batch: number;
  readonly steps: number;
  readonly seconds: number;
  /** Peak memory of the engine's process, in bytes. */
  readonly memory: number;
}

/** Something to do, and why. */
export interface Advice {
  /** A command, or an option of `swwae train`; null where there is none. */
  readonly command: string | null;
  readonly reason: string;
}

export interface Diagnosis {
  readonly machine: MachineReport;
  readonly engines: readonly EngineReport[];
  /** The engine that `--engine auto` takes here; null where it finds none, and so no training is possible without more ado. */
  readonly auto: EngineName | null;
  readonly advice: readonly Advice[];
}
