/** One program, ready to run by tfjs' kernels: node after node, each value freed after its last use. */
import * as tf from "@tensorflow/tfjs-core";
import type { Node, Tensor } from "../../graph/graph.js";
import { invariant } from "../../graph/invariant.js";
import type { Program } from "../../graph/program.js";
import type { FeedAttributes, StateAttributes } from "../../ops/source.js";
import type { EngineState, Executable } from "../engine.js";
import { checkFeeds } from "../feeds.js";
import { checkStates } from "../states.js";
import { expectBackend } from "./backend.js";
import { kernelOf } from "./kernels/index.js";
import { TfjsState } from "./states.js";

/** What a run has computed so far. */
type Values = Map<Tensor, tf.Tensor>;

type Feeds = Readonly<Record<string, Float32Array>>;

export class TfjsExecutable implements Executable {
  readonly #program: Program;
  /** For each node, the values that nothing needs once it has run. */
  readonly #freed: ReadonlyMap<Node, readonly Tensor[]>;

  constructor(program: Program) {
    this.#program = program;
    this.#freed = lastUses(program);
  }

  async run(state: EngineState, feeds: Feeds): Promise<Record<string, Float32Array>> {
    invariant(state instanceof TfjsState, "the tfjs engine was given a state of another engine");
    expectBackend();
    checkFeeds(this.#program, feeds);
    checkStates(this.#program, (name) => state.shapeOf(name));
    // Whatever a failing kernel leaves behind is freed with the scope.
    return tf.tidy(() => this.#runInScope(state, feeds));
  }

  async dispose(): Promise<void> {}

  #runInScope(state: TfjsState, feeds: Feeds): Record<string, Float32Array> {
    const values: Values = new Map();
    for (const node of this.#program.nodes) {
      const outputs = runNode(node, values, state, feeds);
      node.outputs.forEach((output, index) => values.set(output, expectValue(outputs[index], output)));
      for (const tensor of this.#freed.get(node) ?? []) {
        values.get(tensor)?.dispose();
        values.delete(tensor);
      }
    }

    const outputs = Object.fromEntries(
      [...this.#program.outputs].map(([name, tensor]) => [
        name,
        Float32Array.from(valueOf(tensor, values).dataSync()),
      ]),
    );
    // All new values exist before the first state changes: an update may read what another replaces.
    for (const [name, tensor] of this.#program.updates) {
      state.replace(name, valueOf(tensor, values).clone());
    }
    return outputs;
  }
}

/** The outputs of a node, in new tensors of their own. */
function runNode(node: Node, values: Values, state: TfjsState, feeds: Feeds): tf.Tensor[] {
  const name = node.op.name;
  if (name === "feed") return [feedTensor(node.attributes as FeedAttributes, feeds)];
  if (name === "state") return [stateTensor(node.attributes as StateAttributes, state)];
  const inputs = node.inputs.map((input) => valueOf(input, values));
  return tf.tidy(() => kernelOf(name)(inputs, node));
}

function feedTensor({ name, shape }: FeedAttributes, feeds: Feeds): tf.Tensor {
  const data = feeds[name];
  invariant(data !== undefined, `the feed ${name} was checked`);
  // A copy: a state that is updated to what was fed must not change with the caller's array.
  return tf.tensor(data.slice(), [...shape], "float32");
}

function stateTensor({ name }: StateAttributes, state: TfjsState): tf.Tensor {
  const tensor = state.get(name);
  invariant(tensor !== undefined, `the state ${name} was checked`);
  return tensor.clone();
}

function valueOf(tensor: Tensor, values: Values): tf.Tensor {
  const value = values.get(tensor);
  invariant(value !== undefined, `${tensor.node.op.name} runs before what it needs`);
  return value;
}

/** Asserts that a kernel keeps to the shape rule of its op (a switch is stored as a mask, of a shape of its own). */
function expectValue(value: tf.Tensor | undefined, { node, type }: Tensor): tf.Tensor {
  invariant(value !== undefined, `the kernel of ${node.op.name} returns too little`);
  invariant(
    type.kind === "switch" || tf.util.arraysEqual(value.shape, [...type.shape]),
    `the kernel of ${node.op.name} returns [${value.shape.join(", ")}], not [${type.shape.join(", ")}]`,
  );
  return value;
}

/** For each node the values that it is the last to use; outputs and updates are used after all nodes. */
function lastUses(program: Program): ReadonlyMap<Node, readonly Tensor[]> {
  const last = new Map<Tensor, Node>();
  for (const node of program.nodes) {
    for (const tensor of [...node.outputs, ...node.inputs]) last.set(tensor, node);
  }
  for (const kept of [...program.outputs.values(), ...program.updates.values()]) last.delete(kept);

  const freed = new Map<Node, Tensor[]>();
  for (const [tensor, node] of last) freed.set(node, [...(freed.get(node) ?? []), tensor]);
  return freed;
}
