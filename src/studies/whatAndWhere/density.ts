/** How many points fall into each cell of a square, kept as a picture: bright where there are many. */
import { decode, encode } from "fast-png";

/** One cell of a density. */
export interface DensityCell {
  /** From 0 at the left. */
  readonly column: number;
  /** From 0 at the bottom. */
  readonly row: number;
  /** By the logarithm of the number of points, in (0, 1]: 1 for the fullest cell. */
  readonly density: number;
}

/** Points (column, row) in [0, side), as a grey PNG in base64, its top row the highest. */
export function densityPicture(
  points: readonly (readonly [column: number, row: number])[],
  side: number,
): string {
  const counts = new Float64Array(side * side);
  for (const [column, row] of points) counts[(side - 1 - row) * side + column]! += 1;
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  // A single point is not black.
  const data = Uint8Array.from(counts, (count) => Math.ceil((255 * Math.log1p(count)) / Math.log1p(most)));
  return Buffer.from(encode({ width: side, height: side, data, channels: 1, depth: 8 })).toString("base64");
}

/** The cells of a {@link densityPicture} that hold points. */
export function densityCells(picture: string): readonly DensityCell[] {
  const { width, height, data } = decode(Buffer.from(picture, "base64"));
  return Array.from(data, (value, at) => ({
    column: at % width,
    row: height - 1 - Math.floor(at / width),
    density: value / 255,
  })).filter(({ density }) => density > 0);
}
