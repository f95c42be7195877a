/** What crosses to the decoder: counted by hand from small nets, and the entropy of switches made by hand. */
import { describe, expect, it } from "vitest";
import { crossingOf, SwitchEntropy } from "../../../src/studies/relatives/crossing.js";
import { compileSpec } from "../../support/compileSpec.js";

/** Two poolings: 8×8 in three maps to 4×4, and 4×4 in two maps to 2×1. */
function crossing(lower: string, upper: string) {
  const { models } = compileSpec(
    "test.swwae",
    `model Two {
      input 8x8x1
      encoder {
        stage lower { conv 3x3 3  relu  pool 2x2  ${lower} }
        stage upper { conv 3x3 2  relu  pool 2x4  ${upper} }
        stage code { conv 1x1 5 }
      }
      loss { L2rec 1 }
    }`,
  );
  return crossingOf(models[0]!);
}

describe("what crosses for an image", () => {
  it("is a switch for each region", () => {
    // 48 switches among 4 cells, and 4 among 8.
    expect(crossing("where hard", "where hard")).toEqual({ numbers: 52, bits: 48 * 2 + 4 * 3 });
  });

  it("is two coordinates for each region with a soft where", () => {
    expect(crossing("where soft beta 10", "where none")).toEqual({ numbers: 96, bits: 96 * 32 });
  });

  it("is every number of the map before the pooling with the whole map", () => {
    // 8×8 in three maps, and 4×4 in two.
    expect(crossing("where map", "where map")).toEqual({ numbers: 224, bits: 224 * 32 });
  });

  it("is nothing without where", () => {
    expect(crossing("where none", "where none")).toEqual({ numbers: 0, bits: 0 });
  });

  it("is summed up over the poolings", () => {
    expect(crossing("where hard", "where soft beta 10")).toEqual({ numbers: 56, bits: 96 + 8 * 32 });
  });
});

describe("the entropy of switches", () => {
  it("is 0 of switches that stand still, and log2 of the cells of those that are everywhere alike", () => {
    const still = new SwitchEntropy(1, 4);
    still.add(Uint32Array.of(3, 3, 3, 3));
    expect(still.bits()).toBe(0);
    const even = new SwitchEntropy(1, 4);
    even.add(Uint32Array.of(0, 1, 2, 3, 3, 2, 1, 0));
    expect(even.bits()).toBeCloseTo(2, 12);
  });

  it("counts every switch by itself", () => {
    // Of four images, the first switch is always at cell 1, the second at 0 and 2 by turns, the third at 0, 0, 0 and 3.
    const entropy = new SwitchEntropy(3, 4);
    entropy.add(Uint32Array.of(1, 0, 0, 1, 2, 0));
    entropy.add(Uint32Array.of(1, 0, 0, 1, 2, 3));
    expect(entropy.bits()).toBeCloseTo(0 + 1 + 0.75 * Math.log2(4 / 3) + 0.25 * 2, 12);
  });

  it("is 0 of no images", () => {
    expect(new SwitchEntropy(3, 4).bits()).toBe(0);
  });
});
