/** Densities of points, kept and read again. */
import { expect, it } from "vitest";
import { densityCells, densityPicture } from "../../../src/studies/whatAndWhere/density.js";

it("keeps where points are, the fullest cell brightest", () => {
  const points = [
    [0, 0],
    [2, 1],
    [2, 1],
    [2, 1],
  ] as const;
  const cells = densityCells(densityPicture(points, 3));
  expect(cells).toEqual([
    { column: 2, row: 1, density: 1 },
    { column: 0, row: 0, density: 128 / 255 },
  ]);
});

it("has no cells without points", () => {
  expect(densityCells(densityPicture([], 4))).toEqual([]);
});
