/**
 * Where the bytes of images lie, as plain data that every thread of this process can open.
 *
 * Sets that fit are in memory; larger ones stay in their files, and so do views of them: some chosen images, several parts in a row,
 * images with black margins. Reading goes by offset, one image at a time, so a set costs no memory but the system's own file cache.
 */
import { readSync } from "node:fs";
import type { ImageBytes, ImageShape } from "../../../runtime/index.js";
import { explainSystemError, UserError } from "../../errors.js";
import { imageSize } from "../imageSize.js";

/** Images in memory that all threads share. */
export interface MemorySource {
  readonly kind: "memory";
  readonly bytes: Uint8Array;
  /** Bytes in one image. */
  readonly size: number;
}

/** Images one behind the other in an open file. */
export interface FileSource {
  readonly kind: "file";
  /** The descriptor, open in this process: a file that is deleted or replaced meanwhile can still be read. */
  readonly file: number;
  /** Names the file in messages. */
  readonly path: string;
  /** Offset of the first image. */
  readonly start: number;
  readonly count: number;
  readonly size: number;
  /** Bytes from the beginning of one image to that of the next, where there is something between them. */
  readonly stride?: number;
  /** How a file orders the pixels of an image, where it is not row by row with channels together. */
  readonly order?: PixelOrder;
}

/** Planes, one a channel, each row by row or column by column. */
export interface PixelOrder {
  readonly kind: "planes of rows" | "planes of columns";
  readonly shape: ImageShape;
}

export type ImageSource =
  | MemorySource
  | FileSource
  /** Those of the images at `indices`, in that order. */
  | { readonly kind: "chosen"; readonly of: ImageSource; readonly indices: Uint32Array }
  /** All images of the parts, one part behind the other. */
  | { readonly kind: "joined"; readonly parts: readonly ImageSource[] }
  /** Images of the shape `from` with black margins around them, `top` rows and `left` columns into images of the shape `to`. */
  | {
      readonly kind: "padded";
      readonly of: ImageSource;
      readonly from: ImageShape;
      readonly to: ImageShape;
      readonly top: number;
      readonly left: number;
    };

/** Bytes in one image of a source. */
function sizeOf(source: ImageSource): number {
  switch (source.kind) {
    case "memory":
    case "file":
      return source.size;
    case "chosen":
      return sizeOf(source.of);
    case "joined":
      return source.parts[0] === undefined ? 0 : sizeOf(source.parts[0]);
    case "padded":
      return imageSize(source.to);
  }
}

/** How many images a source has. */
function countOf(source: ImageSource): number {
  switch (source.kind) {
    case "memory":
      return source.bytes.length / source.size;
    case "file":
      return source.count;
    case "chosen":
      return source.indices.length;
    case "joined":
      return source.parts.reduce((sum, part) => sum + countOf(part), 0);
    case "padded":
      return countOf(source.of);
  }
}

/** Writes image `index` to `target` from `offset` on. */
type ReadImage = (index: number, target: Uint8Array, offset: number) => void;

/** Images that are read when they are asked for. */
export class StoredImages implements ImageBytes {
  readonly source: ImageSource;
  readonly length: number;
  readonly #size: number;
  readonly #read: ReadImage;

  constructor(source: ImageSource) {
    this.source = source;
    this.#size = sizeOf(source);
    this.length = countOf(source) * this.#size;
    this.#read = readerOf(source);
  }

  /**
   * Reads the images that the bytes belong to.
   *
   * @throws UserError where the file cannot be read, or is shorter than it was.
   */
  subarray(from = 0, to = this.length): Uint8Array {
    const size = this.#size;
    if (to <= from) return new Uint8Array();
    const [first, end] = [Math.floor(from / size), Math.ceil(to / size)];
    const bytes = new Uint8Array((end - first) * size);
    for (let index = first; index < end; index++) this.#read(index, bytes, (index - first) * size);
    return bytes.subarray(from - first * size, to - first * size);
  }
}

/** The images of a source. */
export function openImages(source: ImageSource): ImageBytes {
  return source.kind === "memory" ? source.bytes : new StoredImages(source);
}

/**
 * The source of images, to be opened by another thread. Bytes in memory are copied, unless threads share it already.
 *
 * @param size bytes in one image.
 */
export function sourceOf(images: ImageBytes, size: number): ImageSource {
  if (images instanceof StoredImages) return images.source;
  return { kind: "memory", bytes: inSharedMemory(images.subarray()), size };
}

/** The same images in memory that threads share; those that are in it already, or in no memory, as they are. */
export function shareImages(images: ImageBytes): ImageBytes {
  return images instanceof Uint8Array ? inSharedMemory(images) : images;
}

/** The images at `indices`, in that order: copied where they are in memory, else a view. */
export function pickImages(images: ImageBytes, size: number, indices: Uint32Array): ImageBytes {
  if (images instanceof StoredImages) return new StoredImages({ kind: "chosen", of: images.source, indices });
  const picked = new Uint8Array(indices.length * size);
  indices.forEach((index, at) => picked.set(images.subarray(index * size, (index + 1) * size), at * size));
  return picked;
}

function inSharedMemory(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

function readerOf(source: ImageSource): ReadImage {
  switch (source.kind) {
    case "memory": {
      const { bytes, size } = source;
      return (index, target, offset) => target.set(bytes.subarray(index * size, (index + 1) * size), offset);
    }
    case "file":
      return source.order === undefined ? fileReader(source) : planeReader(source, source.order);
    case "chosen": {
      const [read, { indices }] = [readerOf(source.of), source];
      return (index, target, offset) => read(indices[index]!, target, offset);
    }
    case "joined":
      return joinedReader(source.parts);
    case "padded":
      return paddedReader(source);
  }
}

function fileReader({ file, path, start, size, stride = size }: FileSource): ReadImage {
  return (index, target, offset) => {
    let done = 0;
    while (done < size) {
      let read: number;
      try {
        read = readSync(file, target, offset + done, size - done, start + index * stride + done);
      } catch (error) {
        throw explainSystemError(error, "read", path);
      }
      if (read === 0) {
        throw new UserError(`${path} has become shorter: image ${index} ends beyond it`, {
          hint: "leave a data set as it is while a training reads it",
        });
      }
      done += read;
    }
  };
}

function planeReader(source: FileSource, order: PixelOrder): ReadImage {
  const read = fileReader(source);
  const planes = new Uint8Array(source.size);
  return (index, target, offset) => {
    read(index, planes, 0);
    interleave(planes, order, target, offset);
  };
}

/** One image of planes, written row by row with channels together. */
export function interleave(
  planes: Uint8Array,
  { kind, shape: [height, width, channels] }: PixelOrder,
  target: Uint8Array,
  offset: number,
): void {
  const [downwards, onwards] = kind === "planes of rows" ? [width, 1] : [1, height];
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * height * width;
    for (let row = 0; row < height; row++) {
      let to = offset + row * width * channels + channel;
      let from = plane + row * downwards;
      for (let column = 0; column < width; column++, to += channels, from += onwards)
        target[to] = planes[from]!;
    }
  }
}

function joinedReader(parts: readonly ImageSource[]): ReadImage {
  const readers = parts.map((part) => ({ read: readerOf(part), count: countOf(part) }));
  return (index, target, offset) => {
    let left = index;
    for (const { read, count } of readers) {
      if (left < count) {
        read(left, target, offset);
        return;
      }
      left -= count;
    }
    throw new RangeError(`there is no image ${index}`);
  };
}

function paddedReader({ of, from, to, top, left }: Extract<ImageSource, { kind: "padded" }>): ReadImage {
  const read = readerOf(of);
  const [[height, width, channels], [, newWidth]] = [from, to];
  const image = new Uint8Array(imageSize(from));
  const [row, newRow] = [width * channels, newWidth * channels];
  return (index, target, offset) => {
    read(index, image, 0);
    target.fill(0, offset, offset + imageSize(to));
    for (let line = 0; line < height; line++) {
      const start = offset + (top + line) * newRow + left * channels;
      target.set(image.subarray(line * row, (line + 1) * row), start);
    }
  };
}
