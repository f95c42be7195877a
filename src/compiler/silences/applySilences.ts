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
import type { Span } from "../source/span.js";
import type { Silence } from "./silences.js";

/** The silences of the compiled file, and those of the files that it uses. */
export interface Silences {
  readonly own: readonly Silence[];
  readonly used: readonly Silence[];
}

/**
 * The diagnostics without the silenced ones, and with those about the compiled file's own silences. A used file's silences hold here too, but
 * what is wrong with them shows when that file is checked: only then is all of it looked at.
 */
export function applySilences(
  source: SourceFile,
  diagnostics: readonly Diagnostic[],
  silences: Silences,
): Diagnostic[] {
  if (silences.own.length + silences.used.length === 0) return [...diagnostics];
  const places = new Places(source, diagnostics);
  const silenced = new Set<Diagnostic>();
  for (const silence of silences.used) {
    const code = silence.code?.text;
    if (code === undefined || !isCode(code) || diagnosticTable[code].severity === "error") continue;
    for (const diagnostic of places.near(code, silence)) silenced.add(diagnostic);
  }
  const own: Diagnostic[] = [];
  const report: Report = (code, details) => void own.push(createDiagnostic(source.path, code, details));
  for (const silence of silences.own) {
    const code = knownCode(silence, report);
    if (code === null) continue;
    const found = places.near(code, silence);
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

/** Diagnostics by their code and the line that a silence of theirs stands in. */
class Places {
  private readonly byPlace = new Map<string, Diagnostic[]>();

  constructor(
    private readonly source: SourceFile,
    diagnostics: readonly Diagnostic[],
  ) {
    for (const diagnostic of diagnostics) {
      for (const before of [0, 1]) {
        const key = this.key(diagnostic.code, diagnostic.span, before);
        const list = this.byPlace.get(key);
        if (list === undefined) this.byPlace.set(key, [diagnostic]);
        else list.push(diagnostic);
      }
    }
  }

  /** The diagnostics of this code in the line of the silence or in the next. */
  near(code: DiagnosticCode, { span }: Silence): readonly Diagnostic[] {
    return this.byPlace.get(this.key(code, span, 0)) ?? [];
  }

  private key(code: DiagnosticCode, { start }: Span, linesBefore: number): string {
    return `${code} ${fileAt(this.source, start).start} ${positionAt(this.source, start).line - linesBefore}`;
  }
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(diagnosticTable, text);
}

function removal({ span }: Silence): Fix {
  return safeReplacement("remove it", span, "");
}

/** SW0903 */
function knownCode(silence: Silence, report: Report): DiagnosticCode | null {
  const { code, span } = silence;
  if (code !== null && isCode(code.text)) return code.text;
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
