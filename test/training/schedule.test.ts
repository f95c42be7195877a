/** Learning rate schedules. */
import { describe, expect, it } from "vitest";
import {
  constantRate,
  cosineRate,
  createSchedule,
  oneCycleRate,
  type Schedule,
  stepRate,
  withWarmUp,
} from "swwae/training";

describe("oneCycleRate", () => {
  const rates = Array.from({ length: 1000 }, (_, step) => oneCycleRate(0.002)(step, 1000));

  it("climbs for a tenth of the steps, then only falls", () => {
    expect(rates.indexOf(Math.max(...rates))).toBe(100);
    rates.slice(1).forEach((rate, before) => {
      if (before < 100) expect(rate).toBeGreaterThan(rates[before]!);
      else expect(rate).toBeLessThan(rates[before]!);
    });
  });

  it("starts at peak/25, reaches the peak, ends at peak/1000", () => {
    expect(rates[0]).toBeCloseTo(0.002 / 25, 12);
    expect(rates[100]).toBeCloseTo(0.002, 12);
    expect(rates[999]).toBeCloseTo(0.002 / 1000, 12);
  });

  it("is half-way down in the middle of the fall", () => {
    expect(oneCycleRate(1, 0)(50, 101)).toBeCloseTo((1 + 1 / 1000) / 2, 12);
  });

  it.each([1, 2, 3])("gives finite, positive rates for %i steps", (steps) => {
    for (let step = 0; step < steps; step++) {
      expect(oneCycleRate(0.1)(step, steps)).toBeGreaterThan(0);
      expect(oneCycleRate(0.1)(step, steps)).toBeLessThanOrEqual(0.1);
    }
  });
});

it("a constant rate is constant", () => {
  expect(constantRate(0.3)(0, 10)).toBe(0.3);
  expect(constantRate(0.3)(9, 10)).toBe(0.3);
});

const ratesOf = (schedule: Schedule, steps: number) =>
  Array.from({ length: steps }, (_, step) => schedule(step, steps));

it("a step schedule multiplies the rate after every so many steps", () => {
  expect(ratesOf(stepRate(1, 2, 0.5), 6)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
});

it("a cosine falls from the full rate towards 0, slowly at first and at last", () => {
  const rates = ratesOf(cosineRate(2), 4);
  const expected = [2, 1 + Math.SQRT1_2, 1, 1 - Math.SQRT1_2];
  rates.forEach((rate, step) => expect(rate).toBeCloseTo(expected[step]!, 12));
});

describe("a warm-up", () => {
  it("rises in equal steps to the schedule's first rate, which follows on the steps that are left", () => {
    const seen: (readonly number[])[] = [];
    const rates = ratesOf(
      withWarmUp((step, steps) => {
        seen.push([step, steps]);
        return 8 / (step + 1);
      }, 3),
      5,
    );
    expect(rates).toEqual([2, 4, 6, 8, 4]);
    expect(seen.slice(3)).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it("longer than the training never gets to the full rate", () => {
    expect(ratesOf(withWarmUp(constantRate(10), 9), 3)).toEqual([1, 2, 3]);
  });
});

describe("the schedule of an experiment counts in epochs", () => {
  it.each([
    ["constant", { kind: "constant", warmupEpochs: 0 }, [1, 1, 1, 1, 1, 1]],
    ["constant, warmed up", { kind: "constant", warmupEpochs: 1 }, [1 / 3, 2 / 3, 1, 1, 1, 1]],
    ["step", { kind: "step", every: 1, factor: 0.1, warmupEpochs: 0 }, [1, 1, 0.1, 0.1, 0.01, 0.01]],
    [
      "step, warmed up",
      { kind: "step", every: 1, factor: 0.5, warmupEpochs: 1 },
      [1 / 3, 2 / 3, 1, 1, 0.5, 0.5],
    ],
    ["cosine", { kind: "cosine", warmupEpochs: 0 }, ratesOf(cosineRate(1), 6)],
    ["one cycle", { kind: "one-cycle", warmupEpochs: 0 }, ratesOf(oneCycleRate(1), 6)],
    ["one cycle, warmed up", { kind: "one-cycle", warmupEpochs: 1 }, ratesOf(oneCycleRate(1, 1 / 3), 6)],
  ] as const)("%s", (_, settings, expected) => {
    const rates = ratesOf(createSchedule(settings, 1, 2), 6);
    rates.forEach((rate, step) => expect(rate).toBeCloseTo(expected[step]!, 12));
    expect(rates).toHaveLength(expected.length);
  });
});
