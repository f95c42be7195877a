/** Which way of using a peer the benchmark takes for its fastest. */
import { describe, expect, it } from "vitest";
import { fastestWay } from "../../bench/rows.js";

describe("the fastest way of using a peer", () => {
  it("is that of the highest median, whatever a single round says", () => {
    const rounds = [
      [90, 10],
      [40, 60],
      [42, 61],
    ];
    expect(fastestWay(rounds)).toBe(1);
  });

  it("is the only one where there is no other", () => {
    expect(fastestWay([[5], [7]])).toBe(0);
  });
});
