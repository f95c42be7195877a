/** One program as a session of ONNX Runtime. */
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-common";
import { invariant } from "../../graph/invariant.js";
import type { Program } from "../../graph/program.js";
import type { EngineState, Executable } from "../engine.js";
import { checkFeeds } from "../feeds.js";
import { checkStates } from "../states.js";
import { feedInput, resultOutput, stateInput, updateOutput } from "./names.js";
import { floats, type Ort } from "./ort.js";
import { OnnxState } from "./states.js";

type Feeds = Readonly<Record<string, Float32Array>>;

export class OnnxExecutable implements Executable {
  readonly #ort: Ort;
  readonly #session: InferenceSession;
  readonly #program: Program;

  constructor(ort: Ort, session: InferenceSession, program: Program) {
    this.#ort = ort;
    this.#session = session;
    this.#program = program;
  }

  async run(state: EngineState, feeds: Feeds): Promise<Record<string, Float32Array>> {
    invariant(
      state instanceof OnnxState && state.ort === this.#ort,
      "an engine on ONNX Runtime was given a state of another engine",
    );
    checkFeeds(this.#program, feeds);
    checkStates(this.#program, (name) => state.shapeOf(name));
    const results = await this.#session.run(this.#inputs(state, feeds));
    for (const name of this.#program.updates.keys()) {
      state.replace(name, resultOf(results, updateOutput(name)));
    }
    return Object.fromEntries(
      [...this.#program.outputs.keys()].map((name) => [name, floats(resultOf(results, resultOutput(name)))]),
    );
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }

  #inputs(state: OnnxState, feeds: Feeds): Record<string, OrtTensor> {
    const inputs: Record<string, OrtTensor> = {};
    for (const { name, shape } of this.#program.feeds) {
      const data = feeds[name];
      invariant(data !== undefined, `the feed ${name} was checked`);
      inputs[feedInput(name)] = new this.#ort.Tensor("float32", data, shape);
    }
    for (const { name } of this.#program.states) {
      const tensor = state.get(name);
      invariant(tensor !== undefined, `the state ${name} was checked`);
      inputs[stateInput(name)] = tensor;
    }
    return inputs;
  }
}

function resultOf(results: InferenceSession.OnnxValueMapType, name: string): OrtTensor {
  const result = results[name];
  invariant(result !== undefined, `ONNX Runtime returned no ${name}`);
  return result as OrtTensor;
}
