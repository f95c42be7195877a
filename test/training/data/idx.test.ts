/** The IDX reader: sound files, and every way in which a file can be unsound. */
import { describe, expect, it } from "vitest";
import { parseIdx, UserError } from "swwae/training";

/** Two images of 2×3 bytes. */
function sound(): Uint8Array {
  return Uint8Array.from([
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
}

describe("parseIdx", () => {
  it("reads sizes and bytes", () => {
    const { sizes, values } = parseIdx(sound(), [null, 2, 3], "images");
    expect(sizes).toEqual([2, 2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("reads a view into a larger buffer", () => {
    const padded = new Uint8Array(40).fill(99);
    padded.set(sound(), 5);
    expect(parseIdx(padded.subarray(5, 33), [2, 2, 3], "images").values[0]).toBe(1);
  });

  const corruptions: readonly [string, (bytes: Uint8Array) => Uint8Array, string][] = [
    [
      "an empty file",
      () => new Uint8Array(),
      "at byte 0, expected a header of 16 bytes, found the end of the file",
    ],
    [
      "a file cut inside the header",
      (bytes) => bytes.subarray(0, 10),
      "at byte 10, expected a header of 16 bytes",
    ],
    [
      "another type of numbers",
      (bytes) => change(bytes, 2, 13),
      "at byte 0, expected the magic number 0x00000803, found 0x00000d03",
    ],
    [
      "other dimensions",
      (bytes) => change(bytes, 3, 1),
      "expected the magic number 0x00000803, found 0x00000801",
    ],
    ["another count", (bytes) => change(bytes, 7, 3), "at byte 4, expected size 2 of dimension 0, found 3"],
    ["another width", (bytes) => change(bytes, 15, 4), "at byte 12, expected size 3 of dimension 2, found 4"],
    [
      "a missing byte",
      (bytes) => bytes.subarray(0, 27),
      "at byte 27, expected 12 bytes (2 × 2 × 3) after the header, found 11",
    ],
    [
      "a byte too many",
      (bytes) => Uint8Array.from([...bytes, 0]),
      "at byte 28, expected 12 bytes (2 × 2 × 3) after the header, found 13",
    ],
  ];
  it.each(corruptions)("refuses %s", (_, corrupt, message) => {
    const parse = () => parseIdx(corrupt(sound()), [2, 2, 3], "folder/images");
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(message);
    expect(parse).toThrow("folder/images");
  });
});

function change(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  bytes[offset] = value;
  return bytes;
}
