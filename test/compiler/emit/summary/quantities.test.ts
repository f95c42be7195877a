/** How large numbers are spelled. */
import { describe, expect, test } from "vitest";
import {
  roundedBytes,
  roundedCount,
  roundedWeight,
} from "../../../../src/compiler/emit/summary/quantities.js";

describe("quantities", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1000, "1.00 k"],
    [9994, "9.99 k"],
    [9996, "10.0 k"],
    [99_960, "100 k"],
    [999_400, "999 k"],
    [999_600, "1.00 M"],
    [20_577_920, "20.6 M"],
    [5e15, "5.00 P"],
    [7e21, "7000000 P"],
  ])("%d is %s", (count, text) => expect(roundedCount(count)).toBe(text));

  test.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1.00 KiB"],
    [1_048_500, "1.00 MiB"],
    [847_249_408, "808 MiB"],
  ])("%d bytes are %s", (bytes, text) => expect(roundedBytes(bytes)).toBe(text));

  test.each([
    [0.5 / 12_544, "0.0000399"],
    [1e-9, "1e-9"],
    [392, "392"],
    [27_648, "27,648"],
  ])("%d is a weight of %s", (weight, text) => expect(roundedWeight(weight)).toBe(text));
});
