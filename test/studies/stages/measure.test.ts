/** What is measured of stages: on a net whose decoder hands back what it gets, and on one that swaps its maps. */
import { expect, it } from "vitest";
import { measureName } from "../../../src/studies/statistics/figures.js";
import { measure } from "../../../src/studies/stages/measure.js";
import { decodeStrip } from "../../../src/studies/images.js";
import { measuredRun } from "../measuredRun.js";

/** The lower stage pools the image, in two maps; the upper one hands them on. */
const spec = `model Two {
  input 4x4x1
  encoder {
    stage lower { conv 1x1 2  relu  pool 2x2 }
    stage upper { conv 1x1 2  relu }
  }
  loss { L2rec 1  L2M lower 1 }
}`;

/** Bright pixels at random places; each image another. */
const images = Uint8Array.from({ length: 6 * 16 }, (_, at) => (at * 73 + 41 * Math.floor(at / 16)) % 256);

/** Map 0 is the image, map 1 what is missing from white. Only map 0 makes the picture. */
const encoder = {
  "encoder.lower.conv.kernel": [1, -1],
  "encoder.lower.conv.bias": [0, 1],
  "encoder.upper.conv.kernel": [1, 0, 0, 1],
  "encoder.upper.conv.bias": [0, 0],
  "decoder.lower.conv.kernel": [1, 0],
  "decoder.lower.conv.bias": [0],
  "decoder.upper.conv.bias": [0, 0],
};

/** The root mean square of the largest numbers of the image's regions, and of the largest that is missing from white. */
function sizeOfWhats(): number {
  const squares = Array.from({ length: 6 * 4 }, (_, region) => {
    const first = Math.floor(region / 4) * 16 + 8 * Math.floor((region % 4) / 2) + 2 * (region % 2);
    const cells = [0, 1, 4, 5].map((step) => images[first + step]! / 255);
    return Math.max(...cells) ** 2 + (1 - Math.min(...cells)) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / (2 * squares.length));
}

async function figures(kernel: readonly number[]) {
  const run = await measuredRun({
    spec,
    images,
    labels: Uint8Array.of(1, 0, 2, 3, 4, 5),
    weights: { ...encoder, "decoder.upper.conv.kernel": kernel },
  });
  const { measures, pictures } = await measure(run);
  return { of: (stage: string, figure: string) => measures[measureName(stage, figure)], pictures };
}

it("a decoder that rebuilds the what", async () => {
  const { of, pictures } = await figures([1, 0, 0, 1]);
  expect(of("lower", "error of what")).toBeCloseTo(0, 5);
  expect(of("lower", "correlation")).toBeCloseTo(1, 5);
  expect(of("lower", "size of what")).toBeCloseTo(sizeOfWhats(), 5);
  expect(of("lower", "maps in place")).toBe(1);
  expect(of("lower", "maps")).toBe(2);
  // The top stage is the code, of which nothing is rebuilt.
  expect(of("upper", "error of what")).toBeUndefined();
  expect(of("lower", "picture error")).toBeCloseTo(of("upper", "picture error") ?? 0, 6);
  // The maxima come back to their places: nothing is nearer to the picture.
  expect(of("lower", "picture error, without where")).toBeGreaterThan(of("lower", "picture error") ?? 0);
  expect(of("lower", "picture error, what of another image")).toBeGreaterThan(
    of("lower", "picture error") ?? 0,
  );
  // The first image of each class, in their order: image 1 is of class 0.
  const { count, pixels } = decodeStrip(pictures["original"] ?? "");
  expect(count).toBe(6);
  expect(Array.from(pixels.subarray(0, 16), (value) => Math.round(255 * value))).toEqual([
    ...images.subarray(16, 32),
  ]);
  expect(Object.keys(pictures)).toEqual(["original", "lower", "upper"]);
});

it("a decoder that swaps its maps", async () => {
  const { of } = await figures([0, 1, 1, 0]);
  expect(of("lower", "error of what")).toBeGreaterThan(0.3);
  expect(of("lower", "correlation")).toBeLessThan(0.5);
  expect(of("lower", "correlation, best order")).toBeCloseTo(1, 5);
  expect(of("lower", "maps in place")).toBe(0);
  // Started from its own what, the lower stage puts map 0 where map 0 belongs.
  expect(of("lower", "picture error")).toBeLessThan(of("upper", "picture error") ?? 0);
});
