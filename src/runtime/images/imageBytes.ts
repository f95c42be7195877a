/** The bytes of stored images, wherever they lie. */

/**
 * Images as bytes, [image, height, width, channel] row by row. A `Uint8Array` is one; images that lie in a file are another, and come
 * into memory a few at a time.
 */
export interface ImageBytes {
  /** Bytes of all images together. */
  readonly length: number;
  /** Bytes `from` (included) to `to` (excluded); all of them where neither is given. */
  subarray(from?: number, to?: number): Uint8Array;
}
