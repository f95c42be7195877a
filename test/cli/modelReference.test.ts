/** Which models a name after the # means. */
import type { CellPlan, Plan } from "swwae/compiler";
import { describe, expect, it } from "vitest";
import { modelsNamed } from "../../src/cli/modelReference.js";
import { planOf } from "../support/specFiles.js";

const path = "specs/paper/necessity-of-where.swwae";

/** The plan with an experiment that trains these models, one cell each. */
function planWith(models: readonly string[]): Plan {
  const cells = models.map((model) => ({ model }) as CellPlan);
  const span = { start: 0, end: 0 };
  return {
    ...planOf(path),
    experiments: [{ name: "Sweep", documentation: null, span, study: null, axes: [], cells, quick: null }],
  };
}

function named(name: string, plan: Plan): string[] {
  return modelsNamed(name, plan).map((model) => model.name);
}

describe("the models of a name", () => {
  it("are the model alone", () => {
    expect(named("NecessityX8", planWith(["Necessity"]))).toEqual(["NecessityX8"]);
  });

  it("are those that an experiment trains, each once, in the order of the file", () => {
    const plan = planWith(["NecessityX4None", "Necessity", "NecessityX4None"]);
    expect(named("Sweep", plan)).toEqual(["Necessity", "NecessityX4None"]);
  });

  it("have to be there", () => {
    expect(() => named("Other", planWith([]))).toThrow(`${path} defines no model Other, but Necessity, `);
  });
});
