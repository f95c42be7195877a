/** Bands of rows and Winograd's method along columns: where they pay, and that their constant indices say what a convolution does. */
import { describe, expect, it } from "vitest";
import type { ConvolutionGeometry } from "../../../../src/runtime/engines/geometry.js";
import { type Regions, regionsOf } from "../../../../src/runtime/engines/onnx/cells.js";
import { bandsOf, costOfBands } from "../../../../src/runtime/engines/onnx/fast/bandGeometry.js";
import {
  bandsInTiles,
  collectingRows,
  costOfTiledBands,
  diagonals,
  metRows,
  paysInTiledBands,
  spreadingRows,
  summandsOf,
  tiledBandsOf,
} from "../../../../src/runtime/engines/onnx/fast/tiledBandGeometry.js";
import { kernelNumbers } from "../../../support/kernelNumbers.js";

function regionsFor(shape: ConvolutionGeometry, size: readonly [number, number]): Regions {
  return regionsOf([shape.batch, shape.height, shape.width, Math.max(shape.channels, shape.filters)], size);
}

const firstLayer: ConvolutionGeometry = {
  batch: 64,
  height: 64,
  width: 64,
  channels: 3,
  filters: 12,
  kernel: [7, 3],
};

describe("tiled bands", () => {
  it.each([
    ["in the first layer of a net with few maps", {}, true],
    ["in the last one of its decoder", { channels: 12, filters: 3 }, true],
    [
      "but not where the kernel has hardly more rows than bands share",
      { filters: 16, kernel: [3, 3] },
      false,
    ],
    [
      "nor beside a single channel, of which little is gathered",
      { channels: 1, filters: 8, kernel: [5, 5] },
      false,
    ],
  ] as const)("pay %s", (_, change, pays) => {
    const shape = { ...firstLayer, ...change };
    const regions = regionsFor(shape, [2, 2]);
    const bands = tiledBandsOf(shape, regions);
    const other = costOfBands(bandsOf(shape, regions));
    expect(bands !== null && paysInTiledBands(costOfTiledBands(bands), other)).toBe(pays);
  });

  it.each([
    ["of whole regions that fill the map", {}, [2, 2]],
    ["beside regions that leave rows and columns over", { height: 33, width: 49 }, [2, 3]],
    ["of a single column of regions", { width: 20 }, [1, 4]],
  ] as const)("have tiles %s", (_, change, size) => {
    const shape = { ...firstLayer, ...change };
    const bands = tiledBandsOf(shape, regionsFor(shape, size));
    expect(bands).not.toBeNull();
    const { regions, outputs = 0, tiles = 0, mapRows = 0, count = 0 } = bands ?? {};
    expect(outputs % size[1]).toBe(0);
    expect(outputs * tiles).toBe((regions?.width ?? NaN) * size[1]);
    expect(mapRows * count).toBe((regions?.height ?? NaN) * size[0]);
  });

  it.each([
    ["no tile holds whole regions", { width: 44 }, [1, 11]],
    ["the kernel is of one column", { kernel: [7, 1] }, [2, 2]],
    ["so few images do not fill a line of the cache", { batch: 15 }, [2, 2]],
    ["their constants were too large", { height: 2 ** 16 }, [2, 2]],
  ] as const)("are none where %s", (_, change, size) => {
    const shape = { ...firstLayer, ...change };
    expect(tiledBandsOf(shape, regionsFor(shape, size))).toBeNull();
  });
});

describe.each([
  ["from few channels, bands of one row of regions", { channels: 2, filters: 3 }, 1],
  ["from few channels, one band", { channels: 2, filters: 3 }, 4],
  ["to few channels, bands of two rows of regions", { channels: 3, filters: 2 }, 2],
])("the indices of tiled bands come to a column of a convolution, %s", (_, channelsAndFilters, rows) => {
  // Along the columns there is nothing but the products of a tile, one like the other.
  const geometry: ConvolutionGeometry = {
    batch: 16,
    height: 13,
    width: 4,
    kernel: [4, 2],
    ...channelsAndFilters,
  };
  const size = [3, 2] as const;
  const bands = bandsInTiles(geometry, regionsFor(geometry, size), { rows, columns: 1 });
  const { thin, thick, reach, mapRows, count, products } = bands;
  const { height, kernel } = geometry;
  const { weightBetween, numbersOf } = kernelNumbers(kernel[0], geometry);
  const met = reach * thin;

  /** Where a row of the thick map stands: in which band, and at which place of it; those of one row of regions' cells side by side. */
  function placeOf(row: number): { band: number; place: number } {
    const within = row % mapRows;
    const [region, inRegion] = [Math.floor(within / size[0]), within % size[0]];
    return { band: Math.floor(row / mapRows), place: inRegion * rows + region };
  }

  const lastProduct = products - 1;

  it("spreading: each row of the thick map meets the thin map by the kernel's rows", () => {
    const matrix = spreadingRows(bands).flatMap((row) => numbersOf(row, "thick"));
    const found = metRows(bands);
    for (let row = 0; row < mapRows * count; row += 1) {
      const { band, place } = placeOf(row);
      for (let channel = 0; channel < thick; channel += 1) {
        const sums = new Float64Array(thin * height + 1);
        for (let at = 0; at < met; at += 1) {
          const source = found[(band * products + lastProduct) * met + at] ?? NaN;
          expect(source % products).toBe(lastProduct);
          const line = Math.floor(source / products);
          sums[line] = (sums[line] ?? NaN) + (matrix[(place * thick + channel) * met + at] ?? NaN);
        }
        for (let line = 0; line < thin * height; line += 1) {
          const expected = weightBetween(Math.floor(line / thin), line % thin, row, channel);
          expect(sums[line]).toBeCloseTo(expected, 6);
        }
      }
    }
  });

  it("collecting: each number of the thick map adds to what meets it, once", () => {
    const matrix = collectingRows(bands).flatMap((row) => numbersOf(row, "thin"));
    const { summands, rows: found } = summandsOf(bands);
    for (let row = 0; row < mapRows * count; row += 1) {
      const { band, place } = placeOf(row);
      for (let channel = 0; channel < thick; channel += 1) {
        for (let line = 0; line < thin * height; line += 1) {
          let sum = 0;
          for (let at = 0; at < summands; at += 1) {
            const source = found[(at * thin * height + line) * products + lastProduct] ?? NaN;
            const block = Math.floor(source / (met + 1));
            expect(block % products).toBe(lastProduct);
            if (Math.floor(block / products) !== band) continue;
            sum += matrix[((source % (met + 1)) * mapRows + place) * thick + channel] ?? NaN;
          }
          const expected = weightBetween(Math.floor(line / thin), line % thin, row, channel);
          expect(sum).toBeCloseTo(expected, 6);
        }
      }
    }
  });

  it("correlating: the kernel's gradient finds each of its numbers once in every row of a band", () => {
    const rowsOfKernel = spreadingRows(bands);
    const found = diagonals(bands);
    const ofKernel = kernel[0] * kernel[1] * thin * thick;
    expect(found).toHaveLength(mapRows * ofKernel);
    expect(new Set(found).size).toBe(found.length);
    found.forEach((number, at) => {
      const inKernel = at % ofKernel;
      const [tap, thinChannel, thickChannel] = [
        Math.floor(inKernel / (kernel[1] * thin * thick)),
        Math.floor(inKernel / thick) % thin,
        inKernel % thick,
      ];
      const column = Math.floor(inKernel / (thin * thick)) % kernel[1];
      // What stands there meets the thin channel in the row of the band by this tap of the kernel, seen from the same column.
      expect(Math.floor(number / (mapRows * thick * met))).toBe(column);
      const inColumn = number % (mapRows * thick * met);
      const [matrixRow, entry] = [Math.floor(inColumn / met), inColumn % met];
      expect(Math.floor(matrixRow / thick)).toBe(Math.floor(at / ofKernel));
      expect(entry % thin).toBe(thinChannel);
      expect(rowsOfKernel[matrixRow * reach + Math.floor(entry / thin)]).toBe(tap * thick + thickChannel);
    });
  });
});
