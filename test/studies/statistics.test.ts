/** Paired differences against values from tables and by hand, and which setting is reported. */
import { describe, expect, it } from "vitest";
import { bestHeldBack, pairedDifference, studentQuantile, verdictOf } from "../../src/studies/index.js";

describe("Student's t", () => {
  // Two-sided 95 %, from the usual tables.
  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [4, 2.7764],
    [9, 2.2622],
    [30, 2.0423],
  ])("with %i degrees of freedom is %d standard errors wide", (degrees, expected) => {
    expect(studentQuantile(degrees)).toBeCloseTo(expected, 4);
  });
});

describe("a paired difference", () => {
  const other = [0.1, 0.12, 0.14, 0.11, 0.13].map((value, index) => ({ seed: index + 1, value }));

  it("is taken seed by seed, whatever their order", () => {
    const ours = [0.09, 0.1, 0.12, 0.1, 0.12]
      .map((value, index) => ({ seed: index + 1, value }))
      .toReversed();
    const found = pairedDifference(ours, other)!;
    // Differences −.01, −.02, −.02, −.01, −.01: mean −.014, standard error .00244949.
    expect(found.pairs).toBe(5);
    expect(found.mean).toBeCloseTo(-0.014, 10);
    expect(found.interval![0]).toBeCloseTo(-0.0208009, 6);
    expect(found.interval![1]).toBeCloseTo(-0.0071991, 6);
    expect(verdictOf(found)).toBe("lower");
    expect(verdictOf(pairedDifference(other, ours)!)).toBe("higher");
  });

  it("leaves out seeds that one side lacks, and has no interval for a single pair", () => {
    const found = pairedDifference(
      [
        { seed: 5, value: 0.5 },
        { seed: 9, value: 0 },
      ],
      other,
    )!;
    expect(found).toMatchObject({ pairs: 1, interval: null });
    expect(found.mean).toBeCloseTo(0.37, 10);
    expect(verdictOf(found)).toBe("not told apart");
    expect(pairedDifference([{ seed: 9, value: 0 }], other)).toBeNull();
  });

  it("is not told apart where its interval holds 0", () => {
    const ours = [0.2, 0.05, 0.14, 0.12, 0.1].map((value, index) => ({ seed: index + 1, value }));
    expect(verdictOf(pairedDifference(ours, other)!)).toBe("not told apart");
  });
});

/** What was tried, with this mean error on the images held back. */
function tried(mean: number | null) {
  return { validationError: mean === null ? null : { mean, standardError: 0.01, count: 3 } };
}

describe("the setting that the images held back choose", () => {
  it("is the one with the lowest mean error, the first of equals", () => {
    const all = [tried(0.3), tried(0.1), tried(0.2), tried(0.1)];
    expect(bestHeldBack(all)).toBe(all[1]);
  });

  it("is none that nothing was held back for, where there are others", () => {
    const all = [tried(null), tried(0.9)];
    expect(bestHeldBack(all)).toBe(all[1]);
    expect(bestHeldBack([tried(null)])).toEqual(tried(null));
    expect(bestHeldBack([])).toBeUndefined();
  });
});
