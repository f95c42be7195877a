/** Which tile an axis takes. */
import { describe, expect, it } from "vitest";
import { chooseTile, tilesAtOnce } from "../../../../src/runtime/engines/winograd/tileChoice.js";
import { filtersOf, loadOf } from "../../../../src/runtime/engines/winograd/work.js";

/** The tiles of rows of some lengths, between so many channels. */
function chosen(channels: number, lengths: readonly number[], taps: number, most = 8): number[] {
  const load = loadOf({ channels, filters: channels });
  return lengths.map((length) => chooseTile(length, { taps, most }, load, "tileFirst"));
}

describe("the tile of an axis", () => {
  it("is that with the fewest products between many channels, and among equals the smallest", () => {
    const lengths = [32, 16, 8, 7, 14, 6, 3, 1];
    expect(chosen(2048, lengths, 3)).toEqual([4, 4, 4, 4, 5, 6, 3, 2]);
    expect(chosen(2048, lengths, 5)).toEqual([4, 4, 4, 4, 4, 3, 3, 2]);
    // Cut into four taps and three.
    expect(chosen(2048, lengths, 7)).toEqual([4, 4, 4, 4, 5, 3, 3, 2]);
  });

  it("may have more products where the map is transformed along that axis only", () => {
    expect(chosen(2048, [32, 16, 14, 8, 6], 3, 10)).toEqual([8, 8, 7, 8, 6]);
    expect(chosen(2048, [32, 24, 5], 5, 10)).toEqual([6, 6, 5]);
    expect(chosen(2048, [32, 20], 7, 10)).toEqual([4, 4]);
  });

  it("divides a long axis between fewer channels, where a transform by blocks costs far less than one by the whole matrix", () => {
    // Of 64 rows under seven taps tiles of five make 195 products, tiles of four 208.
    expect(chosen(2048, [64], 7)).toEqual([5]);
    expect(chosen(32, [64], 7)).toEqual([4]);
    // Of as many under three taps tiles of six make 88, tiles of four 96.
    expect(chosen(64, [64], 3)).toEqual([6]);
  });

  it("need not divide an axis that is too short for blocks", () => {
    expect(chosen(64, [14], 3)).toEqual([5]);
  });
});

describe("the transform back", () => {
  it("takes tiles along rows a few at once, where they divide them", () => {
    expect(tilesAtOnce(4, 32, "tileFirst")).toBe(2);
    expect(tilesAtOnce(6, 36, "tileFirst")).toBe(1);
    expect(tilesAtOnce(5, 48, "tileFirst")).toBe(10);
  });

  it("takes tiles along columns one by one, where that pays for copying", () => {
    expect(tilesAtOnce(4, 48, "productFirst")).toBe(1);
    expect(tilesAtOnce(4, 32, "productFirst")).toBe(8);
  });
});

describe("the products along rows and columns", () => {
  it.each([
    ["six by ten where the columns have many taps", [40, 20], [2, 7], [6, 10]],
    ["ten by six where the rows have", [20, 40], [7, 2], [10, 6]],
    ["eight by eight where six would do along both axes", [32, 32], [3, 3], [8, 8]],
    ["eight by eight where others save nothing", [32, 32], [5, 5], [8, 8]],
    ["ten where the other axis has a single tap", [32, 32], [1, 5], [10, 10]],
  ] as const)("are %s", (_, [height, width], kernel, most) => {
    const found = filtersOf({ height, width, kernel, channels: 128, filters: 128 });
    expect(found.map((filter) => filter.most)).toEqual(most);
    expect(found.map((filter) => filter.taps)).toEqual(kernel);
  });
});
