import { describe, expect, it } from "vitest";
import { suggest } from "../../../src/compiler/diagnostics/suggest.js";

const layers = ["conv", "relu", "pool", "batchnorm", "dropout", "dense"];

describe("suggest", () => {
  it.each([
    ["convv", "conv"],
    ["cnov", "conv"],
    ["Conv", "conv"],
    ["ReLU", "relu"],
    ["BatchNorm", "batchnorm"],
    ["dropot", "dropout"],
    ["dens", "dense"],
    ["softmax", null],
    ["x", null],
    ["", null],
    ["a".repeat(10_000), null],
  ])("%s → %s", (word, expected) => {
    expect(suggest(word, layers)).toBe(expected);
  });

  it("prefers the nearest, then the first", () => {
    expect(suggest("stage3", ["stage1", "stage2"])).toBe("stage1");
    expect(suggest("tops", ["tap", "top"])).toBe("top");
  });
});
