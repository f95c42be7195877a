import { describe, expect, it } from "vitest";
import { blockFor } from "../../../../../src/runtime/engines/tensorflow/kernels/thinConvolution.js";

describe("the blocks that convolutions to few channels are made in", () => {
  it("are as large as fills a vector", () => {
    expect(blockFor([5, 5, 64, 1])).toBe(4);
    expect(blockFor([11, 3, 64, 2])).toBe(4);
    expect(blockFor([3, 3, 128, 3])).toBe(2);
  });

  it("are single cells where a kernel has one tap, or a vector is full enough", () => {
    expect(blockFor([1, 1, 64, 1])).toBe(1);
    expect(blockFor([5, 5, 64, 8])).toBe(1);
    expect(blockFor([3, 3, 64, 64])).toBe(1);
  });
});
