/** A program as readable text: one line a node, in the order in which it runs. */
import type { Node, Tensor } from "./graph.js";
import type { Program } from "./program.js";
import { formatShape } from "./shape.js";

const sources = new Set(["feed", "state", "constant"]);

/**
 * Writes a program down. Every value gets a number in the order of its making:
 *
 *     %3 = conv2d(%0, %1)                    [2, 4, 4, 3]
 *     (%5, %6) = maxPool(%4) size=[2, 2]     [2, 2, 2, 3], switch of [2, 4, 4, 3]
 */
export function printProgram(program: Program): string {
  const names = new Map<Tensor, string>();
  const nameOf = (tensor: Tensor): string => names.get(tensor) ?? "?";
  const lines: (readonly [left: string, right: string])[] = [];

  for (const node of program.nodes) {
    node.outputs.forEach((output) => names.set(output, `%${names.size}`));
    const outputs = node.outputs.map(nameOf);
    const left = outputs.length === 1 ? outputs[0] : `(${outputs.join(", ")})`;
    lines.push([`${left} = ${describeCall(node, nameOf)}`, node.outputs.map(describeType).join(", ")]);
  }
  const width = Math.min(64, Math.max(...lines.map(([left]) => left.length)));
  const body = lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);

  for (const [name, tensor] of program.outputs) body.push(`  output ${name} = ${nameOf(tensor)}`);
  for (const [name, tensor] of program.updates) body.push(`  update ${name} = ${nameOf(tensor)}`);
  return `program ${program.name}\n${body.join("\n")}\n`;
}

function describeCall(node: Node, nameOf: (tensor: Tensor) => string): string {
  const { op, inputs, attributes } = node;
  if (sources.has(op.name)) {
    const { name, value } = attributes;
    return `${op.name} ${name ?? JSON.stringify(value)}`;
  }
  const options = Object.entries(attributes)
    .map(([key, value]) => ` ${key}=${Array.isArray(value) ? formatShape(value) : String(value)}`)
    .join("");
  return `${op.name}(${inputs.map(nameOf).join(", ")})${options}`;
}

function describeType(tensor: Tensor): string {
  const { type } = tensor;
  return type.kind === "switch" ? `switch of ${formatShape(type.map)}` : formatShape(type.shape);
}
