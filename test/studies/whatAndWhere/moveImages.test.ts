/** Images moved, scaled and turned. */
import { describe, expect, it } from "vitest";
import { rotated, scaled, shifted } from "../../../src/studies/whatAndWhere/moveImages.js";

/** Two images of 3×3. */
const digits = Float32Array.from(
  [
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    [0, 0, 0, 0, 9, 0, 0, 0, 0],
  ].flat(),
);
const sizes = [3, 3, 1] as const;

function total(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe("a shift", () => {
  it("moves down and to the right, with zeros behind", () => {
    expect([...shifted(digits, sizes, { down: 1, right: 0 })].slice(0, 9)).toEqual([
      0, 0, 0, 1, 2, 3, 4, 5, 6,
    ]);
    expect([...shifted(digits, sizes, { down: 0, right: 1 })].slice(9)).toEqual([0, 0, 0, 0, 0, 9, 0, 0, 0]);
  });

  it("moves back with negative numbers", () => {
    expect([...shifted(digits, sizes, { down: -1, right: -1 })].slice(0, 9)).toEqual([
      5, 6, 0, 8, 9, 0, 0, 0, 0,
    ]);
  });

  it("keeps channels together", () => {
    const coloured = Float32Array.of(1, 10, 2, 20);
    expect([...shifted(coloured, [1, 2, 2], { down: 0, right: 1 })]).toEqual([0, 0, 1, 10]);
  });

  it("of half a pixel is the mean of two", () => {
    expect([...shifted(Float32Array.of(2, 4), [1, 2, 1], { down: 0, right: 0.5 })]).toEqual([1, 3]);
  });
});

describe("scaling and turning", () => {
  it("leave images alone at a factor of 1 and an angle of 0", () => {
    expect(scaled(digits, sizes, 1)).toEqual(digits);
    expect(rotated(digits, sizes, 0)).toEqual(digits);
  });

  it("turn clockwise about the middle", () => {
    const quarter = [...rotated(digits, sizes, Math.PI / 2)].slice(0, 9).map(Math.round);
    expect(quarter).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  });

  it("make things larger with a factor above 1", () => {
    const dot = digits.slice(9);
    expect(total(scaled(dot, sizes, 2))).toBeGreaterThan(total(dot));
    expect(scaled(dot, sizes, 2)[4]).toBe(9);
  });
});
