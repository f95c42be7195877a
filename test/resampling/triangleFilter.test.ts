/** Rows of pixels of another length: shares, borders, and the matrix of them. */
import { describe, expect, it } from "vitest";
import { filterMatrix, transposed, triangleFilter } from "../../src/resampling/triangleFilter.js";

describe("the triangle filter", () => {
  it("leaves a row of the same length as it is", () => {
    expect(filterMatrix(triangleFilter(3, 3))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("interpolates between the two nearest pixels where rows become longer, and repeats the border", () => {
    expect(filterMatrix(triangleFilter(2, 4))).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]);
  });

  it("averages what a pixel covers, and its neighbourhood, where rows become shorter", () => {
    const eighths = filterMatrix(triangleFilter(8, 4)).map((weight) => weight * 8);
    expect(eighths.slice(8, 16)).toEqual([0, 1, 3, 3, 1, 0, 0, 0]);
  });

  it.each([
    [5, 7],
    [7, 5],
    [100, 3],
    [1, 9],
    [9, 1],
  ])("gives every new pixel shares that add up to 1: %i to %i", (from, to) => {
    const { taps } = triangleFilter(from, to);
    expect(taps).toHaveLength(to);
    for (const { from: first, weights } of taps) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first + weights.length).toBeLessThanOrEqual(from);
    }
  });

  it("is a matrix that can be transposed", () => {
    expect(transposed([1, 2, 3, 4, 5, 6], 2)).toEqual([1, 4, 2, 5, 3, 6]);
  });
});
