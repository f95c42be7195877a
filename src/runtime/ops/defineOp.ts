/** How an op is defined: its meaning in the doc comment, its shape rule and its gradient rule side by side. */
import type { Attributes, OpDefinition, TensorType } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";

/** An op as a value; the identity function, there for its types. */
export function defineOp<A extends Attributes>(definition: OpDefinition<A>): OpDefinition<A> {
  return definition;
}

/** The attributes of an op that has none. */
export type NoAttributes = Readonly<Record<never, never>>;
export const noAttributes: NoAttributes = {};

/** The types of an op with one output of numbers. */
export function floats(shape: Shape): readonly TensorType[] {
  return [{ kind: "float", shape }];
}
