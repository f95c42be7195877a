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
    experiments: [{ name: "Sweep", documentation: null, span, axes: [], cells }],
  };
}

function named(name: string, plan: Plan): string[] {
  return modelsNamed(name, plan).map((model) => model.name);
}

describe("the models of a name", () => {
  it("are the model alone", () => {
    expect(named("Unpooling8", planWith(["Unpooling2"]))).toEqual(["Unpooling8"]);
  });

  it("are those that an experiment trains, each once, in the order of the file", () => {
    const plan = planWith(["Upsampling4", "Unpooling2", "Upsampling4"]);
    expect(named("Sweep", plan)).toEqual(["Unpooling2", "Upsampling4"]);
  });

  it("have to be there", () => {
    expect(() => named("Other", planWith([]))).toThrow(`${path} defines no model Other, but Unpooling2, `);
  });
});
