import { describe, expect, it } from "vitest";
import { createDiagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { diagnosticsToJson } from "../../../src/compiler/diagnostics/json.js";
import { renderDiagnostics } from "../../../src/compiler/diagnostics/render.js";
import { diagnosticTable } from "../../../src/compiler/diagnostics/table.js";

function unknownLayer(span: { start: number; end: number }) {
  return createDiagnostic("a.swwae", "SW0203", { span, values: { word: "convv" }, label: "here" });
}

function carets(text: string, span: { start: number; end: number }): string[] {
  return renderDiagnostics([unknownLayer(span)], text, { color: false })
    .split("\n")
    .slice(2, -2);
}

describe("renderDiagnostics", () => {
  it("points at the place", () => {
    expect(renderDiagnostics([unknownLayer({ start: 2, end: 7 })], "{ convv 5x5 }", { color: false })).toBe(
      [
        "error SW0203: unknown layer `convv`",
        "  ╭─ a.swwae:1:3",
        "1 │ { convv 5x5 }",
        "  │   ^^^^^ here",
        "  │",
        "  = explain: swwae explain SW0203",
      ].join("\n"),
    );
  });

  it("shows one caret at the end of the file", () => {
    expect(carets("model", { start: 5, end: 5 })).toEqual(["1 │ model", "  │      ^ here"]);
    expect(carets("", { start: 0, end: 0 })).toEqual(["1 │ ", "  │ ^ here"]);
  });

  it("expands tabs, and counts columns as a terminal does", () => {
    expect(carets("\ta\tbc", { start: 3, end: 5 })).toEqual(["1 │     a   bc", "  │         ^^ here"]);
    expect(carets("漢e\u0301 bc", { start: 4, end: 6 })).toEqual(["1 │ 漢e\u0301 bc", "  │     ^^ here"]);
  });

  it("shows the first and the last line of a long span", () => {
    expect(carets("  ab\n  cd\n  ef", { start: 3, end: 13 })).toEqual([
      "1 │   ab",
      "  │    ^",
      "  ┆",
      "3 │   ef",
      "  │   ^ here",
    ]);
  });

  it("shows a part of a very long line", () => {
    const [line, below] = carets(`${"a".repeat(500)} bc ${"d".repeat(500)}`, { start: 501, end: 503 });
    expect(line?.length).toBeLessThan(220);
    expect(line?.slice(below?.indexOf("^"), (below?.indexOf("^") ?? 0) + 2)).toBe("bc");
  });

  it("colours only when asked", () => {
    const diagnostics = [unknownLayer({ start: 0, end: 1 })];
    expect(renderDiagnostics(diagnostics, "a", { color: true })).toContain("\u001B[31m");
    expect(renderDiagnostics(diagnostics, "a", { color: false })).not.toContain("\u001B");
    expect(renderDiagnostics([], "a", { color: true })).toBe("");
  });
});

describe("diagnosticsToJson", () => {
  it("gives places as offsets and as lines and columns", () => {
    const [json] = diagnosticsToJson([unknownLayer({ start: 3, end: 5 })], "a\nbcde");
    expect(json).toMatchObject({
      code: "SW0203",
      path: "a.swwae",
      range: { offset: 3, length: 2, line: 2, column: 2, endLine: 2, endColumn: 4 },
      fix: null,
    });
  });
});

describe("the table of diagnostics", () => {
  it.each(Object.entries(diagnosticTable))("%s is explained in whole sentences", (code, row) => {
    expect(code).toMatch(/^SW0[1-9]\d\d$/);
    expect(row.explanation).toMatch(/\.$/);
    expect(row.message).not.toMatch(/\.$/);
  });
});
