/** Tiles: where the rows of a map stand in them, and how they come back. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { rowsInTiles, rowsOutOfTiles } from "../../../../src/runtime/engines/onnx/tiling.js";

it("the columns of a tile stand before the rows of a band", () => {
  // Two bands of one row, two tiles of three columns, one channel.
  const sizes = { height: 2, width: 6, channels: 1 };
  expect(rowsInTiles(sizes, { rows: 1, columns: 3 })).toEqual([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
  // One band of both rows: within a column of the tiles first the upper row, then the lower one.
  expect(rowsInTiles(sizes, { rows: 2, columns: 3 })).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
});

it("channels stay together with the tiles of a row", () => {
  const sizes = { height: 1, width: 2, channels: 2 };
  expect(rowsInTiles(sizes, { rows: 1, columns: 2 })).toEqual([0, 2, 1, 3]);
  expect(rowsInTiles(sizes, { rows: 1, columns: 1 })).toEqual([0, 1, 2, 3]);
});

it("every row stands in tiles once, and comes back to where it was", () => {
  const size = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(size, size, size, size, size, (bands, rows, tiles, columns, channels) => {
      const sizes = { height: bands * rows, width: tiles * columns, channels };
      const there = rowsInTiles(sizes, { rows, columns });
      const back = rowsOutOfTiles(sizes, { rows, columns });
      expect(back.map((place) => there[place])).toEqual(back.map((_, row) => row));
    }),
  );
});
