/** Everything there is to say about a code: its row of the table, and what the compiler says about the wrong example. */
import { compile } from "../compile.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { renderDiagnostics } from "../diagnostics/render.js";
import { type DiagnosticCode, type DiagnosticRow, diagnosticTable } from "../diagnostics/table.js";

export interface Explanation extends DiagnosticRow {
  readonly code: DiagnosticCode;
  /** What the wrong example gives: one diagnostic of this code. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The path under which the wrong examples are compiled. */
const examplePath = "example.swwae";

/** All codes, in order. */
export const diagnosticCodes = (Object.keys(diagnosticTable) as DiagnosticCode[]).sort();

/** Explains a code. */
export function explain(code: DiagnosticCode): Explanation {
  const row: DiagnosticRow = diagnosticTable[code];
  const host = { read: (path: string) => (path === examplePath ? row.wrong : (row.files?.[path] ?? null)) };
  const { diagnostics } = compile({ path: examplePath, text: row.wrong }, { host });
  return { code, ...row, diagnostics };
}

/** The diagnostic of the wrong example as a terminal shows it, without the pointer to `swwae explain`. */
export function renderExample({ wrong, diagnostics }: Explanation, { color }: { color: boolean }): string {
  return renderDiagnostics(diagnostics, wrong, { color })
    .split("\n")
    .filter((line) => !line.includes("explain: swwae explain"))
    .join("\n");
}
