/** What generated modules compute has the shapes that the plan says, traced with the real runtime. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import type { Plan } from "../../../src/compiler/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../support/evaluateModule.js";
import { planOf } from "../../support/specFiles.js";
import { expectPlannedShapes } from "./tracing.js";
import { validSpecs } from "./validSpecs.js";
import { environmentVariable } from "../../support/environment.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const specs = ["test/compiler/emit/golden/", "specs/paper/", "specs/examples/"].flatMap((directory) =>
  readdirSync(root + directory)
    .filter((name) => name.endsWith(".swwae"))
    .map((name) => directory + name),
);

async function expectSoundModule(plan: Plan): Promise<void> {
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  expect([...models.keys()]).toEqual(plan.models.map(({ name }) => name));
  for (const modelPlan of plan.models) {
    const model = models.get(modelPlan.name);
    if (model !== undefined) expectPlannedShapes(model, modelPlan);
  }
}

test.each(specs)("%s", (path) => expectSoundModule(planOf(path)));

/** Emitting is the slow part; a long run asks for more. */
const runs = Number(environmentVariable("SWWAE_SHAPE_RUNS") ?? 40);

test("any valid specs", { timeout: 60_000 + 500 * runs }, async () => {
  await fc.assert(
    fc.asyncProperty(validSpecs, (text) => expectSoundModule(compileSpec("any.swwae", text))),
    { numRuns: runs },
  );
});
