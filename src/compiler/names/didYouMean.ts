/** The label and the fix of a diagnostic about an unknown word. */
import { type Fix, replacement, safeReplacement } from "../diagnostics/diagnostic.js";
import { isClearlyMeant } from "../diagnostics/suggest.js";
import type { NameNode } from "../syntax/ast.js";

/**
 * "did you mean `conv`?" with the edit that writes it, or `otherwise` where no known word is near. The edit is safe where `known` words are
 * given, of which no other is as near.
 */
export function didYouMean(
  word: NameNode,
  meant: string | null,
  otherwise: string,
  known: Iterable<string> = [],
): { label: string; fix: Fix | null } {
  if (meant === null) return { label: otherwise, fix: null };
  const replace = isClearlyMeant(word.text, known) ? safeReplacement : replacement;
  return { label: `did you mean \`${meant}\`?`, fix: replace(meant, word.span, meant) };
}

/** "conv, relu and more": the first names of a list. */
export function firstOf(names: readonly string[], most = 8): string {
  return `${names.slice(0, most).join(", ")}${names.length > most ? " and more" : ""}`;
}
