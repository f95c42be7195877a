/** The picture of reconstructions: decoded again and looked at pixel by pixel. */
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { gridLayout, type GridOptions, reconstructionGrid } from "swwae/training";

/** Two columns of 2×2 images in two rows; some numbers lie outside [0, 1]. */
const grid: GridOptions = {
  shape: [2, 2, 1],
  columns: 2,
  rows: [
    { caption: "original", images: Float32Array.from([0, 0.5, 1, 0.2, 1, 1, 1, 1]) },
    { caption: "without", detail: "error 0.1", images: Float32Array.from([-3, 7, 0, 1, 0, 0, 0, 0]) },
  ],
};

/** Red, green and blue at (left, top) of the decoded picture. */
function pixels(options: GridOptions): {
  at: (left: number, top: number) => number[];
  width: number;
  height: number;
} {
  const { width, height, channels, data } = decode(reconstructionGrid(options));
  expect(channels).toBe(3);
  const at = (left: number, top: number) =>
    Array.from(data.subarray((top * width + left) * 3, (top * width + left) * 3 + 3));
  return { width, height, at };
}

const gray = (value: number) => [value, value, value];

describe("reconstructionGrid", () => {
  it("has the size that its layout says", () => {
    const { width, height } = pixels(grid);
    expect({ width, height }).toEqual({ width: gridLayout(grid).width, height: gridLayout(grid).height });
  });

  it("draws every pixel as a square of the scale, clipped to [0, 1]", () => {
    const { at } = pixels(grid);
    const { imageAt, scale } = gridLayout(grid);
    const expected = [
      [
        [0, 128, 255, 51],
        [255, 255, 255, 255],
      ],
      [
        [0, 255, 0, 255],
        [0, 0, 0, 0],
      ],
    ];
    expected.forEach((row, rowNumber) =>
      row.forEach((image, column) =>
        image.forEach((value, pixel) => {
          const { left, top } = imageAt(rowNumber, column);
          const x = left + (pixel % 2) * scale;
          const y = top + Math.floor(pixel / 2) * scale;
          expect(at(x, y)).toEqual(gray(value));
          expect(at(x + scale - 1, y + scale - 1)).toEqual(gray(value));
        }),
      ),
    );
  });

  it("leaves light margins and gaps around the images", () => {
    const { at, width, height } = pixels(grid);
    const { imageAt, scale } = gridLayout(grid);
    const { left, top } = imageAt(0, 0);
    const corners = [
      [0, 0],
      [width - 1, height - 1],
      [left + 2 * scale, top],
      [left, top + 2 * scale],
      [left - 1, top],
    ] as const;
    for (const [x, y] of corners) expect(Math.min(...at(x, y))).toBeGreaterThan(240);
  });

  it("writes captions left of the images", () => {
    const { at, height } = pixels(grid);
    const { left } = gridLayout(grid).imageAt(0, 0);
    let dark = 0;
    for (let x = 0; x < left; x++) for (let y = 0; y < height; y++) if (at(x, y)[0]! < 128) dark += 1;
    expect(dark).toBeGreaterThan(100);
  });

  it("draws three channels as red, green and blue", () => {
    const colored: GridOptions = {
      shape: [1, 1, 3],
      columns: 1,
      rows: [{ caption: "x", images: Float32Array.from([1, 0.4, 0]) }],
      scale: 5,
    };
    const { left, top } = gridLayout(colored).imageAt(0, 0);
    expect(pixels(colored).at(left + 4, top + 4)).toEqual([255, 102, 0]);
  });

  it("gives the same bytes for the same grid", () => {
    expect(reconstructionGrid(grid)).toEqual(reconstructionGrid(grid));
  });

  it("refuses a row with too few images", () => {
    const short = { ...grid, rows: [{ caption: "short", images: new Float32Array(4) }] };
    expect(() => reconstructionGrid(short)).toThrow(
      'the row "short" needs 2 images of 4 numbers, not 4 numbers',
    );
  });
});
