/** What `extends` of models and of experiments have in common: circles, and how what was taken over is told. */
import { describeLine, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";

/** Longer chains of `extends` are refused, so that none can exhaust the stack. */
const longestChain = 200;

/**
 * What is wrong where the last of `chain`, each of which extends the next, extends `found`: a circle, or a chain that is too long; null where nothing is.
 * `kind` is what they all are: "models".
 */
export function circleOf<Node>(
  chain: readonly Node[],
  found: Node,
  nameOf: (node: Node) => string,
  kind: string,
): string | null {
  if (!chain.includes(found) && chain.length <= longestChain) return null;
  const names = [...chain.slice(Math.max(0, chain.indexOf(found))), found].map(nameOf);
  return names.length > 8 ? `a chain of ${names.length} ${kind}` : `the circle: ${names.join(" → ")}`;
}

/** "in model `B` on line 20, which extends `A`"; `extending` is "model `B`", and `span` where it stands. */
export function extensionStep(extending: string, source: SourceFile, span: Span, base: string): string {
  return `in ${extending} on ${describeLine(source, span.start)}, which extends \`${base}\``;
}
