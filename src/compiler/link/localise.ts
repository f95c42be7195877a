/** Places among all files of a compilation, told as places in the file that they lie in. */
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic.js";
import type { Plan } from "../plan/plan.js";
import { fileAt, type SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";

/** The diagnostic with the path of its file, and with where that is used; a fix of another file is left out. */
export function localiseDiagnostic(
  source: SourceFile,
  usedFrom: ReadonlyMap<string, string>,
  diagnostic: Diagnostic,
): Diagnostic {
  const file = fileAt(source, diagnostic.span.start);
  if (file === source) return diagnostic;
  const { fix } = diagnostic;
  const isHere = fix?.edits.every(({ span }) => fileAt(source, span.start) === file) ?? false;
  const note = usedFrom.get(file.path);
  return {
    ...diagnostic,
    notes: note === undefined ? diagnostic.notes : [...diagnostic.notes, note],
    path: file.path,
    span: moved(diagnostic.span, file.start),
    fix:
      fix && isHere
        ? {
            ...fix,
            edits: fix.edits.map((edit): TextEdit => ({ ...edit, span: moved(edit.span, file.start) })),
          }
        : null,
  };
}

/** The plan with the spans of other files marked by their paths. What was one object stays one. */
export function localisePlan(source: SourceFile, plan: Plan): Plan {
  const copies = new Map<object, unknown>();
  const localise = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    const known = copies.get(node);
    if (known !== undefined) return known;
    const copy = Array.isArray(node)
      ? node.map(localise)
      : isSpan(node)
        ? localiseSpan(source, node)
        : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, localise(value)]));
    copies.set(node, copy);
    return copy;
  };
  return localise(plan) as Plan;
}

function isSpan(node: object): node is Span {
  return "start" in node && "end" in node;
}

function localiseSpan(source: SourceFile, span: Span): Span {
  const file = fileAt(source, span.start);
  return file === source ? span : { ...moved(span, file.start), file: file.path };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start - by, end: end - by };
}
