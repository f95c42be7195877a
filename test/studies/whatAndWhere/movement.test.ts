/** What and where of shifted images, on maps whose movement is known. */
import { describe, expect, it } from "vitest";
import { type WhatAndWhere, whatLine, whereMovement } from "../../../src/studies/whatAndWhere/movement.js";

/** Regions of 5×5 whose features stand in these rows and columns. */
function regions(
  places: readonly (readonly [row: number, column: number])[],
  what: readonly number[],
): WhatAndWhere {
  return {
    what: Float32Array.from(what),
    x: Float32Array.from(places, ([, column]) => column / 2 - 1),
    y: Float32Array.from(places, ([row]) => 1 - row / 2),
  };
}

/** Four maps of one region each. */
const sizes = { size: [5, 5], shape: [1, 1, 4] } as const;
const before = regions(
  [
    [0, 0],
    [2, 1],
    [1, 4],
    [4, 2],
  ],
  [1, 0.9, 0.8, 0.1],
);

describe("the where", () => {
  it("that moves with the image has a slope of 1 and does not leak", () => {
    const after = regions(
      [
        [0, 1],
        [2, 2],
        [3, 0], // it would have left its region, and is not counted
        [0, 0], // too weak to count
      ],
      [1, 0.9, 0.8, 0.1],
    );
    expect(whereMovement(before, after, { ...sizes, movement: () => [0, 1], tolerance: Infinity })).toEqual({
      slope: 1,
      leakage: 0,
      count: 2,
    });
  });

  it("is divided by the shift, which may go up or down", () => {
    const after = regions(
      [
        [2, 0],
        [4, 2],
        [3, 4],
        [0, 0],
      ],
      [1, 0.9, 0.8, 0.1],
    );
    const movement = whereMovement(before, after, {
      ...sizes,
      movement: () => [2, 0],
      tolerance: Infinity,
    });
    expect(movement.slope).toBeCloseTo(1, 6);
    expect(movement.leakage).toBeCloseTo(-1 / 6, 6);
    expect(movement.count).toBe(3);
    const back = whereMovement(after, before, { ...sizes, movement: () => [-2, 0], tolerance: Infinity });
    expect(back.slope).toBeCloseTo(1, 6);
  });

  it("counts only whats that stay alike, where that is asked for", () => {
    const after = regions(
      [
        [0, 1],
        [0, 0],
        [1, 4],
        [4, 2],
      ],
      [1, 2, 0.8, 0.1],
    );
    const strict = whereMovement(before, after, { ...sizes, movement: () => [0, 1], tolerance: 0.05 });
    expect(strict).toEqual({ slope: 1, leakage: 0, count: 1 });
    const loose = whereMovement(before, after, {
      ...sizes,
      movement: () => [0, 1],
      tolerance: Infinity,
    });
    expect(loose.slope).toBe(0);
  });

  it("is held to how far its own place should move", () => {
    // Everything moves away from the left edge, twice as far at twice the distance.
    const away = regions(
      [
        [0, 0],
        [2, 2],
        [1, 4],
        [4, 4],
      ],
      [1, 0.9, 0.8, 0.1],
    );
    const found = whereMovement(before, away, {
      ...sizes,
      movement: (_row, column) => [0, column],
      tolerance: Infinity,
    });
    // The third would leave its region; the second moved from column 1 to 2.
    expect(found).toEqual({ slope: 1, leakage: 0, count: 2 });
  });

  it("is not measured where nothing is left to look at", () => {
    const found = whereMovement(before, before, { ...sizes, movement: () => [9, 0], tolerance: Infinity });
    expect(found).toMatchObject({ slope: Number.NaN, count: 0 });
  });
});

function whats(...values: number[]): WhatAndWhere {
  return regions(
    values.map(() => [0, 0] as const),
    values,
  );
}

describe("the what", () => {
  it("that does not change lies on a line of slope 1", () => {
    expect(whatLine(whats(1, 2, 0, 4), whats(1, 2, 0, 4))).toEqual({
      slope: 1,
      intercept: 0,
      r2: 1,
      count: 3,
    });
  });

  it("that halves lies on one of slope 0.5", () => {
    const { slope, r2 } = whatLine(whats(1, 2, 4), whats(0.5, 1, 2));
    expect(slope).toBeCloseTo(0.5, 6);
    expect(r2).toBeCloseTo(1, 6);
  });

  it("that has nothing to do with what it was explains nothing", () => {
    expect(whatLine(whats(1, 2, 1, 2), whats(1, 1, 2, 2)).r2).toBeCloseTo(0, 6);
  });

  it("may be asked of some regions alone", () => {
    const line = whatLine(whats(1, 2, 9, 3), whats(3, 5, 0, 7), (at) => at !== 2);
    expect(line).toMatchObject({ slope: 2, r2: 1, count: 3 });
    expect(line.intercept).toBeCloseTo(1, 6);
  });

  it("leaves out regions that never saw anything", () => {
    const [some, more] = [
      whatLine(whats(1, 2, 4), whats(1, 2, 3)),
      whatLine(whats(1, 2, 4, 0), whats(1, 2, 3, 0)),
    ];
    expect(more).toEqual(some);
  });
});
