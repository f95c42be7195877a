/** Diagnostics as plain data, for editors and other programs. */
import { createSourceFile, positionAt } from "../source/sourceFile.js";
import type { Diagnostic, Severity } from "./diagnostic.js";

/** Lines and columns count from 1, offsets from 0; ends are exclusive. */
export interface JsonRange {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly label: string;
  readonly path: string;
  readonly range: JsonRange;
  readonly notes: readonly string[];
  readonly fix: {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly range: JsonRange; readonly text: string }[];
  } | null;
}

/** The diagnostics of one source as data that JSON.stringify writes. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[], sourceText: string): JsonDiagnostic[] {
  const source = createSourceFile("", sourceText);
  const range = ({ start, end }: Diagnostic["span"]): JsonRange => {
    const first = positionAt(source, start);
    const last = positionAt(source, end);
    return { offset: start, length: end - start, ...first, endLine: last.line, endColumn: last.column };
  };
  return diagnostics.map(({ code, severity, message, label, path, span, notes, fix }) => ({
    code,
    severity,
    message,
    label,
    path,
    range: range(span),
    notes,
    fix: fix && {
      title: fix.title,
      safe: fix.safe,
      edits: fix.edits.map((edit) => ({ range: range(edit.span), text: edit.text })),
    },
  }));
}
