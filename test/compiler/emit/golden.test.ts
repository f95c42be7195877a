/** The text of generated modules, kept beside the specs that they come from. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { expectGolden } from "../../support/golden.js";

const directory = fileURLToPath(new URL("golden/", import.meta.url));
const specs = readdirSync(directory)
  .filter((name) => name.endsWith(".swwae"))
  .sort();

function emit(path: string, text: string): Promise<string> {
  return emitTypeScript(compileSpec(path, text), { version: "0.0.0" });
}

describe("generated modules", () => {
  test.each(specs)("%s", async (name) => {
    const text = readFileSync(directory + name, "utf8");
    const module = await emit(`golden/${name}`, text);
    expect(await format(module, { parser: "typescript", printWidth: 110 }), "stays as formatted").toBe(
      module,
    );
    expectGolden(directory + name.replace(/\.swwae$/, ".ts"), module);
  });

  test("are the same bytes wherever the spec lies and however its lines end", async () => {
    const text = readFileSync(`${directory}stages.swwae`, "utf8");
    const module = await emit("stages.swwae", text);
    expect(await emit("/home/someone/specs/stages.swwae", text)).toBe(module);
    expect(await emit("C:\\specs\\stages.swwae", text)).toBe(module);
    expect(await emit("stages.swwae", text.replaceAll("\n", "\r\n"))).toBe(module);
    expect(module).not.toContain("\r");
  });

  test("of a spec without models is its header alone", async () => {
    const module = await emitTypeScript(
      { file: "empty.swwae", models: [], experiments: [] },
      { version: "1.2.3" },
    );
    expect(module).toBe("// Generated from empty.swwae by swwae 1.2.3. Edit the spec, not this file.\n");
  });
});
