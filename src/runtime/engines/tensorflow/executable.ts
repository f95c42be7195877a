/** One program, loaded as a TensorFlow session; its variables hold the states that it ran on last. */
import { invariant } from "../../graph/invariant.js";
import type { Program } from "../../graph/program.js";
import type { Shape } from "../../graph/shape.js";
import type { EngineState, Executable, TensorValue } from "../engine.js";
import { checkFeeds } from "../feeds.js";
import { checkStates } from "../states.js";
import type { LoweredProgram, VariableAccess } from "./lower.js";
import type { Session } from "./native.js";
import type { Value } from "./savedModel/graphBuilder.js";
import { type Holder, TensorflowState } from "./states.js";

type Feeds = Readonly<Record<string, Float32Array>>;

export class TensorflowExecutable implements Executable, Holder {
  readonly #program: Program;
  readonly #session: Session;
  readonly #lowered: Omit<LoweredProgram, "savedModel">;
  /** What the variables hold: versions of the states of this object. */
  #loaded: { readonly state: TensorflowState; readonly versions: Map<string, number> } | undefined;

  constructor(program: Program, session: Session, lowered: Omit<LoweredProgram, "savedModel">) {
    this.#program = program;
    this.#session = session;
    this.#lowered = lowered;
  }

  async run(state: EngineState, feeds: Feeds): Promise<Record<string, Float32Array>> {
    invariant(state instanceof TensorflowState, "the tensorflow engine was given a state of another engine");
    checkFeeds(this.#program, feeds);
    checkStates(this.#program, (name) => state.shapeOf(name));
    const versions = this.#load(state);

    const { outputs, updated } = this.#lowered;
    const [, ...results] = this.#session.run(this.#inputs(feeds), [updated, ...outputs.values()]);
    const updates = [...this.#program.updates].map(([name, { shape }]): [string, Shape] => [name, shape]);
    state.moveTo(this, new Map(updates));
    for (const [name] of updates) versions.set(name, state.versionOf(name) ?? 0);
    return Object.fromEntries([...outputs.keys()].map((name, at) => [name, expectResult(results[at])]));
  }

  readVariables(names: readonly string[]): ReadonlyMap<string, Float32Array> {
    const reads = names.map((name) => this.#access(name).read);
    const results = this.#session.run(new Map(), reads);
    return new Map(names.map((name, at) => [name, expectResult(results[at])]));
  }

  async dispose(): Promise<void> {
    this.#loaded?.state.takeFrom(this);
    this.#loaded = undefined;
    this.#session.close();
  }

  /** Sees to it that the variables hold the states of `state` as they are now. */
  #load(state: TensorflowState): Map<string, number> {
    if (this.#loaded?.state !== state) {
      this.#loaded?.state.takeFrom(this);
      this.#loaded = { state, versions: new Map() };
    }
    const { versions } = this.#loaded;
    const stale = this.#program.states
      .map(({ name }) => name)
      .filter((name) => versions.get(name) !== state.versionOf(name));
    if (stale.length > 0) {
      const values = [...state.values(stale)];
      this.#session.run(
        new Map(values.map(([name, value]) => [this.#access(name).feed, value])),
        values.map(([name]) => this.#access(name).assigned),
      );
      for (const name of stale) versions.set(name, state.versionOf(name) ?? 0);
    }
    return versions;
  }

  /** What is fed is copied: TensorFlow may hold on to it for longer than the call. */
  #inputs(feeds: Feeds): Map<Value, TensorValue> {
    const inputs = new Map<Value, TensorValue>();
    for (const { name, shape } of this.#program.feeds) {
      const [value, data] = [this.#lowered.feeds.get(name), feeds[name]];
      invariant(value !== undefined && data !== undefined, `the feed ${name} was checked`);
      inputs.set(value, { shape, data: data.slice() });
    }
    return inputs;
  }

  #access(name: string): VariableAccess {
    const access = this.#lowered.variables.get(name);
    invariant(access !== undefined, `there is no variable for the state ${name}`);
    return access;
  }
}

function expectResult(result: Float32Array | undefined): Float32Array {
  invariant(result !== undefined, "TensorFlow gave fewer values than it was asked for");
  return result;
}
