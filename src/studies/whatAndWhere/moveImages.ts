/** Images moved, scaled and turned, for asking what a network makes of it. */

/** Sizes of images [n, height, width, channels]. */
export type ImageSizes = readonly [height: number, width: number, channels: number];

/** Where a cell of the moved image comes from, in cells of the image as it was: fractions lie between cells. */
type Source = (row: number, column: number) => readonly [row: number, column: number];

/** Images [n, height, width, channels] moved down and to the right by so many pixels; what comes in is 0. */
export function shifted(
  images: Float32Array,
  sizes: ImageSizes,
  by: { readonly down: number; readonly right: number },
): Float32Array {
  return moved(images, sizes, (row, column) => [row - by.down, column - by.right]);
}

/** Images larger (factor above 1) or smaller about their middle; between pixels they are interpolated, beyond the edge they are 0. */
export function scaled(images: Float32Array, sizes: ImageSizes, factor: number): Float32Array {
  const [middleRow, middleColumn] = middleOf(sizes);
  return moved(images, sizes, (row, column) => [
    middleRow + (row - middleRow) / factor,
    middleColumn + (column - middleColumn) / factor,
  ]);
}

/** Images turned about their middle by an angle in radians, clockwise; interpolated like `scaled`. */
export function rotated(images: Float32Array, sizes: ImageSizes, angle: number): Float32Array {
  const [middleRow, middleColumn] = middleOf(sizes);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return moved(images, sizes, (row, column) => {
    const [down, right] = [row - middleRow, column - middleColumn];
    return [middleRow + cosine * down - sine * right, middleColumn + sine * down + cosine * right];
  });
}

/** Between which pixels the middle of an image lies. */
export function middleOf([height, width]: ImageSizes): readonly [row: number, column: number] {
  return [(height - 1) / 2, (width - 1) / 2];
}

/** Every cell is read from its source, bilinearly. */
function moved(images: Float32Array, [height, width, channels]: ImageSizes, source: Source): Float32Array {
  const size = height * width * channels;
  const result = new Float32Array(images.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [fromRow, fromColumn] = source(row, column);
      for (const { at, weight } of cornersOf(fromRow, fromColumn, height, width)) {
        const [from, to] = [at * channels, (row * width + column) * channels];
        for (let start = 0; start < images.length; start += size) {
          for (let channel = 0; channel < channels; channel += 1) {
            const target = start + to + channel;
            result[target] = (result[target] ?? 0) + weight * (images[start + from + channel] ?? 0);
          }
        }
      }
    }
  }
  return result;
}

/** The cells around a place and how much of it each is; those beyond the edge are left out. */
function cornersOf(
  row: number,
  column: number,
  height: number,
  width: number,
): readonly { readonly at: number; readonly weight: number }[] {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [below, beside] = [row - top, column - left];
  return [0, 1]
    .flatMap((down) =>
      [0, 1].map((right) => ({
        row: top + down,
        column: left + right,
        weight: (down === 1 ? below : 1 - below) * (right === 1 ? beside : 1 - beside),
      })),
    )
    .filter(
      (corner) =>
        corner.weight > 0 &&
        corner.row >= 0 &&
        corner.row < height &&
        corner.column >= 0 &&
        corner.column < width,
    )
    .map((corner) => ({ at: corner.row * width + corner.column, weight: corner.weight }));
}
