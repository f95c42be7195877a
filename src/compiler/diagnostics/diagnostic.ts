/** A diagnostic: one mistake of a spec, where it is, what was expected, why, and how to mend it. */
import type { Span } from "../source/span.js";
import { type DiagnosticCode, diagnosticTable, type MessageValues } from "./table.js";

export type Severity = "error" | "warning";

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Path of the source file, with forward slashes. */
  readonly path: string;
  /** One sentence without a full stop; words of the spec stand in backquotes. */
  readonly message: string;
  readonly span: Span;
  /** The short text under the carets; empty where the message says it all. */
  readonly label: string;
  /** Further lines, such as the chain of shapes that led here. */
  readonly notes: readonly string[];
  /** An edit of the source that removes this diagnostic; null where none can be computed. */
  readonly fix: Fix | null;
}

export interface Fix {
  /** What the edit does or writes, such as "pool 7x7 (leaves 1x1x64)". */
  readonly title: string;
  /**
   * True where the edit only writes down what was meant, so that nothing sound changes its meaning: a misspelt word with one
   * candidate, a size in another language's spelling. False where it decides something, such as the size of a pooling.
   */
  readonly safe: boolean;
  /** Replacements of stretches of the source that do not overlap, in order. */
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export interface DiagnosticDetails<Code extends DiagnosticCode> {
  readonly span: Span;
  /** What fills the placeholders of the code's message. */
  readonly values: MessageValues<Code>;
  readonly label?: string;
  readonly notes?: readonly string[];
  readonly fix?: Fix | null;
}

/** Where a phase puts the mistakes that it finds. */
export type Report = <Code extends DiagnosticCode>(code: Code, details: DiagnosticDetails<Code>) => void;

/** Makes a diagnostic from its row of the table. */
export function createDiagnostic<Code extends DiagnosticCode>(
  path: string,
  code: Code,
  details: DiagnosticDetails<Code>,
): Diagnostic {
  const row = diagnosticTable[code];
  const values: Readonly<Record<string, string | number>> = details.values;
  return {
    code,
    severity: row.severity,
    path,
    message: row.message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
    span: details.span,
    label: details.label ?? "",
    notes: details.notes ?? [],
    fix: details.fix ?? null,
  };
}

/** A fix that replaces one stretch of the source: a suggestion, which somebody has to agree to. */
export function replacement(title: string, span: Span, text: string): Fix {
  return { title, safe: false, edits: [{ span, text }] };
}

/** A fix that replaces one stretch of the source and leaves no doubt: see {@link Fix.safe}. */
export function safeReplacement(title: string, span: Span, text: string): Fix {
  return { title, safe: true, edits: [{ span, text }] };
}

/** The source after the edits of a fix. */
export function applyFix(text: string, fix: Fix): string {
  let result = "";
  let position = 0;
  for (const edit of fix.edits) {
    result += text.slice(position, edit.span.start) + edit.text;
    position = edit.span.end;
  }
  return result + text.slice(position);
}

/** Orders by place, then by code: the order in which a reader meets the mistakes. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || a.code.localeCompare(b.code, "en");
}
