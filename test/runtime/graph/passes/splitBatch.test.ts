/** Large maps in parts: what it makes of a step, and that the numbers stay. */
import { gradientProgram, printProgram, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { splitBatch } from "../../../../src/runtime/graph/passes/splitBatch.js";
import { engineOf } from "../../../support/engines.js";
import { expectGolden } from "../../../support/golden.js";
import { type ModelOptions, stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, statesOf } from "../../../support/sessions.js";
import { relativeDifference } from "../../../support/values.js";

const base: ModelOptions = {
  input: [7, 6, 2],
  classes: 3,
  stages: [
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
    { channels: [5], kernel: [3, 3], pool: [1, 3] },
  ],
  where: "hard",
};

const models: Readonly<Record<string, ModelOptions>> = {
  "hard where": base,
  "no where": { ...base, where: "none" },
  "the whole map": { ...base, where: "map" },
  "soft where": { ...base, where: "soft", beta: 2 },
  "batch norm": { ...base, normalised: true },
  "a bottleneck and dropout": { ...base, bottleneck: 6, dropout: 0.3 },
};

const programOf = (options: ModelOptions, batch = 4): Program =>
  gradientProgram(stackedModel(options), { batch, mode: "semi-supervised" });

async function resultsOf(options: ModelOptions, program: Program): Promise<Record<string, Float32Array>> {
  const engine = await engineOf("tfjs");
  const executable = await engine.compile(program);
  const state = await engine.createState(statesOf(program, parametersOf(stackedModel(options), 1)));
  return executable.run(state, feedsOf(program, { seed: 3 }));
}

describe("a batch in parts", () => {
  it("cuts the large maps and nothing else", () => {
    const split = splitBatch(programOf(base), { largest: 500, parts: 2 });
    expectGolden("test/runtime/golden/gradient-in-parts.txt", printProgram(split));
  });

  it.each(Object.entries(models))("changes no number but by rounding: %s", async (_, options) => {
    const program = programOf(options);
    const expected = await resultsOf(options, program);
    for (const largest of [0, 100, 500]) {
      const split = splitBatch(program, { largest, parts: 2 });
      expect(split).not.toBe(program);
      const found = await resultsOf(options, split);
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      for (const [name, values] of Object.entries(expected)) {
        expect(relativeDifference(found[name] ?? [], values, 1e-3), `${name}, ${largest}`).toBeLessThan(1e-4);
      }
    }
  });

  it("leaves a program alone whose maps are small, or whose batch does not divide", () => {
    const program = programOf(base);
    expect(splitBatch(program, { largest: 1e6, parts: 2 })).toBe(program);
    expect(splitBatch(program, { largest: 0, parts: 3 })).toBe(program);
    const odd = programOf(base, 5);
    expect(splitBatch(odd, { largest: 0, parts: 4 })).toBe(odd);
  });
});
