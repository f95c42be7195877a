/** A picture of red, green and blue bytes, and the few things that are drawn on it. */

export type Color = readonly [red: number, green: number, blue: number];

/** `data` holds [row, column, red/green/blue], 0 … 255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function createPicture(width: number, height: number, background: Color): Picture {
  const picture = { width, height, data: new Uint8Array(width * height * 3) };
  fillRectangle(picture, 0, 0, width, height, background);
  return picture;
}

/** Fills a rectangle; what lies outside the picture is left out. */
export function fillRectangle(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
  color: Color,
): void {
  const right = Math.min(left + width, picture.width);
  const bottom = Math.min(top + height, picture.height);
  for (let row = Math.max(top, 0); row < bottom; row++) {
    for (let column = Math.max(left, 0); column < right; column++) {
      picture.data.set(color, (row * picture.width + column) * 3);
    }
  }
}

/**
 * Draws an image of numbers, each pixel as a square of `scale` × `scale`. Numbers are clipped to [0, 1]: 0 is black.
 *
 * @param shape [height, width, channels]; one channel is drawn grey, of more the first three are red, green, blue.
 */
export function drawImage(
  picture: Picture,
  image: Float32Array,
  shape: readonly [number, number, number],
  left: number,
  top: number,
  scale: number,
): void {
  const [height, width, channels] = shape;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const start = (row * width + column) * channels;
      const channel = (wanted: number) => toByte(image[start + (channels < 3 ? 0 : wanted)]!);
      const color: Color = [channel(0), channel(1), channel(2)];
      fillRectangle(picture, left + column * scale, top + row * scale, scale, scale, color);
    }
  }
}

function toByte(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
