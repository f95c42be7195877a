/** Resized images, against what Pillow makes of them (test/fixtures/resize/pillow.py says how). */
import { readFileSync } from "node:fs";
import { imageTransforms, resizeBytes } from "swwae/runtime";
import { describe, expect, it } from "vitest";

interface Case {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly pixels: readonly number[];
  readonly resized: readonly number[];
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../fixtures/resize/pillow.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

function resize(pixels: ArrayLike<number>, [height, width]: Case["from"], channels: number, to: Case["to"]) {
  const step = { kind: "resize", height: to[0], width: to[1] } as const;
  const [transform] = imageTransforms([step], [height, width, channels]);
  expect(transform?.shape).toEqual([...to, channels]);
  return [...transform!.apply(Float32Array.from(pixels))];
}

function largestDifference(found: readonly number[], wanted: readonly number[]): number {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...found.map((value, at) => Math.abs(value - wanted[at]!)));
}

describe.each(cases)("an image of $from, resized to $to", ({ from, to, pixels, resized }) => {
  it("is what Pillow's BILINEAR makes of it, to the digits that its numbers were written with", () => {
    // Numbers up to 255, rounded to four places.
    expect(largestDifference(resize(pixels, from, 1, to), resized)).toBeLessThan(1e-4);
  });

  it("is resized channel by channel", () => {
    const turned = pixels.toReversed();
    const both = pixels.flatMap((value, at) => [value, turned[at]!]);
    const found = resize(both, from, 2, to);
    expect(found.filter((_, at) => at % 2 === 0)).toEqual(resize(pixels, from, 1, to));
    expect(found.filter((_, at) => at % 2 === 1)).toEqual(resize(turned, from, 1, to));
  });

  it("is rounded to bytes where bytes are wanted", () => {
    const bytes = resizeBytes(Uint8Array.from(pixels), [...from, 1], { height: to[0], width: to[1] });
    expect(largestDifference([...bytes], resized)).toBeLessThanOrEqual(0.5001);
  });
});
