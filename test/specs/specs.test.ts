/** Every spec below specs/ is told to be free of mistakes, and has the golden files of every target; none is left of a spec that is gone. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { renderDiagnostics } from "../../src/compiler/diagnostics/render.js";
import { expectGolden } from "../support/golden.js";
import { planOf, projectHost, specFiles } from "../support/specFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** "paper/mnist" */
const names = specFiles.map((path) => path.replace(/^specs\/(.*)\.swwae$/, "$1"));

function perSpec(ending: string): string[] {
  return names.map((name) => name + ending);
}

function perModel(...endings: readonly string[]): string[] {
  return names.flatMap((name) =>
    planOf(`specs/${name}.swwae`).models.flatMap((model) =>
      endings.map((ending) => `${name}.${model.name}${ending}`),
    ),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/").slice((root + folder).length + 1),
    )
    .sort();
}

describe("the diagnostics", () => {
  test.each(names)("of %s", (name) => {
    const path = `specs/${name}.swwae`;
    const { plan, diagnostics, sources } = compile(
      { path, text: readFileSync(root + path, "utf8") },
      { host: projectHost },
    );
    const rendered = renderDiagnostics(diagnostics, sources, { color: false }) || "no mistakes";
    const models = `models: ${plan.models.map((model) => model.name).join(", ")}`;
    const experiments = plan.experiments.map(({ name, cells }) => `${name} (${cells.length} cells)`);
    const found = [rendered, models, `experiments: ${experiments.join(", ") || "none"}`];
    expectGolden(`${root}test/specs/golden/${name}.txt`, `${found.join("\n")}\n`);
  });
});

describe("the golden files", () => {
  test.each<[what: string, folder: string, files: () => string[]]>([
    ["diagnostics", "test/specs/golden", () => perSpec(".txt")],
    ["TypeScript", "generated", () => perSpec(".ts")],
    ["the plan as JSON", "test/compiler/emit/json/golden", () => perSpec(".json")],
    ["ONNX as text", "test/compiler/emit/onnx/golden", () => perSpec(".txt")],
    ["summaries", "test/compiler/emit/summary/golden", () => perSpec(".txt")],
    ["differences", "test/compiler/emit/diff/golden", () => perSpec(".txt")],
    ["graphs", "test/compiler/emit/diagram/golden", () => perModel(".svg", ".mmd")],
  ])("of %s are there for every spec, and for no other", (_, folder, files) => {
    expect(filesBelow(folder)).toEqual(files().sort());
  });
});
