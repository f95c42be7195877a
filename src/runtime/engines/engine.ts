/** What an engine is: something that runs finished programs. */
import type { Program } from "../graph/program.js";
import type { Shape } from "../graph/shape.js";

/** A tensor's numbers in row-major order. */
export interface TensorValue {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/**
 * In what maps, and the products that make them, are held: 32-bit floats, or bfloat16, which has the range of those and 8 bits of
 * their digits. Sums, losses, parameters and the optimiser's state are 32-bit floats in both.
 */
export const precisions = ["fp32", "bf16"] as const;

export type Precision = (typeof precisions)[number];

export interface Engine {
  readonly name: string;
  readonly precision: Precision;
  /** Why the precision is not the one that was asked for; absent where it is. */
  readonly precisionReason?: string;
  /** Prepares a program for running. */
  compile(program: Program): Promise<Executable>;
  /** Takes start values of states (parameters, running statistics, moments) into the engine's own memory. */
  createState(values: ReadonlyMap<string, TensorValue>): Promise<EngineState>;
  /** Frees what the engine itself holds. */
  dispose(): Promise<void>;
}

/** States that live in an engine, shared by the programs that run on them. */
export interface EngineState {
  /** A copy of every state as it is now. */
  read(): Promise<Map<string, TensorValue>>;
  dispose(): Promise<void>;
}

export interface Executable {
  /**
   * Runs the program once and applies its updates to the state.
   *
   * @param feeds the program's feeds by name, row-major; they are only read during the call
   * @returns the program's outputs by name, row-major
   */
  run(
    state: EngineState,
    feeds: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>>;
  dispose(): Promise<void>;
}

/** Options that every engine understands. */
export interface EngineOptions {
  /** Threads to compute with; the machine's cores where absent. */
  readonly threads?: number;
  /** How the onnx engine writes ops: in the fastest form known for their shapes (the default), or in the plainest. */
  readonly lowering?: "fast" | "reference";
  /** What to compute in where the engine and the processor can: see {@link Engine.precision}. `fp32` where absent. */
  readonly precision?: Precision;
}
