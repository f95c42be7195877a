/** What and where of moved images, measured on a net that hands its image on as it is. */
import { expect, it } from "vitest";
import { measureName } from "../../../src/studies/statistics/figures.js";
import { measure } from "../../../src/studies/whatAndWhere/measure.js";
import { densityCells } from "../../../src/studies/whatAndWhere/density.js";
import { measuredRun } from "../measuredRun.js";

const spec = (where: string): string => `model Same {
  input 32x32x1
  encoder { stage only { conv 1x1 1  relu  pool 8x8  where ${where} } }
  loss { L2rec 1 }
}`;

/** One bright pixel in each image, each as bright as no other; all but the last stay in their region when they go by 2. */
const dots = [
  [9, 9],
  [10, 12],
  [18, 13],
  [20, 17],
  [3, 7],
] as const;
const images = new Uint8Array(dots.length * 32 * 32);
dots.forEach(([row, column], image) => {
  images[(image * 32 + row) * 32 + column] = 255 - 20 * image;
});

it.each(["hard", "soft beta 100"])("of a net that shows its image, where %s", async (where) => {
  const run = await measuredRun({
    spec: spec(where),
    images,
    weights: { "encoder.only.conv.kernel": [1], "encoder.only.conv.bias": [0] },
  });
  const { measures, pictures } = await measure(run);
  const of = (figure: string): number | undefined => measures[measureName("right 2", figure)];
  expect(of("where slope")).toBeCloseTo(1, 4);
  expect(of("where leakage")).toBeCloseTo(0, 4);
  expect(of("wheres")).toBe(4);
  expect(of("where slope, same feature")).toBeCloseTo(1, 4);
  // Four regions keep their dot, one loses it to its neighbour, which saw nothing before.
  expect(of("share, followed")).toBeCloseTo(4 / 6, 6);
  expect(of("share, left")).toBeCloseTo(1 / 6, 6);
  expect(of("share, entered")).toBeCloseTo(1 / 6, 6);
  expect(of("what R², followed")).toBeCloseTo(1, 5);
  expect(of("what R²")).toBeLessThan(0.9);
  const columns = densityCells(pictures[measureName("right 2", "column")] ?? "");
  expect(columns.map(({ column, row }) => `${column} to ${row}`).toSorted()).toEqual([
    "1 to 3",
    "4 to 6",
    "5 to 7",
    // Of a region that sees nothing, a switch is the first cell, and a soft where the middle.
    where === "hard" ? "7 to 0" : "7 to 4",
  ]);
});

it.each(["none", "map"])("of a net without places, nothing: where %s", async (where) => {
  expect(await measure(await measuredRun({ spec: spec(where), images }))).toEqual({
    measures: {},
    pictures: {},
  });
});
