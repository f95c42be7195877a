/** Moves a syntax tree to another place among the files of a compilation. */

/** A copy of the tree in which every span begins `by` later. */
export function shiftSpans<Node>(node: Node, by: number): Node {
  return shift(node, by) as Node;
}

function shift(node: unknown, by: number): unknown {
  if (Array.isArray(node)) return node.map((item) => shift(item, by));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node);
  if (entries.length === 2 && "start" in node && "end" in node)
    return { start: Number(node.start) + by, end: Number(node.end) + by };
  return Object.fromEntries(entries.map(([key, value]) => [key, shift(value, by)]));
}
