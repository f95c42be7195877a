/** Learning rate schedules. */
import { describe, expect, it } from "vitest";
import { constantRate, oneCycleRate } from "swwae/training";

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
