/** Datasets: pixels as numbers, black margins, shapes that do not fit. */
import { describe, expect, it } from "vitest";
import { copyImage, type Dataset, fitDataset, sliceSamples, UserError } from "swwae/training";

/** Two images of 2×2 bytes. */
const samples = { images: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]), labels: Uint8Array.from([0, 1]) };
const dataset: Dataset = { name: "dots", shape: [2, 2, 1], classes: 2, training: samples, test: samples };

describe("fitDataset", () => {
  it("leaves a dataset that fits as it is", () => {
    expect(fitDataset(dataset, [2, 2, 1])).toBe(dataset);
  });

  it("centres the images in black margins, an odd one larger below and on the right", () => {
    const { shape, training } = fitDataset(dataset, [5, 4, 1]);
    expect(shape).toEqual([5, 4, 1]);
    expect([...training.images.subarray(0, 20)]).toEqual([
      0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect([...training.images.subarray(24, 28)]).toEqual([0, 5, 6, 0]);
    expect(training.labels).toEqual(samples.labels);
  });

  it.each([
    [[1, 2, 1], "the model takes images of 1x2x1, but dots has 2x2x1"],
    [[4, 4, 3], "the model takes images of 4x4x3, but dots has 2x2x1"],
  ] as const)("refuses the input %j", (shape, message) => {
    expect(() => fitDataset(dataset, shape)).toThrow(UserError);
    expect(() => fitDataset(dataset, shape)).toThrow(message);
  });
});

it("copies one image as numbers in [0, 1]", () => {
  const target = new Float32Array(6);
  copyImage(Uint8Array.from([9, 9, 0, 51, 255]), 1, 2, target, 3);
  expect([...target]).toEqual([0, 0, 0, 0, Math.fround(0.2), 0]);
});

it("slices samples without copying", () => {
  const slice = sliceSamples(samples, 4, 1, 2);
  expect([...slice.images.subarray()]).toEqual([5, 6, 7, 8]);
  expect(slice.images.subarray().buffer).toBe(samples.images.buffer);
});
