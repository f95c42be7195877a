/** Recorded computations, recorded once more with another beginning. */
import type { Tensor } from "./graph.js";
import { invariant } from "./invariant.js";

/**
 * What `result` would be if `replacement` stood in the place of `replaced`: every op between the two is recorded again, on
 * the replacement. What depends on neither stays shared.
 *
 * @param replacement of the shape of `replaced`
 * @returns a tensor of the shape of `result`; `result` itself where it does not depend on `replaced`
 */
export function substitute(result: Tensor, replaced: Tensor, replacement: Tensor): Tensor {
  const { graph } = result;
  const replacements = new Map<Tensor, Tensor>([[replaced, replacement]]);
  for (let id = replaced.node.id + 1; id <= result.node.id; id += 1) {
    const node = graph.nodes[id];
    invariant(node !== undefined, "a graph's nodes have no gaps");
    if (!node.inputs.some((input) => replacements.has(input))) continue;
    const inputs = node.inputs.map((input) => replacements.get(input) ?? input);
    const outputs = graph.add(node.op, inputs, node.attributes);
    node.outputs.forEach((output, index) => {
      const again = outputs[index];
      if (again !== undefined) replacements.set(output, again);
    });
  }
  return replacements.get(result) ?? result;
}
