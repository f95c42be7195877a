/** Pictures of reports: decoded again and looked at pixel by pixel. */
import { asPixels } from "swwae/training";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { pngOf } from "../../src/report/pictures/element.js";
import { aroundGrey, columnsOf, finer, sheet } from "../../src/report/pictures/sheet.js";
import { shrink, shrunkShape } from "../../src/report/pictures/shrink.js";
import { mapTiles, whereColour, whereKey } from "../../src/report/pictures/whatWhere.js";

const tile = (value: number) => new Float32Array(4).fill(value);
const channels = (shape: readonly [number, number, number], values: number[]) =>
  decode(pngOf(sheet({ shape, tiles: [Float32Array.from(values)], columns: 1 }))).channels;

describe("a sheet", () => {
  it("lays tiles out in rows, and lets the page show through between them", () => {
    const options = { shape: [2, 2, 1] as const, tiles: [tile(0), tile(1), tile(0.5)], columns: 2 };
    const { width, height, data, channels: written } = decode(pngOf(sheet(options)));
    expect([width, height, written]).toEqual([5, 5, 2]);
    const at = (row: number, column: number) =>
      Array.from(data.subarray((row * 5 + column) * 2, (row * 5 + column) * 2 + 2));
    expect(at(1, 1)).toEqual([0, 255]);
    expect(at(0, 2)).toEqual([0, 0]);
    expect(at(1, 4)).toEqual([255, 255]);
    expect(at(3, 0)).toEqual([128, 255]);
    expect(at(4, 4)).toEqual([0, 0]);
  });

  it("is written with as few channels as it needs", () => {
    expect(channels([1, 2, 1], [0, 1])).toBe(1);
    expect(channels([1, 1, 3], [0.5, 0.5, 0.5])).toBe(1);
    expect(channels([1, 1, 3], [0.5, 0.5, 0.25])).toBe(3);
  });

  it("is about a square, full where it can be", () => {
    expect([1, 7, 10, 12, 16, 32, 64].map(columnsOf)).toEqual([1, 3, 5, 4, 4, 8, 8]);
  });

  it("shows small tiles finer", () => {
    expect([finer([5, 5]), finer([28, 28]), finer([3, 7])]).toEqual([4, 1, 3]);
  });
});

describe("a large image", () => {
  it("is shrunk by means, and a small one is not", () => {
    const image = Float32Array.from({ length: 50 * 3 }, (_, at) => at % 3);
    const shape = [50, 3, 1] as const;
    expect(shrunkShape(shape)).toEqual([25, 2, 1]);
    expect([...shrink(image, shape)].slice(0, 4)).toEqual([0.5, 2, 0.5, 2]);
    expect(shrink(image, [3, 3, 1])).toBe(image);
  });
});

describe("signed numbers", () => {
  it("lie around grey", () => {
    expect([...aroundGrey(Float32Array.from([-2, 0, 1]))]).toEqual([0, 0.5, 0.75]);
    expect([...aroundGrey(new Float32Array(2))]).toEqual([0.5, 0.5]);
    expect(aroundGrey(Float32Array.from([100, 1, 1, 1]), 0.75)[1]).toBe(1);
  });

  it("of standardised images are brought back to black and white", () => {
    const shown = asPixels(Float32Array.from([-1, 3]));
    expect([...shown(Float32Array.from([-1, 1, 3]))]).toEqual([0, 0.5, 1]);
    const same = Float32Array.from([0.2]);
    expect(asPixels(same)(same)).toBe(same);
  });
});

describe("what and where", () => {
  it("has another colour for every corner, and is pale in the middle", () => {
    const corners = [
      whereColour(1, 1, 1),
      whereColour(-1, 1, 1),
      whereColour(-1, -1, 1),
      whereColour(1, -1, 1),
    ];
    // Yellowish, green, blue, magenta: by which channels are strong.
    const strong = corners.map((colour) => colour.map((channel) => (channel > 0.5 ? 1 : 0)).join(""));
    expect(strong).toEqual(["110", "010", "001", "101"]);
    expect(whereColour(0, 0, 1)).toEqual([1, 1, 1]);
    expect(Math.max(...whereColour(1, 1, 0))).toBe(0);
  });

  it("is told by the key, upper left first", () => {
    const key = whereKey(3);
    expect(Array.from(key.subarray(0, 3))).toEqual([...Float32Array.from(whereColour(-1, 1, 1))]);
    expect(Array.from(key.subarray(-3))).toEqual([...Float32Array.from(whereColour(1, -1, 1))]);
  });

  it("takes the maps of the image that is asked for", () => {
    const stage = {
      name: "s",
      shape: [1, 2, 2],
      what: Float32Array.from([9, 9, 9, 9, 1, 4, 2, 0]),
      where: { x: new Float32Array(8), y: new Float32Array(8).fill(1) },
      withWhere: new Float32Array(),
      withoutWhere: new Float32Array(),
      withOtherWhere: null,
    };
    const { shape, what, where } = mapTiles(stage, 1, 8);
    expect(shape).toEqual([1, 2]);
    expect(what.map((tile) => [...tile])).toEqual([
      [0.5, 1],
      [1, 0],
    ]);
    expect(Array.from(where![1]!.subarray(3))).toEqual([0, 0, 0]);
    expect(mapTiles({ ...stage, shape: [4], where: null }, 0, 8)).toMatchObject({
      shape: [2, 2],
      where: null,
    });
  });
});
