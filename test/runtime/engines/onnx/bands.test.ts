/** Bands: where they pay, and that their constant indices say what a convolution does. */
import { describe, expect, it } from "vitest";
import {
  bandedMatrix,
  type Bands,
  bandsOf,
  collectingMatrix,
  diagonals,
  paysInBands,
  summandsOf,
  thinSources,
} from "../../../../src/runtime/engines/onnx/fast/bandGeometry.js";
import { regionsOf } from "../../../../src/runtime/engines/onnx/cells.js";
import type { ConvolutionGeometry } from "../../../../src/runtime/engines/geometry.js";
import { normals } from "../../../support/values.js";

const geometry: ConvolutionGeometry = {
  batch: 1,
  height: 13,
  width: 8,
  channels: 2,
  filters: 3,
  kernel: [5, 4],
};

function bandsFor(shape: ConvolutionGeometry, size: readonly [number, number]): Bands {
  const map = [shape.batch, shape.height, shape.width, Math.max(shape.channels, shape.filters)];
  return bandsOf(shape, regionsOf(map, size));
}

describe("bands", () => {
  it.each([
    ["of the first layer of a net with few maps", [64, 64], [3, 12], [7, 3], true],
    ["of the last one of its decoder", [64, 64], [12, 3], [7, 3], true],
    ["but not beside many maps, whose products are long enough", [28, 28], [1, 64], [5, 5], false],
    ["nor where no row is shared", [64, 64], [3, 12], [1, 3], false],
  ] as const)("pay %s", (_, [height, width], [channels, filters], kernel, pays) => {
    const shape = { batch: 64, height, width, channels, filters, kernel };
    expect(paysInBands(shape, bandsFor(shape, [2, 2]).regions)).toBe(pays);
  });

  it("have so many rows that they fill the map without a rest", () => {
    for (let height = 4; height < 70; height += 1) {
      const { mapRows, count, regions } = bandsFor({ ...geometry, height }, [2, 1]);
      expect(mapRows * count).toBe(regions.height * 2);
      expect(regions.height).toBe(Math.floor(height / 2));
    }
  });

  it("do not take constants of any size", () => {
    const large = { ...geometry, batch: 1, height: 1024, width: 1024 };
    expect(paysInBands(large, bandsFor(large, [2, 2]).regions)).toBe(false);
  });
});

describe("the indices of bands come to what a convolution is by definition", () => {
  const size = [2, 3] as const;
  const bands = bandsFor(geometry, size);
  const { mapRows, count, reach, thin, thick, regions } = bands;
  const { height, width, channels, filters, kernel } = geometry;
  const x = normals([1, height, width, channels], 1, "x").data;
  const weights = normals([...kernel, channels, filters], 2, "kernel").data;
  const numbers = [...weights, 0];
  const met = thin * reach * kernel[1];

  /** Σ over the taps, read straight from the definition: y[i, j, k] of x [h, w, c]. */
  function convolved(i: number, j: number, k: number): number {
    let sum = 0;
    for (let a = 0; a < kernel[0]; a += 1) {
      for (let b = 0; b < kernel[1]; b += 1) {
        for (let c = 0; c < channels; c += 1) {
          const [row, column] = [i + a - 2, j + b - 1];
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          const weight = weights[((a * kernel[1] + b) * channels + c) * filters + k] ?? 0;
          sum += (x[(row * width + column) * channels + c] ?? 0) * weight;
        }
      }
    }
    return sum;
  }

  /** x as [h, c·w + 1], a zero at the end of each row. */
  const places = Array.from({ length: height * (channels * width + 1) }, (_, at) => {
    const [row, place] = [Math.floor(at / (channels * width + 1)), at % (channels * width + 1)];
    const [c, column] = [Math.floor(place / width), place % width];
    return c === channels ? 0 : (x[(row * width + column) * channels + c] ?? 0);
  });

  it("from few channels", () => {
    const matrix = bandedMatrix(bands, "forwards").map((at) => numbers[at] ?? NaN);
    for (let right = 0; right < size[1]; right += 1) {
      const gathered = thinSources(bands, "forwards", right).map((at) => places[at] ?? NaN);
      for (let row = 0; row < regions.height * size[0]; row += 1) {
        const [band, within] = [Math.floor(row / mapRows), row % mapRows];
        for (let column = 0; column < regions.width; column += 1) {
          for (let k = 0; k < thick; k += 1) {
            let found = 0;
            for (let at = 0; at < met; at += 1) {
              const value = gathered[(band * met + at) * regions.width + column] ?? NaN;
              found += (matrix[(within * thick + k) * met + at] ?? NaN) * value;
            }
            expect(found).toBeCloseTo(convolved(row, column * size[1] + right, k), 5);
          }
        }
      }
    }
  });

  it("to few channels: each number of the thick map adds to the cells that read it, once", () => {
    const turned = { ...geometry, channels: filters, filters: channels };
    const toFew = bandsFor(turned, size);
    const { summands, sources } = summandsOf(toFew, "forwards");
    const matrixRows = toFew.reach * kernel[1] * thin + 1;
    const cells = thin * height * width;
    // The thick map is 1 in one cell and channel: the thin one then is the kernel, turned around, about this cell.
    const [row, column, channel] = [7, 4, 1];
    const matrix = collectingMatrix(toFew, "forwards");
    const [band, within] = [Math.floor(row / toFew.mapRows), row % toFew.mapRows];
    const block = (column % size[1]) * toFew.count + band;
    const sum = new Float64Array(cells);
    for (let at = 0; at < summands * cells; at += 1) {
      const source = sources[at] ?? NaN;
      const [line, place] = [Math.floor(source / regions.width), source % regions.width];
      if (Math.floor(line / matrixRows) !== block || place !== Math.floor(column / size[1])) continue;
      const entry = matrix[((line % matrixRows) * toFew.mapRows + within) * thick + channel] ?? NaN;
      sum[at % cells] = (sum[at % cells] ?? 0) + (numbers[entry] ?? NaN);
    }
    for (let t = 0; t < thin; t += 1) {
      for (let i = 0; i < height; i += 1) {
        for (let j = 0; j < width; j += 1) {
          const [a, b] = [row - i + 2, column - j + 1];
          const isInside = a >= 0 && a < kernel[0] && b >= 0 && b < kernel[1];
          const weight = weights[((a * kernel[1] + b) * turned.channels + channel) * turned.filters + t];
          expect(sum[(i * thin + t) * width + j]).toBeCloseTo(isInside ? (weight ?? NaN) : 0, 6);
        }
      }
    }
  });

  it("the kernel's gradient finds each of its numbers once in every row of a band", () => {
    const summands = diagonals(bands, "forwards");
    expect(summands).toHaveLength(mapRows * weights.length);
    for (let at = 0; at < weights.length; at += 1) {
      const all = Array.from({ length: mapRows }, (_, row) => summands[row * weights.length + at]);
      expect(new Set(all).size).toBe(mapRows);
    }
    expect(new Set(summands).size).toBe(summands.length);
    expect(Math.max(...summands)).toBeLessThan(mapRows * thick * met);
    expect(count * mapRows).toBe(regions.height * size[0]);
  });
});
