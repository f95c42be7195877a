/**
 * Maps in tiles: some columns of regions at a time stand before the rows of a band of regions, as a transform along the columns makes
 * them.
 *
 *     [h', c, w', n]  as  [h'/rows, columns, rows, c, w'/columns, n]
 */

/** How many rows of regions a band has, and how many columns of regions a tile. */
export interface Tiling {
  readonly rows: number;
  readonly columns: number;
}

/** Rows and columns of regions, and channels. */
interface Sizes {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** [h' · columns, c, w'/columns]: which row of n numbers of a value [h', c, w', n] stands where in tiles. */
export function rowsInTiles({ height, width, channels }: Sizes, { rows, columns }: Tiling): number[] {
  const across = width / columns;
  const result: number[] = [];
  for (let band = 0; band < height / rows; band += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let row = 0; row < rows; row += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          for (let tile = 0; tile < across; tile += 1) {
            const inMap = (band * rows + row) * channels + channel;
            result.push(inMap * width + tile * columns + column);
          }
        }
      }
    }
  }
  return result;
}

/** [h', c, w']: the inverse. */
export function rowsOutOfTiles(sizes: Sizes, tiling: Tiling): number[] {
  const result: number[] = [];
  rowsInTiles(sizes, tiling).forEach((row, place) => {
    result[row] = place;
  });
  return result;
}
