/** Generated TypeScript as JavaScript that imports without a build. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transpileModule } from "../../../src/compiler/emit/typescript/index.js";

let directory = "";

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swwae-transpile-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("types go, and the runtime comes from the given URL, also in a data: module", async () => {
  const runtime = join(directory, "run time.mjs");
  writeFileSync(runtime, "export const defineModel = (model) => ({ ...model, defined: true });\n");
  const text = [
    'import { defineModel, type Tensor } from "swwae/runtime";',
    "export function twice(x: Tensor<[2]>, n: number): number { return n * 2; }",
    'export const Small = defineModel({ name: "Small" } satisfies object);',
  ].join("\n");

  const { code: script } = transpileModule(text, { runtimeUrl: pathToFileURL(runtime).href });
  expect(script).not.toContain("swwae/runtime");
  expect(script).not.toContain("Tensor");

  const url = `data:text/javascript;base64,${Buffer.from(script).toString("base64")}`;
  const module = (await import(/* @vite-ignore */ url)) as {
    Small: unknown;
    twice: (x: null, n: number) => number;
  };
  expect(module.Small).toEqual({ name: "Small", defined: true });
  expect(module.twice(null, 4)).toBe(8);
});

test("text that is no TypeScript is an error that says so", () => {
  expect(() => transpileModule("export const = 3;", { runtimeUrl: "file:///runtime.js" })).toThrow(
    "1:14 Variable declaration expected.",
  );
});
