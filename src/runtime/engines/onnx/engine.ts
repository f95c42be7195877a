/**
 * The onnx engine: a program is written as one ONNX model, forward, backward and update together, and ONNX Runtime runs it.
 * Nothing but an npm package is needed.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-common";
import type { Program } from "../../graph/program.js";
import type { Engine, EngineOptions, EngineState, Executable, TensorValue } from "../engine.js";
import { checkFeeds } from "../feeds.js";
import { checkStates, checkStateValues } from "../states.js";
import { lowerProgram, type LoweringName } from "./lower.js";
import { feedInput, resultOutput, stateInput, updateOutput } from "./names.js";

type Ort = typeof import("onnxruntime-common");

/** Loads ONNX Runtime and returns an engine on it. Throws where the native library does not load. */
export function createOnnxEngine(options: EngineOptions): Engine {
  const ort = loadOrt();
  const threads = options.threads ?? availableParallelism();
  return {
    name: "onnx",
    compile: (program) => compile(ort, program, threads, options.lowering ?? "fast"),
    createState: async (values) => OnnxState.of(ort, values),
    dispose: async () => {},
  };
}

function loadOrt(): Ort {
  try {
    // A CommonJS package with a native part; `require` gives its plain exports.
    return createRequire(import.meta.url)("onnxruntime-node") as Ort;
  } catch (cause) {
    throw new Error(
      "The onnx engine needs the native library of the npm package onnxruntime-node, which did not load",
      {
        cause,
      },
    );
  }
}

async function compile(
  ort: Ort,
  program: Program,
  threads: number,
  lowering: LoweringName,
): Promise<Executable> {
  const session = await ort.InferenceSession.create(lowerProgram(program, lowering), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    // Planning memory ahead doubles it and gains no time; reuse within the arena does.
    enableMemPattern: false,
    enableCpuMemArena: true,
    logSeverityLevel: 3,
  });
  return new OnnxExecutable(ort, session, program);
}

class OnnxState implements EngineState {
  private constructor(readonly tensors: Map<string, OrtTensor>) {}

  static of(ort: Ort, values: ReadonlyMap<string, TensorValue>): OnnxState {
    checkStateValues(values);
    const tensors = new Map<string, OrtTensor>();
    for (const [name, { shape, data }] of values) {
      tensors.set(name, new ort.Tensor("float32", data.slice(), shape));
    }
    return new OnnxState(tensors);
  }

  async read(): Promise<Map<string, TensorValue>> {
    return new Map(
      [...this.tensors].map(([name, tensor]) => [
        name,
        { shape: [...tensor.dims], data: floats(tensor).slice() },
      ]),
    );
  }

  async dispose(): Promise<void> {
    this.tensors.clear();
  }
}

class OnnxExecutable implements Executable {
  constructor(
    private readonly ort: Ort,
    private readonly session: InferenceSession,
    private readonly program: Program,
  ) {}

  async run(
    state: EngineState,
    feeds: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>> {
    if (!(state instanceof OnnxState)) throw new TypeError("The state belongs to another engine");
    checkFeeds(this.program, feeds);
    checkStates(this.program, (name) => state.tensors.get(name)?.dims);
    const inputs: Record<string, OrtTensor> = {};
    for (const { name, shape } of this.program.feeds) {
      const data = feeds[name];
      if (data !== undefined) inputs[feedInput(name)] = new this.ort.Tensor("float32", data, shape);
    }
    for (const { name } of this.program.states) {
      const tensor = state.tensors.get(name);
      if (tensor !== undefined) inputs[stateInput(name)] = tensor;
    }

    const results = await this.session.run(inputs);
    for (const name of this.program.updates.keys()) {
      const tensor = results[updateOutput(name)];
      if (tensor !== undefined) state.tensors.set(name, tensor);
    }
    const outputs: Record<string, Float32Array> = {};
    for (const name of this.program.outputs.keys()) {
      const tensor = results[resultOutput(name)];
      if (tensor !== undefined) outputs[name] = floats(tensor);
    }
    return outputs;
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}

function floats(tensor: OrtTensor): Float32Array {
  if (!(tensor.data instanceof Float32Array))
    throw new TypeError(`ONNX Runtime returned ${tensor.type}, not floats`);
  return tensor.data;
}
