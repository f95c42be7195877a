/** A program as readable text: what goes in, one line for each step in the order in which it runs, what comes out. */
import type { AttributeValue, Node, Tensor } from "./graph.js";
import type { Feed, Program, StateSlot } from "./program.js";
import { formatShape } from "./shape.js";

/** A line: what it says, and the shape that stands in a column of its own. */
type Line = readonly [left: string, right: string];

/** Lines longer than this push their shape out of its column instead of pushing the column. */
const widest = 72;

/** Numbers of a constant that are written out; the rest is left to an ellipsis. */
const writtenNumbers = 12;

/**
 * Writes a program down. Feeds and states go by their names and single numbers by themselves; every other value gets a number
 * in the order of its making:
 *
 *     %3 = conv2d(image, encoder.bottom.kernel)     [2, 4, 4, 3]
 *     %5, %6 = maxPool(%4, size [2, 2])             [2, 2, 2, 3], switches of [2, 4, 4, 3]
 */
export function printProgram(program: Program): string {
  const names = nameValues(program);
  const nameOf = (tensor: Tensor): string => names.get(tensor) ?? "?";
  const ends = (values: ReadonlyMap<string, Tensor>, sign: string): readonly Line[] =>
    [...values].map(([name, tensor]): Line => [`${name} ${sign} ${nameOf(tensor)}`, ""]);

  const sections: readonly (readonly [title: string, lines: readonly Line[]])[] = [
    ["feeds", program.feeds.map(describeFeed)],
    ["states", program.states.map(describeState)],
    ["steps", program.nodes.filter((node) => !isNamed(node)).map((node) => describeStep(node, nameOf))],
    ["outputs", ends(program.outputs, "=")],
    ["updates", ends(program.updates, "←")],
  ];
  const lefts = sections.flatMap(([, lines]) => lines.map(([left]) => left.length));
  const width = Math.min(widest, Math.max(0, ...lefts));
  const body = sections.flatMap(([title, lines]) =>
    lines.length === 0
      ? []
      : ["", title, ...lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd())],
  );
  return `program ${program.name}\n${body.join("\n")}\n`;
}

/** The name of every value: that of its feed or state, the number that it is, or its own number. */
function nameValues(program: Program): ReadonlyMap<Tensor, string> {
  const names = new Map<Tensor, string>();
  let made = 0;
  for (const node of program.nodes) {
    for (const output of node.outputs) {
      if (!isNamed(node)) made += 1;
      names.set(output, isNamed(node) ? ownName(node) : `%${made}`);
    }
  }
  return names;
}

/** Feeds, states and single numbers need no step of their own. */
function isNamed(node: Node): boolean {
  const { name } = node.op;
  return name === "feed" || name === "state" || (name === "constant" && node.outputs[0]?.shape.length === 0);
}

function ownName({ attributes: { name, value } }: Node): string {
  return typeof name === "string" ? name : describeAttribute(value).replace(/^\[(.*)\]$/, "$1");
}

function describeFeed({ name, shape, kind, rate }: Feed): Line {
  return [name, formatShape(shape) + (kind === "dropout" ? `, the mask of a dropout of ${rate}` : "")];
}

function describeState({ name, shape, initial }: StateSlot): Line {
  return [name, formatShape(shape) + (initial === "zeros" ? ", from zeros" : "")];
}

function describeStep(node: Node, nameOf: (tensor: Tensor) => string): Line {
  const given = [...node.inputs.map(nameOf), ...describeAttributes(node)];
  return [
    `${node.outputs.map(nameOf).join(", ")} = ${node.op.name}(${given.join(", ")})`,
    node.outputs.map(describeType).join(", "),
  ];
}

/** The attributes that the result does not show: neither the shape that it has nor what is switched off. */
function describeAttributes({ op, attributes }: Node): readonly string[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    if (value === false || key === "shape" || key === "map") return [];
    if (value === true) return [key];
    return [op.name === "constant" ? describeAttribute(value) : `${key} ${describeAttribute(value)}`];
  });
}

/** Numbers as precise as an engine's 32 bits. */
function describeAttribute(value: AttributeValue | undefined): string {
  if (typeof value === "number") return String(Number(value.toPrecision(7)));
  if (typeof value !== "object") return String(value);
  const written = value.slice(0, writtenNumbers).map(describeAttribute);
  return `[${written.join(", ")}${value.length > writtenNumbers ? ", …" : ""}]`;
}

function describeType({ type }: Tensor): string {
  return type.kind === "switch" ? `switches of ${formatShape(type.map)}` : formatShape(type.shape);
}
