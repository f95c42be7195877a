/** How a row of pixels becomes one of another length: what the runtime computes, and what exported graphs are given as matrices. */

/** The pixels that make one new pixel, and their shares, which add up to 1. */
export interface Tap {
  /** The first of them. */
  readonly from: number;
  readonly weights: Float64Array;
}

/** New pixels in order, of rows of `length` pixels. */
export interface RowFilter {
  readonly length: number;
  readonly taps: readonly Tap[];
}

/**
 * The triangle filter. With s = from / to, new pixel i has its centre at c = (i + 1/2) · s, and pixel k, whose centre is at k + 1/2, the
 * share
 *
 *     max(0, 1 − |k + 1/2 − c| / max(s, 1))
 *
 * divided by the sum of all. Larger images are interpolated linearly, smaller ones averaged over what each new pixel covers, with
 * weights that fall to both sides; at the border, pixels that do not exist do not count. Pillow's BILINEAR is the same filter.
 *
 * @param from how many pixels a row has
 * @param to how many it gets
 */
export function triangleFilter(from: number, to: number): RowFilter {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  const taps = Array.from({ length: to }, (_, index): Tap => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const weights = Float64Array.from({ length: end - first }, (_, at) =>
      Math.max(0, 1 - Math.abs(first + at + 0.5 - centre) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { from: first, weights: weights.map((weight) => weight / sum) };
  });
  return { length: from, taps };
}

/** A filter as a matrix [to, from], row-major: what a column of pixels is multiplied by. */
export function filterMatrix({ length, taps }: RowFilter): number[] {
  const matrix = Array.from({ length: taps.length * length }, () => 0);
  taps.forEach(({ from, weights }, index) =>
    weights.forEach((weight, at) => (matrix[index * length + from + at] = weight)),
  );
  return matrix;
}

/** The transpose [columns, rows] of a matrix [rows, columns]. */
export function transposed(matrix: readonly number[], rows: number): number[] {
  const columns = matrix.length / rows;
  return Array.from(matrix, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
}
