/** Work moved to pooled size: what it makes of a step, and that the numbers stay. */
import { gradientProgram, printProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { optimise } from "../../../../src/runtime/graph/passes/index.js";
import { expectGolden } from "../../../support/golden.js";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, statesOf } from "../../../support/sessions.js";
import { engineOf } from "../../../support/engines.js";
import { relativeDifference } from "../../../support/values.js";

const model = stackedModel({
  input: [7, 6, 2],
  classes: 3,
  stages: [
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
    { channels: [5], kernel: [3, 3], pool: [1, 3] },
  ],
  where: "hard",
});
const program = gradientProgram(model, { batch: 4, mode: "semi-supervised" });

describe("the passes", () => {
  it("leave ReLU's slope and the bias' sum to pooled size", () => {
    expectGolden("test/runtime/golden/gradient-before-passes.txt", printProgram(program));
    expectGolden("test/runtime/golden/gradient-after-passes.txt", printProgram(optimise(program)));
  });

  it("change no number but by rounding", async () => {
    const engine = await engineOf("tfjs");
    const results: Record<string, Float32Array>[] = [];
    for (const variant of [program, optimise(program)]) {
      const executable = await engine.compile(variant);
      const state = await engine.createState(statesOf(variant, parametersOf(model, 1)));
      results.push(await executable.run(state, feedsOf(variant, { seed: 3 })));
    }
    const [before = {}, after = {}] = results;
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, values] of Object.entries(before)) {
      expect(relativeDifference(after[name] ?? [], values, 1e-3), name).toBeLessThan(1e-5);
    }
  });

  it("have nothing left to do after one time", () => {
    expect(printProgram(optimise(optimise(program)))).toBe(printProgram(optimise(program)));
  });
});
