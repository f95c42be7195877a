/** What every lowering asks of a node of the step graph. */
import type { Node, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";

/** A tensor's name within a lowering, for keys of what is made once. */
export function keyOf({ node, index }: Tensor): string {
  return `${node.id}.${index}`;
}

/** The input of a node at a position. */
export function inputOf({ inputs, op }: Node, position = 0): Tensor {
  const input = inputs[position];
  invariant(input !== undefined, `${op.name} has no input ${position}`);
  return input;
}

/** The output of a node at a position. */
export function outputOf({ outputs, op }: Node, position = 0): Tensor {
  const output = outputs[position];
  invariant(output !== undefined, `${op.name} has no output ${position}`);
  return output;
}
