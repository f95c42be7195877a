/** The rendered diagnostics of every spec in fixtures/errors, as golden files beside them; and their fixes, applied. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { applyFix, type Diagnostic } from "../../src/compiler/diagnostics/diagnostic.js";
import { renderDiagnostics } from "../../src/compiler/diagnostics/render.js";
import { diagnosticTable } from "../../src/compiler/diagnostics/table.js";
import { expectGolden } from "../support/golden.js";

const folder = fileURLToPath(new URL("fixtures/errors/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".swwae"));

/** Fixtures use the files in used/, and each other. */
const host = {
  read: (path: string): string | null =>
    existsSync(folder + path) ? readFileSync(folder + path, "utf8") : null,
};

function diagnose(text: string, path: string): readonly Diagnostic[] {
  return compile({ path, text }, { host }).diagnostics;
}

const key = ({ code, message }: Diagnostic) => `${code} ${message}`;

describe.each(files)("%s", (name) => {
  const text = readFileSync(folder + name, "utf8");
  const diagnostics = diagnose(text, name);

  it("is told what is wrong with it", () => {
    const { plan, sources } = compile({ path: name, text }, { host });
    const sound = `models without errors: ${plan.models.map((model) => model.name).join(", ") || "none"}`;
    const rendered = renderDiagnostics(diagnostics, sources, { color: false });
    expectGolden(`${folder}${name.replace(/\.swwae$/, ".expected.txt")}`, `${rendered}\n\n${sound}\n`);
  });

  it.each(
    diagnostics
      .filter(({ fix, path }) => fix !== null && path === name)
      .map((diagnostic) => [key(diagnostic), diagnostic] as const),
  )("is mended by the fix of %s", (_, diagnostic) => {
    const mended = applyFix(text, diagnostic.fix ?? { title: "", safe: false, edits: [] });
    const left = diagnose(mended, name);
    const count = (list: readonly Diagnostic[]) =>
      list.filter((other) => key(other) === key(diagnostic)).length;
    expect(count(left), renderDiagnostics(left, mended, { color: false })).toBe(count(diagnostics) - 1);
    expect(left.length, renderDiagnostics(left, mended, { color: false })).toBeLessThan(diagnostics.length);
  });
});

describe("the fixtures", () => {
  it("show every code of the table", () => {
    const shown = new Set(
      files.flatMap((name) => diagnose(readFileSync(folder + name, "utf8"), name).map(({ code }) => code)),
    );
    expect(
      Object.keys(diagnosticTable).filter((code) => !shown.has(code as keyof typeof diagnosticTable)),
    ).toEqual([]);
  });
});
