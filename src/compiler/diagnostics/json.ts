/** Diagnostics as plain data, for editors and other programs; docs/schemas/diagnostics.schema.json describes it. */
import { createSourceFile } from "../source/sourceFile.js";
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

/** The diagnostics of one source as data that JSON.stringify writes. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[], sourceText: string): JsonDiagnostic[] {
  const source = createSourceFile("", sourceText);
  const fixToJson = ({ title, safe, edits }: Fix): JsonFix => ({
    title,
    safe,
    edits: edits.map(({ span, text }) => ({ range: rangeOf(source, span), text })),
  });
  return diagnostics.map(({ code, severity, message, label, path, span, notes, fix }) => ({
    code,
    severity,
    message,
    label,
    path,
    range: rangeOf(source, span),
    notes,
    fix: fix && fixToJson(fix),
  }));
}
