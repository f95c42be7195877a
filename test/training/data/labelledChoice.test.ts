/** The choice of labelled samples: balanced, seeded, from the candidates only; and the validation split. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseLabelled, splitValidation, UserError } from "swwae/training";

/** 300 labels of 5 classes, not evenly spread. */
const labels = Uint8Array.from({ length: 300 }, (_, index) => (index * index) % 5);
const all = Uint32Array.from({ length: 300 }, (_, index) => index);
const evenLabels = Uint8Array.from({ length: 300 }, (_, index) => index % 5);

function countPerClass(chosen: Uint32Array, of: Uint8Array): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const index of chosen) counts[of[index]!]! += 1;
  return counts;
}

function chooseFifty(seed: number): string {
  return chooseLabelled(evenLabels, 5, all, 50, seed).join();
}

describe("chooseLabelled", () => {
  it("takes as many of every class, for every seed", () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 1, max: 60 }), (seed, perClass) => {
        const chosen = chooseLabelled(evenLabels, 5, all, 5 * perClass, seed);
        expect(countPerClass(chosen, evenLabels)).toEqual(Array(5).fill(perClass));
        expect(new Set(chosen).size).toBe(5 * perClass);
      }),
    );
  });

  it("gives a remainder to some classes", () => {
    const counts = countPerClass(chooseLabelled(evenLabels, 5, all, 13, 7), evenLabels);
    expect(counts.toSorted()).toEqual([2, 2, 3, 3, 3]);
  });

  it("is the same for the same seed and another for another", () => {
    expect(chooseFifty(3)).toBe(chooseFifty(3));
    expect(chooseFifty(3)).not.toBe(chooseFifty(4));
  });

  it("chooses among the candidates only", () => {
    const candidates = all.filter((index) => index >= 100);
    const chosen = chooseLabelled(evenLabels, 5, candidates, 100, 1);
    expect(Math.min(...chosen)).toBeGreaterThanOrEqual(100);
  });

  it("takes everything where everything is asked for, balanced or not", () => {
    expect(chooseLabelled(labels, 5, all, 300, 1)).toEqual(all);
  });

  it("says which class is too small", () => {
    const few = Uint8Array.from({ length: 300 }, (_, index) => (index < 3 ? 4 : index % 4));
    const choose = () => chooseLabelled(few, 5, all, 50, 1);
    expect(choose).toThrow(UserError);
    expect(choose).toThrow(
      "50 labelled samples, balanced over 5 classes, need 10 samples of class 4, but only 3 are there",
    );
  });

  it("refuses more labels than samples", () => {
    expect(() => chooseLabelled(labels, 5, all, 301, 1)).toThrow(
      "301 labelled samples were asked for, but only 300",
    );
  });
});

describe("splitValidation", () => {
  it("splits all samples in two", () => {
    const { training, validation } = splitValidation(100, 30, null, 5);
    expect(training.length).toBe(70);
    expect(validation.length).toBe(30);
    expect([...training, ...validation].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
  });

  it("holds back the same samples whatever the limit", () => {
    expect(splitValidation(100, 30, 10, 5).validation).toEqual(splitValidation(100, 30, null, 5).validation);
    expect(splitValidation(100, 30, 10, 5).training.length).toBe(10);
  });

  it("refuses to hold back everything", () => {
    expect(() => splitValidation(100, 100, null, 5)).toThrow(UserError);
  });
});

it.each([
  [
    100,
    1000,
    "write `validation 20` in the experiment, or give --validation 20, a fifth of them; 0 holds none back",
  ],
  [3, 3, "write `validation 0` in the experiment, or give --validation 0"],
])("says what to write where %i images cannot spare %i", (total, validation, hint) => {
  expect(() => splitValidation(total, validation, null, 1)).toThrow(expect.objectContaining({ hint }));
});
