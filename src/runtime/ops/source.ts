/** Where values come from: fed at every run, kept by the engine between runs, or written into the graph. */
import type { Graph, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import type { Shape } from "../graph/shape.js";
import { defineOp, floats } from "./defineOp.js";

export type FeedAttributes = {
  readonly name: string;
  readonly shape: Shape;
  readonly kind: "data" | "scalar" | "dropout";
  readonly rate: number;
};

export type StateAttributes = {
  readonly name: string;
  readonly shape: Shape;
  readonly initial: "parameter" | "zeros";
};

export type ConstantAttributes = { readonly shape: Shape; readonly value: readonly number[] };

/** A tensor that the caller gives at every run. */
export const feedOp = defineOp<FeedAttributes>({ name: "feed", types: (_, { shape }) => floats(shape) });

/** A tensor that the engine keeps between runs. */
export const stateOp = defineOp<StateAttributes>({ name: "state", types: (_, { shape }) => floats(shape) });

/** Numbers that never change. */
export const constantOp = defineOp<ConstantAttributes>({
  name: "constant",
  types: (_, { shape }) => floats(shape),
});

/** Feeds data or a scalar under a name; the same name twice is the same tensor. */
export function feed(graph: Graph, name: string, shape: Shape, kind: "data" | "scalar" = "data"): Tensor {
  return only(graph.add(feedOp, [], { name, shape, kind, rate: 0 }));
}

/** Feeds the mask of one dropout: each number is 0 with probability `rate`, else 1/(1−rate). */
export function feedDropoutMask(graph: Graph, shape: Shape, rate: number): Tensor {
  return only(graph.add(feedOp, [], { name: graph.nextDropoutName(), shape, kind: "dropout", rate }));
}

/** Reads a state; the value is that of before the run. */
export function state(graph: Graph, name: string, shape: Shape, initial: "parameter" | "zeros"): Tensor {
  return only(graph.add(stateOp, [], { name, shape, initial }));
}

/** A finite number, as a tensor of shape []. */
export function constant(graph: Graph, value: number): Tensor {
  return constantTensor(graph, [], [value]);
}

/** Finite numbers in row-major order. */
export function constantTensor(graph: Graph, shape: Shape, value: readonly number[]): Tensor {
  invariant(value.every(Number.isFinite), "a constant is not finite");
  return only(graph.add(constantOp, [], { shape, value }));
}

/** The number that a tensor of shape [] is known to be, else null. */
export function numberOf({ node, shape }: Tensor): number | null {
  if (node.op.name !== constantOp.name || shape.length !== 0) return null;
  return (node.attributes as ConstantAttributes).value[0] ?? null;
}

function only(outputs: readonly Tensor[]): Tensor {
  const [output] = outputs;
  invariant(output !== undefined, "a source has one output");
  return output;
}
