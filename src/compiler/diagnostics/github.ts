/** Diagnostics as GitHub's workflow commands, which show them beside the lines of a pull request. */
import { createSourceFile } from "../source/sourceFile.js";
import { rangeOf } from "../source/textRange.js";
import type { DiagnosedSource } from "./sarif.js";

/**
 * One line for each diagnostic: `::error file=a.swwae,line=3,col=5,endLine=3,endColumn=9,title=SW0203::unknown layer …`. The message carries the
 * label, the notes and the fix on lines of their own, escaped as workflow commands want it.
 */
export function githubAnnotations({ path, text, diagnostics }: DiagnosedSource): string[] {
  const source = createSourceFile(path, text);
  return diagnostics.map(({ code, severity, message, label, notes, span, fix }) => {
    const { line, column, endLine, endColumn } = rangeOf(source, span);
    // Columns are shown only where the annotation stays on one line.
    const place = line === endLine ? { line, col: column, endLine, endColumn } : { line, endLine };
    const properties = Object.entries({ file: path, ...place, title: code })
      .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
      .join(",");
    const lines = [
      label === "" ? message : `${message}: ${label}`,
      ...notes,
      ...(fix === null ? [] : [`fix: ${fix.title}`]),
    ];
    return `::${severity} ${properties}::${escapeData(lines.join("\n"))}`;
  });
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
