/** What generated modules compute has the shapes that the plan says, traced with the real runtime. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../support/evaluateModule.js";
import { expectPlannedShapes } from "./tracing.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const specs = ["test/compiler/emit/golden/", "specs/paper/", "specs/examples/"].flatMap((directory) =>
  readdirSync(root + directory)
    .filter((name) => name.endsWith(".swwae"))
    .map((name) => directory + name),
);

test.each(specs)("%s", async (path) => {
  const plan = compileSpec(path, readFileSync(root + path, "utf8"));
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  expect([...models.keys()]).toEqual(plan.models.map(({ name }) => name));
  for (const modelPlan of plan.models) {
    const model = models.get(modelPlan.name);
    if (model !== undefined) expectPlannedShapes(model, modelPlan);
  }
});
