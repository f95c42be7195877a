/** What is measured of relatives: on nets of one pooling, whose weights are set by hand. */
import { expect, it } from "vitest";
import { decodeStrip } from "../../../src/studies/images.js";
import { measure, measureNames } from "../../../src/studies/relatives/measure.js";
import { measuredRun } from "../measuredRun.js";

/** One map, that is the image. */
function spec(stage: string): string {
  return `model One { input 2x4x1  encoder { stage only { ${stage} } }  loss { L2rec 1 } }`;
}

/** Left regions have their maximum at cells 0, 1, 2 and 3, the right ones at cell 1, but for that of the last image. */
const images = Uint8Array.from(
  [
    [9, 0, 0, 9, 0, 0, 0, 0],
    [0, 9, 0, 9, 0, 0, 0, 0],
    [0, 0, 0, 9, 9, 0, 0, 0],
    [0, 0, 0, 0, 0, 9, 9, 0],
  ].flat(),
);
const labels = Uint8Array.of(0, 1, 2, 3);
const weights = {
  "encoder.only.conv.kernel": [1],
  "encoder.only.conv.bias": [0],
  "decoder.only.conv.kernel": [1],
  "decoder.only.conv.bias": [0],
};

async function measured(stage: string) {
  return measure(await measuredRun({ spec: spec(stage), images, labels, weights }));
}

it("counts switches, and estimates their bits", async () => {
  const { measures, pictures } = await measured("conv 1x1 1  relu  pool 2x2  where hard");
  expect(measures[measureNames.numbers]).toBe(2);
  expect(measures[measureNames.bits]).toBe(4);
  expect(measures[measureNames.entropy]).toBeCloseTo(2 + 0.75 * Math.log2(4 / 3) + 0.5, 6);
  expect(measures[measureNames.code]).toBe(2);
  expect(measures[measureNames.noise]).toBe(0);
  expect(measures[measureNames.wholeMaps]).toBe(0);
  // Every region has one bright pixel: it comes back to its place.
  expect(pictures["reconstruction"]).toBe(pictures["original"]);
});

it("a pooling of the whole map keeps one place", async () => {
  const { measures } = await measured("conv 1x1 1  relu  pool 2x4  where hard");
  expect(measures[measureNames.wholeMaps]).toBe(1);
  expect(measures[measureNames.numbers]).toBe(1);
  expect(measures[measureNames.bits]).toBe(3);
  // The first of equal maxima: cells 0, 1, 3 and 5 of the four images.
  expect(measures[measureNames.entropy]).toBeCloseTo(2, 6);
});

it("nothing crosses without where, and a noise on the image is seen", async () => {
  const { measures, pictures } = await measured("dropout 0.3  conv 1x1 1  relu  pool 2x2  where none");
  expect(measures[measureNames.noise]).toBe(0.3);
  expect(measures[measureNames.numbers]).toBe(0);
  expect(measures[measureNames.bits]).toBe(0);
  expect(measures[measureNames.entropy]).toBe(0);
  expect(pictures["reconstruction"]).not.toBe(pictures["original"]);
});

it("a whole map crosses as it is, and is added to what is copied", async () => {
  const { measures, pictures } = await measured("conv 1x1 1  relu  pool 2x2  where map");
  expect(measures[measureNames.numbers]).toBe(8);
  expect(measures[measureNames.bits]).toBe(8 * 32);
  expect(measures).not.toHaveProperty([measureNames.entropy]);
  // The bright pixel of each region comes twice, the others once.
  const { pixels } = decodeStrip(pictures["reconstruction"] ?? "");
  expect(Array.from(pixels.subarray(0, 8), (value) => Math.round(255 * value))).toEqual([
    18, 9, 9, 18, 9, 9, 9, 9,
  ]);
});

it("of coordinates there is the bound alone", async () => {
  const { measures } = await measured("conv 1x1 1  relu  pool 2x2  where soft beta 100");
  expect(measures[measureNames.numbers]).toBe(4);
  expect(measures[measureNames.bits]).toBe(4 * 32);
  expect(measures).not.toHaveProperty([measureNames.entropy]);
});
