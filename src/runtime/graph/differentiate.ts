/**
 * Reverse-mode differentiation on the step graph.
 *
 * Each op states its own gradient rule in terms of other ops; this file only applies them from the loss backwards and adds
 * up what arrives at a tensor from several places. The result is more graph, printed, optimised and run like the rest.
 */
import { add } from "../ops/add.js";
import { constant } from "../ops/source.js";
import { Tensor, type Node } from "./graph.js";
import { invariant } from "./invariant.js";

/**
 * The gradients of a scalar with respect to some tensors.
 *
 * @param loss a tensor of shape []
 * @returns one tensor for each of `withRespectTo`, of its shape; null where the loss does not depend on it
 */
export function differentiate(loss: Tensor, withRespectTo: readonly Tensor[]): (Tensor | null)[] {
  invariant(loss.shape.length === 0, "only a scalar can be differentiated");
  const graph = loss.graph;
  const moving = dependents(graph.nodes, withRespectTo);
  const gradients = new Map<Tensor, Tensor>([[loss, constant(graph, 1)]]);

  for (let id = loss.node.id; id >= 0; id -= 1) {
    const node = graph.nodes[id];
    if (node === undefined || !moving.has(node) || node.inputs.length === 0) continue;
    const arriving = node.outputs.map((output) => gradients.get(output) ?? null);
    if (arriving.every((gradient) => gradient === null)) continue;

    invariant(node.op.gradient !== undefined, `${node.op.name} has no gradient rule`);
    const passedOn = node.op.gradient({
      inputs: node.inputs,
      outputs: node.outputs,
      attributes: node.attributes,
      gradients: arriving,
    });
    node.inputs.forEach((input, position) => {
      const gradient = passedOn[position] ?? null;
      if (gradient === null || !moving.has(input.node)) return;
      const sofar = gradients.get(input);
      gradients.set(input, sofar === undefined ? gradient : add(sofar, gradient));
    });
  }
  return withRespectTo.map((tensor) => gradients.get(tensor) ?? null);
}

/** The nodes whose value changes when one of the given tensors does. */
function dependents(nodes: readonly Node[], sources: readonly Tensor[]): ReadonlySet<Node> {
  const moving = new Set<Node>(sources.map((tensor) => tensor.node));
  for (const node of nodes) {
    if (node.inputs.some((input) => moving.has(input.node))) moving.add(node);
  }
  return moving;
}
