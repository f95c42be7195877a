/** What becomes of maxima that move, on regions made by hand. */
import { describe, expect, it } from "vitest";
import { fateFigures, fateOf } from "../../../src/studies/whatAndWhere/fates.js";
import { type Regions, type WhatAndWhere, whatLine } from "../../../src/studies/whatAndWhere/movement.js";

/** Regions of 5×5, each of a map of its own, with a what and the row and column of its maximum. */
function stage(...found: readonly (readonly [what: number, row: number, column: number])[]): WhatAndWhere {
  return {
    what: Float32Array.from(found, ([what]) => what),
    x: Float32Array.from(found, ([, , column]) => column / 2 - 1),
    y: Float32Array.from(found, ([, row]) => 1 - row / 2),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Everything goes to the right by two cells. */
const regions = (maps: number): Regions => ({
  size: [5, 5],
  shape: [1, 1, maps],
  movement: () => [0, 2],
});

const before = stage([1, 0, 0], [2, 3, 2], [3, 1, 1], [4, 2, 3], [0, 0, 0], [5, 4, 2]);
const after = stage(
  [1, 0, 2], // where it should be
  [2.5, 3, 4], // there as well, and stronger
  [7, 4, 0], // another feature
  [0.5, 0, 0], // its feature should have left
  [2, 2, 2], // nothing was there before
  [0, 0, 0], // gone, though it should have stayed
);

describe("the fate of a maximum", () => {
  it("is told by where it should be", () => {
    const found = Array.from(before.what, (_, at) => fateOf(before, after, at, regions(6)));
    expect(found).toEqual(["followed", "followed", "replaced", "left", "entered", "replaced"]);
  });

  it("leaves half a cell to a soft where", () => {
    const found = [1.6, 2.4, 2.6].map((column) =>
      fateOf(stage([1, 0, 0]), stage([1, 0, column]), 0, regions(1)),
    );
    expect(found).toEqual(["followed", "followed", "replaced"]);
  });
});

describe("the figures of the fates", () => {
  it("are shares of all regions that saw something", () => {
    const figures = fateFigures(before, after, regions(6));
    expect(figures.followed.share).toBeCloseTo(2 / 6, 6);
    expect(figures.replaced.share).toBeCloseTo(2 / 6, 6);
    expect(figures.left.share).toBeCloseTo(1 / 6, 6);
    expect(figures.entered.share).toBeCloseTo(1 / 6, 6);
  });

  it("say which fate the line of all whats does not explain", () => {
    // Whats that follow keep their size; the rest of the spread comes from the two that do not.
    const some = stage([1, 0, 0], [2, 0, 0], [3, 0, 0], [4, 0, 0], [2, 0, 0], [3, 0, 0]);
    const then = stage([1, 0, 2], [2, 0, 2], [3, 0, 2], [4, 0, 2], [5, 4, 0], [0.5, 4, 0]);
    const figures = fateFigures(some, then, regions(6));
    expect(figures.followed.line).toMatchObject({ slope: 1, r2: 1, count: 4 });
    const { slope, intercept } = whatLine(some, then);
    const squares = Array.from(some.what, (m, at) => (then.what[at]! - slope * m - intercept) ** 2);
    expect(figures.replaced.unexplained).toBeCloseTo(sum(squares.slice(4)) / sum(squares), 6);
    expect(figures.followed.unexplained + figures.replaced.unexplained).toBeCloseTo(1, 6);
    expect(figures.left).toMatchObject({ share: 0, unexplained: 0 });
  });
});
