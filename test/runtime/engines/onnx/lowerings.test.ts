/** The fast lowering against the reference, for every class of shapes that it treats in a way of its own. */
import { gradientProgram, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { type ConvolutionSizes, convolutionOn } from "../../../support/convolutions.js";
import { stackedModel, type ModelOptions } from "../../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";
import { relativeDifference } from "../../../support/values.js";

const convolutions: readonly ConvolutionSizes[] = [
  [3, 7, 7, 16, 16, 3, 3], // Winograd's method, odd map
  [1, 14, 9, 12, 20, 3, 3], // other tiles along each axis, batch of one
  [2, 1, 3, 16, 16, 3, 3], // maps smaller than a tile
  [2, 32, 8, 64, 32, 3, 3],
  [2, 6, 5, 512, 13, 3, 3],
  [3, 9, 8, 1, 16, 5, 5], // from few channels
  [2, 6, 6, 3, 128, 3, 3],
  [3, 9, 8, 16, 1, 5, 5], // to few channels
  [2, 6, 6, 40, 3, 3, 3],
  [2, 5, 5, 1, 1, 11, 11], // a kernel larger than its map
  [2, 8, 7, 2, 5, 4, 2], // even kernels, padded unevenly
  [2, 8, 7, 5, 2, 2, 4],
  [2, 5, 6, 24, 32, 1, 1], // one tap
  [2, 8, 8, 24, 24, 5, 5], // Winograd's method with other filters
  [2, 8, 7, 24, 24, 7, 3],
  [2, 9, 8, 16, 12, 2, 4],
  [2, 9, 8, 16, 12, 6, 1],
  [2, 48, 40, 12, 16, 3, 5], // axes long enough for tiles in blocks
  [1, 31, 44, 12, 16, 4, 3],
  [2, 32, 20, 96, 16, 1, 5], // one tap along an axis
  [2, 20, 32, 16, 96, 5, 1],
  [4, 16, 10, 24, 20, 2, 7], // many more products along one axis than along the other
  [2, 24, 24, 2, 6, 7, 3], // taps gathered in pieces
  [2, 4, 4, 24, 24, 9, 9], // filters in segments
  [2, 13, 12, 16, 16, 11, 8],
  [1, 48, 40, 12, 16, 7, 9], // the same along axes long enough for blocks
  [2, 40, 20, 24, 32, 2, 7],
];

describe("a convolution and its gradients come out alike", () => {
  it.each(convolutions)("%i images of %i×%i, %i → %i channels, kernel %i×%i", async (...sizes) => {
    const expected = await convolutionOn("onnx (reference)", sizes);
    const found = await convolutionOn("onnx", sizes);
    for (const name of ["y", "dx", "dkernel"] as const) {
      expect(relativeDifference(found[name], expected[name], 1e-3), name).toBeLessThan(5e-5);
    }
  });
});

const base: ModelOptions = {
  input: [14, 14, 1],
  classes: 4,
  where: "hard",
  stages: [
    { channels: [16], kernel: [5, 5], pool: [2, 2] },
    { channels: [16, 16], kernel: [3, 3], pool: [2, 2] },
  ],
};

const models: Readonly<Record<string, ModelOptions>> = {
  "hard where, several convolutions, an odd map": base,
  "no where": { ...base, where: "none" },
  "the whole map": { ...base, where: "map" },
  "soft where": { ...base, where: "soft", beta: 2 },
  "batch norm": { ...base, normalised: true },
  "a bottleneck and dropout": { ...base, bottleneck: 6, dropout: 0.3 },
  "regions that are not square and do not divide": {
    ...base,
    input: [11, 9, 3],
    stages: [
      { channels: [12], kernel: [3, 3], pool: [3, 1] },
      { channels: [12], kernel: [3, 3], pool: [1, 2] },
    ],
  },
  "few channels on both sides, in bands": {
    ...base,
    input: [16, 14, 3],
    stages: [
      { channels: [12], kernel: [7, 3], pool: [2, 2] },
      { channels: [16], kernel: [3, 3], pool: [2, 2] },
    ],
  },
  "bands beside regions that do not divide": {
    ...base,
    input: [29, 13, 2],
    stages: [{ channels: [8], kernel: [6, 4], pool: [3, 2] }],
  },
  "bands of rows with Winograd's method along the columns, in tiles": {
    ...base,
    input: [48, 32, 3],
    stages: [{ channels: [12], kernel: [7, 3], pool: [2, 2] }],
  },
  "the same beside regions that do not divide, with batch norm": {
    ...base,
    input: [49, 50, 3],
    normalised: true,
    stages: [{ channels: [10], kernel: [6, 3], pool: [2, 3] }],
  },
  "the same where the decoder upsamples": {
    ...base,
    where: "none",
    input: [48, 40, 3],
    stages: [{ channels: [12], kernel: [7, 2], pool: [2, 4] }],
  },
  "a single band of a kernel of more rows": {
    ...base,
    input: [4, 9, 1],
    stages: [{ channels: [6], kernel: [5, 2], pool: [1, 3] }],
  },
  "few channels beside many, by Winograd's method along the rows and in bands of columns": {
    ...base,
    input: [33, 32, 3],
    stages: [
      { channels: [12], kernel: [3, 3], pool: [1, 1] },
      { channels: [48], kernel: [3, 5], pool: [4, 3] },
    ],
  },
  "the same where regions do not divide the map, and without a gradient in rows": {
    ...base,
    input: [13, 23, 4],
    stages: [
      { channels: [8], kernel: [1, 1], pool: [1, 1] },
      { channels: [64], kernel: [1, 6], pool: [2, 4] },
    ],
  },
  "a first layer in bands of rows beside bands of columns, several to a region": {
    ...base,
    input: [32, 33, 1],
    stages: [{ channels: [16, 32], kernel: [3, 3], pool: [8, 8] }],
  },
  "the same with batch norm between the layers": {
    ...base,
    input: [33, 32, 2],
    normalised: true,
    stages: [{ channels: [16, 32], kernel: [3, 3], pool: [2, 4] }],
  },
  "regions of a single cell beside gathered taps": {
    ...base,
    input: [12, 13, 1],
    stages: [{ channels: [64], kernel: [5, 5], pool: [1, 1] }],
  },
  "regions of a single cell beside bands": {
    ...base,
    input: [16, 14, 3],
    stages: [{ channels: [12], kernel: [7, 3], pool: [1, 1] }],
  },
  "large regions": {
    ...base,
    stages: [{ channels: [16], kernel: [3, 3], pool: [4, 3] }],
  },
  "regions too large for masks": {
    ...base,
    input: [19, 18, 1],
    stages: [{ channels: [8], kernel: [3, 3], pool: [17, 16] }],
  },
};

describe("a whole step comes out alike", () => {
  it.each(Object.keys(models))("%s", async (name) => {
    const model = stackedModel(models[name] ?? base);
    for (const batch of [1, 5, 16]) {
      const program: Program = gradientProgram(model, { batch, mode: "semi-supervised" });
      const states = statesOf(program, parametersOf(model, 1));
      const feeds = feedsOf(program, { seed: 1 });
      const expected = (await runOnce("onnx (reference)", program, states, feeds)).outputs;
      const found = (await runOnce("onnx", program, states, feeds)).outputs;
      // A bias before batch norm has no gradient but rounding: nothing is held to less than a hundredth of the largest.
      const largest = Math.max(...Object.values(expected).map((values) => Math.max(...values.map(Math.abs))));
      for (const [output, values] of Object.entries(expected)) {
        expect(relativeDifference(found[output] ?? [], values, largest / 100), output).toBeLessThan(1e-4);
      }
    }
  });
});
