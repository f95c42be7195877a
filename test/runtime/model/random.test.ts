import { randomStream } from "swwae/runtime";
import { describe, expect, it } from "vitest";

const many = 20_000;
const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0) / numbers.length;

describe("random streams", () => {
  it("give the same numbers for the same seed and label", () => {
    const [a, b] = [randomStream(7, "masks"), randomStream(7, "masks")];
    expect(draw(50, a.uniform)).toEqual(draw(50, b.uniform));
    expect(draw(7, a.normal)).toEqual(draw(7, b.normal));
    expect(draw(50, () => a.integer(10))).toEqual(draw(50, () => b.integer(10)));
  });

  it("give other numbers for another seed or label, from the first on", () => {
    const firsts = [
      ...Array.from({ length: 200 }, (_, seed) => randomStream(seed, "masks").uniform()),
      ...Array.from({ length: 200 }, (_, at) => randomStream(7, `label ${at}`).uniform()),
    ];
    expect(new Set(firsts).size).toBe(400);
    expect(mean(firsts)).toBeGreaterThan(0.45);
    expect(mean(firsts)).toBeLessThan(0.55);
  });

  it("do not depend on each other", () => {
    const alone = draw(10, randomStream(3, "b").uniform);
    const first = randomStream(3, "a");
    const second = randomStream(3, "b");
    const between = draw(10, () => {
      first.normal();
      return second.uniform();
    });
    expect(between).toEqual(alone);
  });

  it("are uniform in [0, 1)", () => {
    const numbers = draw(many, randomStream(1, "uniform").uniform);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const counts = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) counts[Math.floor(number * 10)]! += 1;
    // χ² with 9 degrees of freedom exceeds 27.9 once in a thousand.
    const expected = many / 10;
    const chiSquared = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(27.9);
  });

  it("draw whole numbers below a limit, all of them", () => {
    const stream = randomStream(1, "integers");
    const numbers = draw(1000, () => stream.integer(6));
    expect([...new Set(numbers)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(draw(5, () => stream.integer(1))).toEqual([0, 0, 0, 0, 0]);
  });

  it("draw normal numbers of mean 0 and deviation 1", () => {
    const numbers = draw(many, randomStream(1, "normals").normal);
    expect(Math.abs(mean(numbers))).toBeLessThan(0.03);
    expect(Math.sqrt(mean(numbers.map((number) => number ** 2)))).toBeCloseTo(1, 1);
    const within = numbers.filter((number) => Math.abs(number) < 1).length / many;
    expect(within).toBeCloseTo(0.683, 1);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});
