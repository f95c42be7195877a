/** Small images side by side in one picture. */
import { createPicture, drawImage, type ImageShape, type Picture } from "../../training/index.js";

export interface SheetOptions {
  /** Shape of every tile: [height, width, channels], of one channel or three. */
  readonly shape: ImageShape;
  /** Numbers in [0, 1]. */
  readonly tiles: readonly Float32Array[];
  readonly columns: number;
  /** Side of the square that one number becomes; 1. */
  readonly scale?: number;
  /** Pixels between two tiles; 1. */
  readonly gap?: number;
}

/** A picture of which only the tiles are seen. */
export interface Sheet extends Picture {
  /** One for each pixel: 255 where a tile is, 0 between tiles. */
  readonly alpha: Uint8Array;
}

/** The tiles row by row, `columns` in each. Between them, whatever the picture lies on shows through. */
export function sheet({ shape, tiles, columns, scale = 1, gap = 1 }: SheetOptions): Sheet {
  const [height, width] = shape;
  const rows = Math.ceil(tiles.length / columns);
  const used = Math.min(columns, tiles.length);
  const [right, down] = [width * scale + gap, height * scale + gap];
  const picture = createPicture(Math.max(1, used * right - gap), Math.max(1, rows * down - gap), [0, 0, 0]);
  const alpha = new Uint8Array(picture.width * picture.height);
  tiles.forEach((tile, place) => {
    const [left, top] = [(place % columns) * right, Math.floor(place / columns) * down];
    drawImage(picture, tile, shape, left, top, scale);
    for (let row = top; row < top + height * scale; row++) {
      const start = row * picture.width + left;
      alpha.fill(255, start, start + width * scale);
    }
  });
  return { ...picture, alpha };
}

/** In how many columns so many tiles are laid: about a square, without an empty place where that can be. */
export function columnsOf(tiles: number): number {
  const least = Math.ceil(Math.sqrt(tiles));
  for (let columns = least; columns <= 2 * least; columns++) if (tiles % columns === 0) return columns;
  return least;
}

/** How large the numbers of small tiles are drawn, so that a gap can be narrower than a number is wide. */
export function finer([height, width]: readonly number[]): number {
  return Math.max(1, Math.floor(24 / Math.max(height ?? 1, width ?? 1)));
}

/**
 * A signed image as a picture's numbers: 0 is grey, numbers far from 0 black or white.
 *
 * @param share of the numbers that are told apart; those further from 0 are clipped. 1 for all.
 */
export function aroundGrey(image: Float32Array, share = 1): Float32Array {
  const sizes = image.map(Math.abs).sort();
  const furthest = sizes[Math.max(0, Math.ceil(share * sizes.length) - 1)] ?? 0;
  return furthest === 0 ? image.map(() => 0.5) : image.map((value) => 0.5 + (0.5 * value) / furthest);
}

/** The images of [n, …] one by one; `size` numbers in each. */
export function eachImage(images: Float32Array, size: number): readonly Float32Array[] {
  return Array.from({ length: images.length / size }, (_, index) =>
    images.subarray(index * size, (index + 1) * size),
  );
}
