/** From stored bytes to the numbers that a network is shown: the copy to [0, 1], then transforms, image by image. */
import { countOf } from "../graph/shape.js";
import type { ImageBytes } from "./imageBytes.js";

/** Shape of one image: [height, width, channels]. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** A change of one image. */
export interface ImageTransform {
  /** Shape of what comes out. */
  readonly shape: ImageShape;
  /** One image [height, width, channels] in, one out; it may be the same array, or one that the next call overwrites. */
  readonly apply: (image: Float32Array) => Float32Array;
}

/** Copies image `index` of `images` to `target` from `offset` on, as numbers in [0, 1]. */
export function copyImage(
  images: ImageBytes,
  index: number,
  size: number,
  target: Float32Array,
  offset: number,
): void {
  const inMemory = images instanceof Uint8Array;
  const bytes = inMemory ? images : images.subarray(index * size, (index + 1) * size);
  const start = inMemory ? index * size : 0;
  for (let pixel = 0; pixel < size; pixel++) target[offset + pixel] = shares[bytes[start + pixel]!]!;
}

/** value / 255 for every byte. */
const shares = Float32Array.from({ length: 256 }, (_, value) => value / 255);

/** Copies images through transforms. */
export class ImagePipeline {
  /** Shape of the stored images. */
  readonly storedShape: ImageShape;
  /** Shape of the images that come out. */
  readonly shape: ImageShape;
  readonly transforms: readonly ImageTransform[];
  readonly #image: Float32Array;

  /** @param transforms in the order of their application; the first takes images of `storedShape`. */
  constructor(storedShape: ImageShape, transforms: readonly ImageTransform[] = []) {
    this.storedShape = storedShape;
    this.shape = transforms.at(-1)?.shape ?? storedShape;
    this.transforms = transforms;
    this.#image = new Float32Array(countOf(storedShape));
  }

  /** Bytes in one stored image. */
  get storedSize(): number {
    return countOf(this.storedShape);
  }

  /** Numbers in one image that comes out. */
  get size(): number {
    return countOf(this.shape);
  }

  /** Writes image `index` of `images`, transformed, to `target` from `offset` on. */
  copy(images: ImageBytes, index: number, target: Float32Array, offset: number): void {
    const size = this.#image.length;
    if (this.transforms.length === 0) {
      copyImage(images, index, size, target, offset);
      return;
    }
    copyImage(images, index, size, this.#image, 0);
    target.set(
      this.transforms.reduce((image, { apply }) => apply(image), this.#image),
      offset,
    );
  }

  /** Images `from` (included) to `to` (excluded), transformed: [to − from, height, width, channels]. */
  range(images: ImageBytes, from: number, to: number): Float32Array {
    const target = new Float32Array((to - from) * this.size);
    for (let index = from; index < to; index++) this.copy(images, index, target, (index - from) * this.size);
    return target;
  }
}
