/** Plain loops over arrays: what the larger ops mean, written as their definitions read. */
import type { TensorValue } from "swwae/runtime";

interface Sizes {
  readonly n: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export function sizesOf({ shape: [n = 0, height = 0, width = 0, channels = 0] }: TensorValue): Sizes {
  return { n, height, width, channels };
}

/** The number at [n, row, column, channel] of a map; 0 outside of it. */
export function numberAt(map: TensorValue, n: number, row: number, column: number, channel: number): number {
  const { height, width, channels } = sizesOf(map);
  if (row < 0 || column < 0 || row >= height || column >= width) return 0;
  return map.data[((n * height + row) * width + column) * channels + channel] ?? NaN;
}

/** y[n, i, j, k] = Σ x[n, i + a − ⌊(A−1)/2⌋, j + b − ⌊(B−1)/2⌋, c] · kernel[a, b, c, k] */
export function convolve(x: TensorValue, kernel: TensorValue): number[] {
  const { n, height, width, channels } = sizesOf(x);
  const [kernelHeight = 0, kernelWidth = 0, , filters = 0] = kernel.shape;
  const up = Math.floor((kernelHeight - 1) / 2);
  const left = Math.floor((kernelWidth - 1) / 2);
  const y: number[] = [];
  for (let sample = 0; sample < n; sample += 1)
    for (let i = 0; i < height; i += 1)
      for (let j = 0; j < width; j += 1)
        for (let k = 0; k < filters; k += 1) {
          let total = 0;
          for (let a = 0; a < kernelHeight; a += 1)
            for (let b = 0; b < kernelWidth; b += 1)
              for (let c = 0; c < channels; c += 1) {
                const weight = kernel.data[((a * kernelWidth + b) * channels + c) * filters + k] ?? NaN;
                total += numberAt(x, sample, i + a - up, j + b - left, c) * weight;
              }
          y.push(total);
        }
  return y;
}

/** What of each region, and the map that unpooling `decoded` at the switches gives. */
export function poolAndUnpool(
  x: TensorValue,
  [rows, columns]: readonly [number, number],
  decoded: TensorValue,
): { readonly what: number[]; readonly unpooled: number[]; readonly x: number[]; readonly y: number[] } {
  const { n, height, width, channels } = sizesOf(x);
  const what: number[] = [];
  const unpooled = Array.from({ length: x.data.length }, () => 0);
  const xs: number[] = [];
  const ys: number[] = [];
  for (let sample = 0; sample < n; sample += 1)
    for (let I = 0; I < Math.floor(height / rows); I += 1)
      for (let J = 0; J < Math.floor(width / columns); J += 1)
        for (let c = 0; c < channels; c += 1) {
          let [bestRow, bestColumn, best] = [0, 0, -Infinity];
          for (let a = 0; a < rows; a += 1)
            for (let b = 0; b < columns; b += 1) {
              const number = numberAt(x, sample, I * rows + a, J * columns + b, c);
              if (number > best) [bestRow, bestColumn, best] = [a, b, number];
            }
          what.push(best);
          const at =
            ((sample * height + I * rows + bestRow) * width + J * columns + bestColumn) * channels + c;
          unpooled[at] = numberAt(decoded, sample, I, J, c);
          xs.push(columns === 1 ? 0 : -1 + (2 * bestColumn) / (columns - 1));
          ys.push(rows === 1 ? 0 : 1 - (2 * bestRow) / (rows - 1));
        }
  return { what, unpooled, x: xs, y: ys };
}
