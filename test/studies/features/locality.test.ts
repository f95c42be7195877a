/** How local images are, on images made by hand. */
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/runtime/index.js";
import { likeness, pixelsOf, smoothness } from "../../../src/studies/features/locality.js";

describe("the pixels that hold most of an image", () => {
  it("are counted, the strongest first", () => {
    expect(pixelsOf(Float32Array.of(0, 0, 3, 0), 1)).toBe(1);
    expect(pixelsOf(new Float32Array(10).fill(2), 1)).toBe(9);
    // 16 of 16 + 1 + 1 is less than nine tenths; with another one it is more. A sign has no part in it.
    expect(pixelsOf(Float32Array.of(1, -4, 1), 1)).toBe(2);
    expect(pixelsOf(new Float32Array(4), 1)).toBe(0);
  });

  it("are those of all channels together", () => {
    expect(pixelsOf(Float32Array.of(1, 1, 1, 0, 0, 0), 3)).toBe(1);
  });
});

describe("the likeness of images", () => {
  it("is the mean cosine of their pairs", () => {
    const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 5)];
    expect(likeness([a, a.map((value) => 3 * value)])).toBeCloseTo(1, 6);
    expect(likeness([a, b])).toBeCloseTo(0, 6);
    expect(likeness([a, a, b])).toBeCloseTo(1 / 3, 6);
    expect(likeness([a, new Float32Array(2)])).toBeNaN();
  });
});

describe("the smoothness of a filter", () => {
  it("is 1 where nothing changes, and −1 where every neighbour is the opposite", () => {
    expect(smoothness(new Float32Array(25).fill(-0.3), [5, 5, 1])).toBeCloseTo(1, 6);
    const board = Float32Array.from({ length: 25 }, (_, at) => (at % 2 === 0 ? 1 : -1));
    expect(smoothness(board, [5, 5, 1])).toBeCloseTo(-1, 6);
  });

  it("is about 0 for noise", () => {
    const random = randomStream(1, "noise");
    const noise = Float32Array.from({ length: 40 * 40 }, () => random.normal());
    expect(Math.abs(smoothness(noise, [40, 40, 1]))).toBeLessThan(0.1);
  });

  it("compares each channel with itself", () => {
    // Two channels that are opposite, each of them everywhere the same.
    const filter = Float32Array.from({ length: 18 }, (_, at) => (at % 2 === 0 ? 1 : -1));
    expect(smoothness(filter, [3, 3, 2])).toBeCloseTo(1, 6);
  });
});
