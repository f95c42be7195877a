/** Takes out the warnings that a file silences. Diagnostics: SW0901 to SW0904. */
import {
  createDiagnostic,
  type Diagnostic,
  type Fix,
  type Report,
  safeReplacement,
} from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { type DiagnosticCode, diagnosticTable } from "../diagnostics/table.js";
import { didYouMean } from "../names/didYouMean.js";
import { fileAt, positionAt, type SourceFile } from "../source/sourceFile.js";
import type { Silence } from "./silences.js";

/** The diagnostics without the silenced ones, and with those about the silences themselves. */
export function applySilences(
  source: SourceFile,
  diagnostics: readonly Diagnostic[],
  silences: readonly Silence[],
): Diagnostic[] {
  if (silences.length === 0) return [...diagnostics];
  const own: Diagnostic[] = [];
  const report: Report = (code, details) => void own.push(createDiagnostic(source.path, code, details));
  const byPlace = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (fileAt(source, diagnostic.span.start) !== source) continue;
    const { line } = positionAt(source, diagnostic.span.start);
    for (const near of [line, line - 1]) {
      const key = `${diagnostic.code} ${near}`;
      const list = byPlace.get(key);
      if (list === undefined) byPlace.set(key, [diagnostic]);
      else list.push(diagnostic);
    }
  }
  const silenced = new Set<Diagnostic>();
  for (const silence of silences) {
    const code = knownCode(silence, report);
    if (code === null) continue;
    const { line } = positionAt(source, silence.span.start);
    const found = byPlace.get(`${code} ${line}`) ?? [];
    if (diagnosticTable[code].severity === "error") {
      report("SW0904", { span: silence.code?.span ?? silence.span, values: { code }, fix: removal(silence) });
    } else if (found.length === 0) {
      report("SW0902", {
        span: silence.span,
        values: { code },
        fix: removal(silence),
      });
    } else if (silence.reason === "") {
      report("SW0901", { span: silence.span, values: { code } });
      for (const diagnostic of found) silenced.add(diagnostic);
    } else for (const diagnostic of found) silenced.add(diagnostic);
  }
  return [...diagnostics.filter((diagnostic) => !silenced.has(diagnostic)), ...own];
}

function removal({ span }: Silence): Fix {
  return safeReplacement("remove it", span, "");
}

/** SW0903 */
function knownCode(silence: Silence, report: Report): DiagnosticCode | null {
  const { code, span } = silence;
  if (code !== null && Object.hasOwn(diagnosticTable, code.text)) return code.text as DiagnosticCode;
  const lints = Object.keys(diagnosticTable).filter(
    (name) => diagnosticTable[name as DiagnosticCode].severity === "warning",
  );
  const word = code ?? { text: "", span };
  const meant = code === null ? null : suggest(word.text.toUpperCase(), lints);
  const label = "write the code of the warning, such as // swwae-ignore SW0406 because …";
  const hint = meant === null ? { label, fix: removal(silence) } : didYouMean(word, meant, label);
  report("SW0903", {
    span: word.span,
    values: { found: code === null ? "nothing" : `\`${code.text}\`` },
    ...hint,
  });
  return null;
}
