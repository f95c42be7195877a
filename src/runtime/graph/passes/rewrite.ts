/** Rewriting a program: every node is copied into a new graph unless a rule has something better for it. */
import type { OpName } from "../../ops/index.js";
import { Graph, type Node, type Tensor } from "../graph.js";
import { invariant } from "../invariant.js";
import { finishProgram, type Program } from "../program.js";

/**
 * A rule looks at a node that is about to be copied. `inputs` are its inputs in the new graph; what it returns takes the
 * place of the node's outputs, null leaves the node as it is. A rule may only return tensors of the same types and values.
 */
export type RewriteRule = (node: Node, inputs: readonly Tensor[]) => readonly Tensor[] | null;

/** Applies rules to every node once, in order, and cuts away what is no longer needed. */
export function rewrite(program: Program, rules: readonly RewriteRule[]): Program {
  const first = program.nodes[0];
  if (first === undefined) return program;
  const graph = new Graph(first.graph.training);
  const replaced = new Map<Tensor, Tensor>();
  const current = (tensor: Tensor): Tensor => {
    const found = replaced.get(tensor);
    invariant(found !== undefined, "a node was rewritten before its inputs");
    return found;
  };

  for (const node of program.nodes) {
    const inputs = node.inputs.map(current);
    const outputs = firstMatch(rules, node, inputs) ?? graph.add(node.op, inputs, node.attributes);
    node.outputs.forEach((output, at) => {
      const next = outputs[at];
      invariant(next !== undefined, `a rule forgot output ${at} of ${node.op.name}`);
      replaced.set(output, next);
    });
  }
  const move = (tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> =>
    new Map([...tensors].map(([name, tensor]) => [name, current(tensor)]));
  return finishProgram(program.name, graph, move(program.outputs), move(program.updates));
}

function firstMatch(
  rules: readonly RewriteRule[],
  node: Node,
  inputs: readonly Tensor[],
): readonly Tensor[] | null {
  for (const rule of rules) {
    const outputs = rule(node, inputs);
    if (outputs !== null) return outputs;
  }
  return null;
}

/** The inputs of a tensor's node if it is a call of the op, else null. */
export function inputsIfCall(tensor: Tensor | undefined, op: OpName): readonly Tensor[] | null {
  return tensor !== undefined && tensor.node.op.name === op ? tensor.node.inputs : null;
}
