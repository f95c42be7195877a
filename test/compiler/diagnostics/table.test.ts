/** The examples of the table of diagnostics: each wrong one shows its code, each right one shows nothing, each fix helps. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { applyFix, type Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { spec } from "../../../src/compiler/diagnostics/example.js";
import { renderDiagnostics } from "../../../src/compiler/diagnostics/render.js";
import { type DiagnosticRow, diagnosticTable } from "../../../src/compiler/diagnostics/table.js";

const diagnose = (text: string, { files = {} }: DiagnosticRow): readonly Diagnostic[] =>
  compile({ path: "example.swwae", text }, { host: { read: (path) => files[path] ?? null } }).diagnostics;
const render = (text: string, row: DiagnosticRow): string =>
  renderDiagnostics(diagnose(text, row), text, { color: false });

describe.each(Object.entries<DiagnosticRow>(diagnosticTable))("%s", (code, row) => {
  const { severity, wrong, right } = row;

  it("is what its wrong example gives, once", () => {
    const found = diagnose(wrong, row).map((diagnostic) => [diagnostic.code, diagnostic.severity]);
    expect(found, render(wrong, row)).toEqual([[code, severity]]);
  });

  it("is not in its right example, and nothing else is", () => {
    expect(render(right, row)).toBe("");
  });

  it("goes away with the fix of its wrong example, where there is one", () => {
    for (const { fix } of diagnose(wrong, row)) {
      if (fix !== null) expect(render(applyFix(wrong, fix), row)).toBe("");
    }
  });
});

describe("the examples", () => {
  it("mostly offer a fix", () => {
    const fixed = Object.values<DiagnosticRow>(diagnosticTable).filter(
      (row) => diagnose(row.wrong, row)[0]?.fix,
    );
    expect(fixed.length).toBeGreaterThan(Object.keys(diagnosticTable).length / 2);
  });

  it("are written with the indentation of the code around them, and read without", () => {
    expect(spec`
      model M {

        input 28x28x1
      }`).toBe("model M {\n\n  input 28x28x1\n}");
  });
});
