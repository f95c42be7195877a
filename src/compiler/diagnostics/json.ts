/** Diagnostics as plain data, for editors and other programs; docs/schemas/diagnostics.schema.json describes it. */
import { type SourceFile, sourceReader, type SourceTexts } from "../source/sourceFile.js";
import { rangeOf, type TextRange } from "../source/textRange.js";
import type { Diagnostic, Fix, Severity } from "./diagnostic.js";

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly label: string;
  readonly path: string;
  readonly range: TextRange;
  readonly notes: readonly string[];
  readonly fix: JsonFix | null;
}

export interface JsonFix {
  readonly title: string;
  /** True where `swwae check --fix` applies it; see {@link Fix.safe}. */
  readonly safe: boolean;
  readonly edits: readonly { readonly range: TextRange; readonly text: string }[];
}

/** Diagnostics as data that JSON.stringify writes; `sources` is the text of the one file, or the texts of all by their paths. */
export function diagnosticsToJson(
  diagnostics: readonly Diagnostic[],
  sources: SourceTexts,
): JsonDiagnostic[] {
  const sourceOf = sourceReader(sources);
  return diagnostics.map(({ code, severity, message, label, path, span, notes, fix }) => ({
    code,
    severity,
    message,
    label,
    path,
    range: rangeOf(sourceOf(path), span),
    notes,
    fix: fix && fixToJson(fix, sourceOf(path)),
  }));
}

function fixToJson({ title, safe, edits }: Fix, source: SourceFile): JsonFix {
  return { title, safe, edits: edits.map(({ span, text }) => ({ range: rangeOf(source, span), text })) };
}
