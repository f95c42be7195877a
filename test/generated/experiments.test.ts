/** The experiments of generated/ say, cell by cell, what the specs say. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { evaluateModule } from "../support/evaluateModule.js";
import { expectExperiments } from "../support/experimentCells.js";
import { planOf, specFiles } from "../support/specFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

it.each(specFiles)("%s", (path) => {
  const module = path.replace(/^specs\//, "generated/").replace(/\.swwae$/, ".ts");
  expectExperiments(planOf(path), evaluateModule(readFileSync(root + module, "utf8")));
});

it.each(specFiles)("%s is a page of at most 60 lines", (path) => {
  expect(
    readFileSync(root + path, "utf8")
      .trimEnd()
      .split("\n").length,
  ).toBeLessThanOrEqual(60);
});
