/** The label and the fix of a diagnostic about an unknown word. */
import { type Fix, replacement } from "../diagnostics/diagnostic.js";
import type { NameNode } from "../syntax/ast.js";

/** "did you mean `conv`?" with the edit that writes it, or `otherwise` where no known word is near. */
export function didYouMean(
  word: NameNode,
  meant: string | null,
  otherwise: string,
): { label: string; fix: Fix | null } {
  if (meant === null) return { label: otherwise, fix: null };
  return { label: `did you mean \`${meant}\`?`, fix: replacement(meant, word.span, meant) };
}
