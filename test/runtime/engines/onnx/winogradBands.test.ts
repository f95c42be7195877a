/** Winograd's method along rows and bands along columns: where it pays, and that its constant indices say what a convolution does. */
import { describe, expect, it } from "vitest";
import { type Regions, regionsOf } from "../../../../src/runtime/engines/onnx/cells.js";
import { costBesideRegions } from "../../../../src/runtime/engines/onnx/fast/convolutionCost.js";
import { convolutionForm } from "../../../../src/runtime/engines/onnx/fast/convolutionForm.js";
import {
  bandsOfColumns,
  collectingRows,
  costOfWinogradBands,
  diagonalRows,
  metPlaces,
  paysInWinogradBands,
  spreadingRows,
  summandsOf,
  type WinogradBands,
  winogradBandsOf,
} from "../../../../src/runtime/engines/onnx/fast/winogradBandGeometry.js";
import type { ConvolutionGeometry } from "../../../../src/runtime/engines/geometry.js";
import { kernelNumbers } from "../../../support/kernelNumbers.js";

function regionsFor(shape: ConvolutionGeometry, size: readonly [number, number]): Regions {
  return regionsOf([shape.batch, shape.height, shape.width, Math.max(shape.channels, shape.filters)], size);
}

describe("Winograd's method along rows, with bands of columns", () => {
  it.each([
    ["between few maps and many", 64, [32, 32], [12, 64], [3, 5], [4, 3], true],
    ["the other way round", 64, [32, 32], [64, 12], [3, 5], [4, 3], true],
    [
      "but not with so few images that a line of the cache is not filled",
      8,
      [32, 32],
      [12, 64],
      [3, 5],
      [4, 3],
      false,
    ],
    [
      "nor between many maps, where multiplications weigh more",
      64,
      [14, 14],
      [64, 64],
      [3, 3],
      [2, 2],
      false,
    ],
    [
      "nor where regions leave so much over that both axes are short",
      64,
      [7, 7],
      [32, 64],
      [3, 3],
      [2, 2],
      false,
    ],
    ["nor where hardly a column is shared", 64, [28, 28], [1, 64], [5, 5], [2, 2], false],
  ] as const)("pays %s", (_, batch, [height, width], [channels, filters], kernel, size, pays) => {
    const shape = { batch, height, width, channels, filters, kernel };
    const regions = regionsFor(shape, size);
    const other = costBesideRegions(convolutionForm(shape), shape, regions);
    expect(paysInWinogradBands(costOfWinogradBands(shape, { regions, isThinMoved: true }), other)).toBe(pays);
  });

  it("pays between fewer maps only where nothing has to be brought into another layout", () => {
    const shape = { batch: 64, height: 32, width: 32, channels: 20, filters: 32, kernel: [3, 3] } as const;
    const regions = regionsFor(shape, [2, 2]);
    const other = costBesideRegions("winograd", shape, regions);
    expect(paysInWinogradBands(costOfWinogradBands(shape, { regions, isThinMoved: true }), other)).toBe(
      false,
    );
    expect(paysInWinogradBands(costOfWinogradBands(shape, { regions, isThinMoved: false }), other)).toBe(
      true,
    );
  });

  it.each([
    ["all columns of a small region", [16, 32], [3, 3], [2, 2], 2],
    ["some of a large one", [16, 32], [3, 3], [8, 8], 2],
    ["all of them where others would save little", [12, 64], [3, 5], [4, 3], 3],
  ] as const)("takes %s for a band", (_, [channels, filters], kernel, size, columns) => {
    const shape = { batch: 64, height: 32, width: 32, channels, filters, kernel };
    const bands = winogradBandsOf(shape, regionsFor(shape, size));
    expect(bands.columns).toBe(columns);
    expect(bands.columns * bands.perRegion).toBe(size[1]);
  });

  it("does not take constants of any size", () => {
    const large = {
      batch: 64,
      height: 64,
      width: 2 ** 14,
      channels: 12,
      filters: 64,
      kernel: [3, 5],
    } as const;
    const regions = regionsFor(large, [4, 3]);
    const other = costBesideRegions("winograd", large, regions);
    expect(paysInWinogradBands(costOfWinogradBands(large, { regions, isThinMoved: true }), other)).toBe(
      false,
    );
  });
});

describe.each([
  ["from few channels", { channels: 2, filters: 3 }, 4],
  ["from few channels, two bands to a region", { channels: 2, filters: 3 }, 2],
  ["to few channels", { channels: 3, filters: 2 }, 4],
  ["to few channels, four bands to a region", { channels: 3, filters: 2 }, 1],
])("the indices of bands of columns come to a row of a convolution, %s", (_, channelsAndFilters, columns) => {
  const geometry: ConvolutionGeometry = {
    batch: 1,
    height: 1,
    width: 14,
    kernel: [1, 4],
    ...channelsAndFilters,
  };
  const bands: WinogradBands = bandsOfColumns(geometry, regionsFor(geometry, [1, 4]), columns);
  const { thin, thick, reach, regions, perRegion } = bands;
  const { width, kernel } = geometry;
  const { weightBetween, numbersOf } = kernelNumbers(kernel[1], geometry);
  const met = reach * thin;

  /** Where a column of the thick map stands: in which region, in which band of it, and which column of that. */
  function placeOf(column: number): { region: number; band: number; within: number } {
    const region = Math.floor(column / 4);
    return { region, band: Math.floor((column % 4) / columns), within: column % columns };
  }

  it("spreading: each column of the thick map meets the thin map by the kernel's columns", () => {
    const matrix = spreadingRows(bands).flatMap((row) => numbersOf(row, "thick"));
    const places = metPlaces(bands);
    for (let column = 0; column < regions.width * 4; column += 1) {
      const { region, band, within } = placeOf(column);
      for (let channel = 0; channel < thick; channel += 1) {
        const found = new Float64Array(thin * width + 1);
        for (let at = 0; at < met; at += 1) {
          const place = places[(band * met + at) * regions.width + region] ?? NaN;
          found[place] = (found[place] ?? NaN) + (matrix[(within * thick + channel) * met + at] ?? NaN);
        }
        for (let place = 0; place < thin * width; place += 1) {
          const expected = weightBetween(place % width, Math.floor(place / width), column, channel);
          expect(found[place]).toBeCloseTo(expected, 6);
        }
      }
    }
  });

  it("collecting: each number of the thick map adds to what meets it, once", () => {
    const matrix = collectingRows(bands).flatMap((row) => numbersOf(row, "thin"));
    const { summands, places } = summandsOf(bands);
    for (let column = 0; column < regions.width * 4; column += 1) {
      const { region, band, within } = placeOf(column);
      for (let channel = 0; channel < thick; channel += 1) {
        for (let place = 0; place < thin * width; place += 1) {
          let found = 0;
          for (let at = 0; at < summands; at += 1) {
            const source = places[at * thin * width + place] ?? NaN;
            const row = Math.floor(source / regions.width);
            if (source % regions.width !== region || Math.floor(row / (met + 1)) !== band) continue;
            found += matrix[(row % (met + 1)) * columns * thick + within * thick + channel] ?? NaN;
          }
          const expected = weightBetween(place % width, Math.floor(place / width), column, channel);
          expect(found).toBeCloseTo(expected, 6);
        }
      }
    }
  });

  it("correlating: the kernel's gradient finds each of its rows once in every column of a band", () => {
    const rows = collectingRows(bands);
    const ofBand = met * columns;
    const found = diagonalRows(bands);
    expect(found).toHaveLength(4 * kernel[1] * thin);
    expect(new Set(found).size).toBe(found.length);
    found.forEach((row, at) => {
      expect(Math.floor(row / ofBand)).toBe(Math.floor(at / (columns * kernel[1] * thin)));
      expect(rows[row % ofBand]).toBe(at % (kernel[1] * thin));
    });
    expect(Math.max(...found)).toBeLessThan(perRegion * ofBand);
  });
});
