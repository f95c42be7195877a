/** Plans as JSON: golden files over all specs, held against the published schema. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emitJson } from "../../../../src/compiler/emit/json/index.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { expectGolden } from "../../../support/golden.js";
import { planOf, specFiles } from "../../../support/specFiles.js";
import { validSpecs } from "../validSpecs.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const schemaPath = new URL("../../../../docs/schemas/plan.schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(schemaPath, "utf8")) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

function expectValid(document: unknown): void {
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
}

const small = "model Small { input 4x4x1  encoder (2)3c-2p  loss { L2rec 1 } }";

function emit(path: string, text: string): Promise<string> {
  return emitJson(compileSpec(path, text), { version: "0.0.0" });
}

describe("the plan as JSON", () => {
  test.each(specFiles)("%s", async (path) => {
    const json = await emitJson(planOf(path), { version: "0.0.0" });
    expectValid(JSON.parse(json));
    expectGolden(`${golden}${path.replace(/^specs\/(.*)\.swwae$/, "$1")}.json`, json);
  });

  test("of random specs follows the schema", async () => {
    for (const text of fc.sample(validSpecs, { seed: 7, numRuns: 20 })) {
      expectValid(JSON.parse(await emit("random.swwae", text)));
    }
  });

  test("is the same wherever the spec lies", async () => {
    const json = await emit("small.swwae", small);
    expect(await emit("/home/someone/small.swwae", small)).toBe(json);
    expect(await emit("C:\\specs\\small.swwae", small)).toBe(json);
  });
});

describe("the schema", () => {
  test.each<[what: string, change: (model: Record<string, unknown>) => void]>([
    ["an unknown key", (model) => (model["extra"] = 1)],
    ["a missing key", (model) => delete model["parameterCount"]],
    ["a shape that is none", (model) => (model["code"] = { kind: "map", height: 0, width: 1, channels: 1 })],
  ])("refuses %s", async (_, change) => {
    const document = JSON.parse(await emit("small.swwae", small)) as { models: Record<string, unknown>[] };
    change(document.models[0]!);
    expect(validate(document)).toBe(false);
  });
});
