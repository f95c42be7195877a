/** Several fixes of one source at once. */
import { applyFix, type Diagnostic, type Fix, type TextEdit } from "./diagnostic.js";

/**
 * The source after as many of the diagnostics' fixes as go together, in their order, and the diagnostics whose fixes those are. A fix is applied
 * whole or not at all: one that touches a stretch that an earlier one edits waits for the next round, when its place is known again.
 */
export function applyFixes(
  text: string,
  diagnostics: readonly Diagnostic[],
): { text: string; applied: readonly Diagnostic[] } {
  const edits: TextEdit[] = [];
  const applied: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic;
    if (fix === null || fix.edits.some((edit) => edits.some((other) => touch(edit, other)))) continue;
    edits.push(...fix.edits);
    applied.push(diagnostic);
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  const together: Fix = { title: "all", safe: false, edits };
  return { text: applyFix(text, together), applied };
}

/** True where two edits overlap, or where one inserts at the other's edge, so that their order would matter. */
function touch({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}
