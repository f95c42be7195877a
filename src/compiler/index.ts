/** The compiler's public surface. Emission is loaded on its own, lazily: `await import("./emit/typescript/index.js")`. */
export { compile, type CompileOptions, type CompileResult } from "./compile.js";
export type { CompilerHost } from "./link/link.js";
export {
  applyFix,
  type Diagnostic,
  type Fix,
  type Severity,
  type TextEdit,
} from "./diagnostics/diagnostic.js";
export { diagnosticCodes, explain, type Explanation, renderExample } from "./explain/explanation.js";
export { diagnosticsToJson, type JsonDiagnostic, type JsonFix } from "./diagnostics/json.js";
export { githubAnnotations } from "./diagnostics/github.js";
export { type DiagnosedSource, diagnosticsToSarif } from "./diagnostics/sarif.js";
export { mend, type Mended } from "./mend.js";
export { renderDiagnostics } from "./diagnostics/render.js";
export { suggest } from "./diagnostics/suggest.js";
export { type DiagnosticCode, type DiagnosticRow, diagnosticTable } from "./diagnostics/table.js";
export type * from "./plan/plan.js";
export { type ReceptiveField, receptiveFields } from "./plan/receptiveField.js";
export type { Span } from "./source/span.js";
