/** The modules in generated/ are what compiling specs/ writes today; UPDATE_GOLDEN=1 writes them anew. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { emitTypeScript } from "../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../support/compileSpec.js";
import { expectGolden } from "../support/golden.js";
import { projectHost } from "../support/specFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };

/** Files below a folder of the project that end in `ending`, relative to that folder and without the ending. */
function names(folder: string, ending: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length).replaceAll("\\", "/"))
    .sort();
}

const specs = names("specs", ".swwae");

describe("generated/", () => {
  test.each(specs)("%s.ts is up to date", async (name) => {
    const path = `specs/${name}.swwae`;
    const plan = compileSpec(path, readFileSync(root + path, "utf8"), { host: projectHost });
    expectGolden(`${root}generated/${name}.ts`, await emitTypeScript(plan, { version }));
  });

  test("holds nothing else", () => {
    expect(names("generated", ".ts")).toEqual(specs);
  });
});
