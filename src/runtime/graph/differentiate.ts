/**
 * Reverse-mode differentiation on the step graph.
 *
 * Each op states its own gradient rule in terms of other ops; this file only applies them from the loss backwards and adds
 * up what arrives at a tensor from several places. The result is more graph, printed, optimised and run like the rest.
 */
import { add } from "../ops/add.js";
import { constant } from "../ops/source.js";
import { Tensor, type Node, type OpDefinition } from "./graph.js";
import { invariant } from "./invariant.js";

/**
 * The gradients of a scalar with respect to some tensors.
 *
 * @param loss a tensor of shape []
 * @returns one tensor for each of `withRespectTo`, of its shape; null where the loss does not depend on it
 */
export function differentiate(loss: Tensor, withRespectTo: readonly Tensor[]): (Tensor | null)[] {
  invariant(loss.shape.length === 0, "only a scalar can be differentiated");
  return passBack(loss, constant(loss.graph, 1), withRespectTo);
}

/** Rules that stand in for those of some ops, by the op's name. */
export type BackwardRules = Readonly<Record<string, NonNullable<OpDefinition["gradient"]>>>;

/**
 * Hands a signal from a tensor down to others by the ops' gradient rules: with the gradient of a loss as its signal, this is
 * the chain rule.
 *
 * @param signal what arrives at `output`, of its shape
 * @param rules taken instead of the ops' own
 * @returns one tensor for each of `receivers`, of its shape; null where nothing comes through
 */
export function passBack(
  output: Tensor,
  signal: Tensor,
  receivers: readonly Tensor[],
  rules: BackwardRules = {},
): (Tensor | null)[] {
  const graph = output.graph;
  const moving = dependents(graph.nodes, receivers);
  const signals = new Map<Tensor, Tensor>([[output, signal]]);

  for (let id = output.node.id; id >= 0; id -= 1) {
    const node = graph.nodes[id];
    if (node === undefined || !moving.has(node) || node.inputs.length === 0) continue;
    const arriving = node.outputs.map((output) => signals.get(output) ?? null);
    if (arriving.every((gradient) => gradient === null)) continue;

    const rule = Object.hasOwn(rules, node.op.name) ? rules[node.op.name] : node.op.gradient;
    invariant(rule !== undefined, `${node.op.name} has no gradient rule`);
    const { inputs, outputs, attributes } = node;
    const passedOn = rule({ inputs, outputs, attributes, gradients: arriving });
    inputs.forEach((input, position) => {
      const gradient = passedOn[position] ?? null;
      if (gradient === null || !moving.has(input.node)) return;
      const sofar = signals.get(input);
      signals.set(input, sofar === undefined ? gradient : add(sofar, gradient));
    });
  }
  return receivers.map((tensor) => signals.get(tensor) ?? null);
}

/** The nodes whose value changes when one of the given tensors does. */
function dependents(nodes: readonly Node[], sources: readonly Tensor[]): ReadonlySet<Node> {
  const moving = new Set<Node>(sources.map((tensor) => tensor.node));
  for (const node of nodes) {
    if (node.inputs.some((input) => moving.has(input.node))) moving.add(node);
  }
  return moving;
}
