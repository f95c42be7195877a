/** Maps put beside each other: orders that are known, and assignments against all that there are. */
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/runtime/index.js";
import { bestAssignment, MapCorrelations } from "../../../src/studies/stages/matching.js";

/** Numbers of so many cells and maps, each map another. */
function maps(cells: number, count: number, purpose: string): Float32Array {
  const random = randomStream(1, purpose);
  return Float32Array.from({ length: cells * count }, () => random.uniform());
}

/** The maps in another order: map `order[k]` of the result is map k. */
function reordered(what: Float32Array, order: readonly number[]): Float32Array {
  const result = new Float32Array(what.length);
  what.forEach((value, at) => {
    const map = at % order.length;
    result[at - map + order[map]!] = value;
  });
  return result;
}

describe("maps beside those that the decoder rebuilds", () => {
  const what = maps(200, 4, "what");

  it("are in their place where they are rebuilt", () => {
    const correlations = new MapCorrelations(4);
    correlations.add(what, what);
    const { own, best, inPlace, maps: count } = correlations.matching();
    expect(own).toBeCloseTo(1, 9);
    expect(best).toBeCloseTo(1, 9);
    expect({ inPlace, count }).toEqual({ inPlace: 1, count: 4 });
  });

  it("are found again in another order, and at another scale", () => {
    const correlations = new MapCorrelations(4);
    const decoded = reordered(what, [1, 0, 2, 3]).map((value) => 3 * value + 2);
    // In two parts, as batches come.
    correlations.add(what.subarray(0, 400), decoded.subarray(0, 400));
    correlations.add(what.subarray(400), decoded.subarray(400));
    const { own, best, inPlace } = correlations.matching();
    expect(best).toBeCloseTo(1, 5);
    expect(own).toBeLessThan(0.7);
    expect(inPlace).toBe(0.5);
  });

  it("that never say anything are left out", () => {
    const correlations = new MapCorrelations(4);
    correlations.add(
      what.map((value, at) => (at % 4 === 2 ? 0 : value)),
      what,
    );
    expect(correlations.matching()).toMatchObject({ maps: 3, inPlace: 1 });
    const silent = new MapCorrelations(4);
    silent.add(new Float32Array(8), what.subarray(0, 8));
    expect(silent.matching()).toEqual({ own: 0, best: 0, inPlace: 0, maps: 0 });
  });

  it("are correlated by the usual formula", () => {
    const correlations = new MapCorrelations(1);
    correlations.add(Float32Array.of(1, 2, 3, 4), Float32Array.of(2, 1, 4, 3));
    expect(correlations.correlation(0, 0)).toBeCloseTo(0.6, 9);
  });
});

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, place) => order.toSpliced(place, 0, count - 1)),
  );
}

function gain(gains: readonly (readonly number[])[], order: readonly number[]): number {
  return gains.reduce((sum, row, place) => sum + row[order[place]!]!, 0);
}

describe("the best assignment", () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))("is the best of all, number %i", (seed) => {
    const random = randomStream(seed, "gains");
    const gains = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 2 * random.uniform() - 1));
    const found = bestAssignment(gains);
    expect(found.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    const best = Math.max(...permutations(5).map((order) => gain(gains, order)));
    expect(gain(gains, found)).toBeCloseTo(best, 9);
  });

  it("may leave columns over", () => {
    expect(
      bestAssignment([
        [0, 5, 3],
        [1, 6, 2],
      ]),
    ).toEqual([2, 1]);
    expect(bestAssignment([])).toEqual([]);
  });
});
