/** Diagnostics as SARIF 2.1.0, the format of static analysis results that code hosts and editors read. */
import { createSourceFile, type SourceFile } from "../source/sourceFile.js";
import { rangeOf } from "../source/textRange.js";
import type { Span } from "../source/span.js";
import type { Diagnostic, Fix } from "./diagnostic.js";
import { type DiagnosticCode, type DiagnosticRow, diagnosticTable } from "./table.js";

/** A source with what was found in it. */
export interface DiagnosedSource {
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * One run over all sources, as data that JSON.stringify writes: a rule for each code that occurs, a result for each diagnostic, its fix as
 * changes of the artifact. `version` is that of swwae.
 */
export function diagnosticsToSarif(sources: readonly DiagnosedSource[], { version }: { version: string }) {
  const found = new Set(sources.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const codes = [...found].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "swwae", semanticVersion: version, rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        newlineSequences: ["\r\n", "\n", "\r"],
        artifacts: sources.map(({ path }) => ({ location: { uri: uriOf(path) }, encoding: "UTF-8" })),
        results: sources.flatMap(({ path, text, diagnostics }, artifact) => {
          const source = createSourceFile(path, text);
          return diagnostics.map((diagnostic) =>
            result(diagnostic, codes.indexOf(diagnostic.code), source, artifact),
          );
        }),
      },
    ],
  };
}

function rule(code: DiagnosticCode) {
  const { severity, message, explanation, wrong, right }: DiagnosticRow = diagnosticTable[code];
  return {
    id: code,
    shortDescription: { text: message },
    fullDescription: { text: explanation },
    help: {
      text: `${explanation}\n\nWrong:\n${wrong}\n\nRight:\n${right}`,
      markdown: `${explanation}\n\n**Wrong**\n\n${fenced(wrong)}\n\n**Right**\n\n${fenced(right)}`,
    },
    defaultConfiguration: { level: severity },
  };
}

function fenced(text: string): string {
  return `\`\`\`swwae\n${text}\n\`\`\``;
}

function result(diagnostic: Diagnostic, ruleIndex: number, source: SourceFile, artifact: number) {
  const { code, severity, message, label, notes, span, fix } = diagnostic;
  const artifactLocation = { uri: uriOf(source.path), index: artifact };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: [label === "" ? message : `${message}: ${label}`, ...notes].join("\n") },
    locations: [{ physicalLocation: { artifactLocation, region: region(source, span) } }],
    ...(fix && { fixes: [sarifFix(fix, source, artifactLocation)] }),
  };
}

function sarifFix({ title, edits }: Fix, source: SourceFile, artifactLocation: { uri: string }) {
  const replacements = edits.map(({ span, text }) => ({
    deletedRegion: region(source, span),
    ...(text !== "" && { insertedContent: { text } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

function region(source: SourceFile, span: Span) {
  const { offset, length, line, column, endLine, endColumn } = rangeOf(source, span);
  return {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    charOffset: offset,
    charLength: length,
  };
}

/** A path as a URI: relative ones stay relative; a drive's letter is no scheme. */
function uriOf(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  if (path.startsWith("/")) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${encoded.replace("%3A", ":")}` : encoded;
}
