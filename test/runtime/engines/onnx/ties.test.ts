/** Equal cells: the first of a region wins, however its map is held. Others than that are hardly ever equal, since tiles round. */
import { gradientProgram } from "swwae/runtime";
import { expect, it } from "vitest";
import { findBiasedPools } from "../../../../src/runtime/engines/onnx/fast/biasedPools.js";
import { chooseMapForms } from "../../../../src/runtime/engines/onnx/fast/mapForms.js";
import { optimise } from "../../../../src/runtime/graph/passes/index.js";
import { stackedModel, type StageOptions } from "../../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";
import { relativeDifference, value } from "../../../support/values.js";

type Input = readonly [number, number, number];

const nets: readonly (readonly [string, Input, StageOptions])[] = [
  ["cells", [16, 16, 1], { channels: [64], kernel: [5, 5], pool: [2, 2] }],
  ["stackPerColumn", [64, 32, 3], { channels: [12], kernel: [7, 1], pool: [2, 2] }],
  ["stack", [48, 48, 3], { channels: [16], kernel: [7, 7], pool: [3, 3] }],
  ["tiles", [48, 40, 3], { channels: [12], kernel: [7, 2], pool: [2, 4] }],
];

it.each(nets)("in a map that is held as %s", async (kind, input, stage) => {
  const model = stackedModel({ input, classes: 4, where: "hard", stages: [stage] });
  const program = gradientProgram(model, { batch: 16, mode: "semi-supervised" });
  const optimised = optimise(program);
  const forms = [...chooseMapForms(optimised, findBiasedPools(optimised)).values()];
  expect(forms.map((form) => form.kind)).toContain(kind);

  // On black images every cell of a channel is its bias, and all of them tie.
  const parameters = parametersOf(model, 1);
  for (const [name, { shape, data }] of parameters) {
    if (name.endsWith("bias")) parameters.set(name, value(shape, data.map(Math.abs)));
  }
  const feeds = feedsOf(program, { seed: 1 });
  for (const [name, data] of Object.entries(feeds)) if (name !== "labels") feeds[name] = data.map(() => 0);
  const states = statesOf(program, parameters);
  const expected = (await runOnce("onnx (reference)", program, states, feeds)).outputs;
  const found = (await runOnce("onnx", program, states, feeds)).outputs;
  const largest = Math.max(...Object.values(expected).map((values) => Math.max(...values.map(Math.abs))));
  for (const [output, values] of Object.entries(expected)) {
    expect(relativeDifference(found[output] ?? [], values, largest / 100), output).toBeLessThan(1e-4);
  }
});
