/** The fast lowering against the reference on nets that nobody chose: few channels and many, odd sizes, in every order. */
import * as fc from "fast-check";
import { gradientProgram } from "swwae/runtime";
import { expect, it } from "vitest";
import { stackedModel, type StageOptions } from "../../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";
import { relativeDifference } from "../../../support/values.js";

const taps = fc.constantFrom(1, 2, 3, 5, 7);
const rows = fc.integer({ min: 1, max: 4 });

/** A stage with regions of at most so many columns. */
function stageOf(columns: number): fc.Arbitrary<StageOptions> {
  return fc.record({
    channels: fc.array(fc.constantFrom(3, 8, 12, 16, 24, 32, 48), { minLength: 1, maxLength: 3 }),
    kernel: fc.tuple(taps, taps),
    pool: fc.tuple(rows, fc.integer({ min: 1, max: columns })),
  });
}

const nets = fc.record({
  input: fc.tuple(fc.integer({ min: 16, max: 36 }), fc.integer({ min: 16, max: 36 }), fc.constantFrom(1, 3)),
  stages: fc
    .tuple(stageOf(8), fc.option(stageOf(2), { nil: undefined }))
    .map((stages) => stages.filter((stage) => stage !== undefined)),
  where: fc.constantFrom("hard", "hard", "soft", "none", "map"),
  normalised: fc.boolean(),
});

it("computes the losses of random nets alike, however their convolutions are made", async () => {
  await fc.assert(
    fc.asyncProperty(nets, async (net) => {
      const model = stackedModel({ ...net, classes: 4 });
      const program = gradientProgram(model, { batch: 16, mode: "semi-supervised" });
      const states = statesOf(program, parametersOf(model, 1));
      const feeds = feedsOf(program, { seed: 1 });
      const expected = (await runOnce("onnx (reference)", program, states, feeds)).outputs;
      const found = (await runOnce("onnx", program, states, feeds)).outputs;
      // A switch that rounding moves to a cell as large leaves the losses nearly as they are, but not every gradient.
      for (const [output, values] of Object.entries(expected)) {
        const isLoss = !output.startsWith("gradient:");
        if (isLoss) expect(relativeDifference(found[output] ?? [], values), output).toBeLessThan(1e-4);
        else expect(found[output]?.every(Number.isFinite), output).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});
