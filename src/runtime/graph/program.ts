/**
 * A program: a finished step graph, with what goes in, what comes out and what is remembered between runs.
 * It is all that an engine gets to see.
 */
import { feedOp, stateOp, type FeedAttributes, type StateAttributes } from "../ops/source.js";
import type { Graph, Node, Tensor } from "./graph.js";
import type { Shape } from "./shape.js";

/** A tensor that the caller gives at every run. */
export interface Feed {
  readonly name: string;
  readonly shape: Shape;
  /** What it holds: images and labels, a single number, or the mask of a dropout (0 or 1/(1−rate)). */
  readonly kind: "data" | "scalar" | "dropout";
  /** Rate of the dropout; 0 for the other kinds. */
  readonly rate: number;
}

/** A tensor that the engine keeps between runs: a parameter, a running statistic, a moment of the optimiser. */
export interface StateSlot {
  readonly name: string;
  readonly shape: Shape;
  /** How it begins: as the model's initialiser says, or at zero (the optimiser's moments). */
  readonly initial: "parameter" | "zeros";
}

export interface Program {
  readonly name: string;
  /** Everything that the outputs and updates need, and nothing else; inputs come before their users. */
  readonly nodes: readonly Node[];
  readonly feeds: readonly Feed[];
  readonly states: readonly StateSlot[];
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** Values that replace states after each run, by the state's name. */
  readonly updates: ReadonlyMap<string, Tensor>;
}

/**
 * Ends the recording: cuts away whatever neither an output nor an update needs.
 *
 * An update recorded by a layer (batch norm's running statistics) stays only where that layer takes part in the outputs or
 * in the given updates: a branch that a mode has cut off must not live on for its statistics.
 */
export function finishProgram(
  name: string,
  graph: Graph,
  outputs: ReadonlyMap<string, Tensor>,
  givenUpdates: ReadonlyMap<string, Tensor> = new Map(),
): Program {
  const needed = ancestors(graph, [...outputs.values(), ...givenUpdates.values()]);
  const updates = new Map(givenUpdates);
  for (const { state, value, because } of graph.updates) {
    if (needed.has(because.node)) updates.set(stateName(state), value);
  }
  const alive = ancestors(graph, [...outputs.values(), ...updates.values()]);
  const nodes = graph.nodes.filter((node) => alive.has(node));

  return {
    name,
    nodes,
    feeds: nodes.filter((node) => node.op.name === feedOp.name).map(feedOf),
    states: nodes.filter((node) => node.op.name === stateOp.name).map(slotOf),
    outputs,
    updates,
  };
}

/** The name under which an engine keeps a state. */
export function stateName(state: Tensor): string {
  return (state.node.attributes as StateAttributes).name;
}

function feedOf(node: Node): Feed {
  const { name, shape, kind, rate } = node.attributes as FeedAttributes;
  return { name, shape, kind, rate };
}

function slotOf(node: Node): StateSlot {
  const { name, shape, initial } = node.attributes as StateAttributes;
  return { name, shape, initial };
}

function ancestors(graph: Graph, ends: readonly Tensor[]): ReadonlySet<Node> {
  const found = new Set<Node>(ends.map((tensor) => tensor.node));
  for (let id = graph.nodes.length - 1; id >= 0; id -= 1) {
    const node = graph.nodes[id];
    if (node !== undefined && found.has(node)) node.inputs.forEach((input) => found.add(input.node));
  }
  return found;
}
