/**
 * MATLAB's level 5 files, as far as numeric arrays go.
 *
 * Behind a header of 128 bytes stand elements, each a tag (type and length) and its data, padded to 8 bytes; a short element has both
 * in its tag. An element of type 15 is another one, compressed by zlib. A matrix is an element of elements: flags, sizes, name,
 * numbers, the latter column by column: the first axis runs fastest. Numbers stay in the file until they are asked for.
 */
import { createInflate } from "node:zlib";
import type { ImageBytes, ImageShape } from "../../../runtime/index.js";
import { imageSize } from "../dataset.js";
import { type CompressedImages, unpackImages, type UnpackOptions } from "../packs/unpackedImages.js";
import { ByteReader, takeDecoded } from "../sources/byteReader.js";
import { type PixelOrder, StoredImages } from "../sources/imageSource.js";
import { imagesIn, openStored, readStored, type StoredFile } from "../sources/storedFile.js";
import { corrupt } from "./format.js";

const title = "a MATLAB 5 file";

/** An array in MATLAB's order: the first axis runs fastest. */
export interface MatArray {
  readonly shape: readonly number[];
  readonly isBytes: boolean;
  readonly values: () => Promise<Uint8Array | Float64Array>;
  /** Bytes [.., .., .., n] as n images of `shape`, whose pixels come in `order`. Where they are compressed, see {@link unpackImages}. */
  readonly images: (shape: ImageShape, order: PixelOrder, options: UnpackOptions) => Promise<ImageBytes>;
}

const compressed = 15;
const matrix = 14;

/** Numeric types: how many bytes a number has, and how it is read. */
const numbers: Readonly<
  Record<number, { readonly bytes: number; readonly read: (data: Buffer, at: number) => number }>
> = {
  1: { bytes: 1, read: (data, at) => data.readInt8(at) },
  2: { bytes: 1, read: (data, at) => data.readUInt8(at) },
  3: { bytes: 2, read: (data, at) => data.readInt16LE(at) },
  4: { bytes: 2, read: (data, at) => data.readUInt16LE(at) },
  5: { bytes: 4, read: (data, at) => data.readInt32LE(at) },
  6: { bytes: 4, read: (data, at) => data.readUInt32LE(at) },
  7: { bytes: 4, read: (data, at) => data.readFloatLE(at) },
  9: { bytes: 8, read: (data, at) => data.readDoubleLE(at) },
};

const unsignedByte = 2;

/** Flags, sizes and names are short: more than this is no such thing. */
const longestDescription = 4096;

/** An element of the file. */
interface Element {
  /** Where its tag begins, for messages. */
  readonly place: number;
  readonly isCompressed: boolean;
  /** Its data, in the file. */
  readonly start: number;
  readonly end: number;
}

/** What stands before an element's data. */
interface Tag {
  readonly type: number;
  readonly length: number;
  /** The data itself, where it is short enough to stand in the tag. */
  readonly short: Buffer | null;
}

/**
 * The numeric arrays of a file, by name; anything else in it is passed over.
 *
 * @throws UserError naming the offset where the file is cut short, is no such file, or says more than it holds.
 */
export async function openMat(path: string): Promise<Map<string, MatArray>> {
  const file = openStored(path);
  if (file.length < 128)
    throw corrupt(path, title, `byte ${file.length}`, "a header of 128 bytes", "the end of the file");
  const order = readStored(file, 126, 2).toString("latin1");
  if (order !== "IM") {
    const expected = "IM, numbers with their lowest byte first";
    throw corrupt(path, title, "byte 126", expected, JSON.stringify(order));
  }
  const arrays = new Map<string, MatArray>();
  for (let at = 128; at < file.length;) {
    const tag = tagOf(readStored(file, at, 8), path, at);
    const start = at + 8;
    const end = start + (tag.short === null ? tag.length : 0);
    if (end > file.length)
      throw corrupt(
        path,
        title,
        `byte ${at}`,
        `an element of ${tag.length} bytes`,
        `${file.length - start} bytes`,
      );
    if (tag.type === matrix || tag.type === compressed) {
      const element = { place: at, isCompressed: tag.type === compressed, start, end };
      const found = await matrixIn(file, element);
      if (found !== null) arrays.set(found.name, found.array);
    }
    // Elements that are compressed are not padded.
    at = tag.type === compressed ? end : start + 8 * Math.ceil((end - start) / 8);
  }
  return arrays;
}

/** Gives the bytes of an element's data, decompressed. */
function read<Result>(
  file: StoredFile,
  { place, isCompressed, start, end }: Element,
  take: (bytes: ByteReader) => Promise<Result>,
): Promise<Result> {
  if (!isCompressed) return take(ByteReader.of(file, start, end));
  const explain = (error: unknown) => {
    const found = error instanceof Error ? error.message : "other bytes";
    return corrupt(file.path, title, `byte ${place}`, "an element compressed by zlib", found);
  };
  if (start === end) throw explain(new Error("nothing"));
  return takeDecoded(file, { start, end }, createInflate(), take, explain);
}

async function matrixIn(
  file: StoredFile,
  element: Element,
): Promise<{ name: string; array: MatArray } | null> {
  const { path } = file;
  const { place, isCompressed } = element;
  const head = await read(file, element, async (bytes) => {
    if (isCompressed) {
      const inner = tagOf(await bytes.take(8), path, place);
      if (inner.type !== matrix) return null;
    }
    await takeElement(bytes, path, place);
    const sizes = await takeElement(bytes, path, place);
    const name = (await takeElement(bytes, path, place)).toString("latin1");
    const content = tagOf(await bytes.take(8), path, place);
    const start = content.short === null ? bytes.position : bytes.position - 4;
    return { sizes, name, content, start };
  });
  const kind = head === null ? undefined : numbers[head.content.type];
  if (head === null || kind === undefined) return null;
  const { sizes, name, content, start } = head;
  const shape = Array.from({ length: Math.floor(sizes.length / 4) }, (_, axis) =>
    sizes.readInt32LE(4 * axis),
  );
  const count = shape.reduce((product, size) => product * size, 1);
  const { length } = content;
  const wrongLength = (found: number) => {
    const expected = `${count} numbers of ${kind.bytes} bytes (${shape.join(" × ")}) in ${name}`;
    return corrupt(path, title, `byte ${place}`, expected, `${found} bytes`);
  };
  if (shape.some((size) => size < 0) || length !== count * kind.bytes) throw wrongLength(length);
  if (!isCompressed && element.start + start + length > element.end)
    throw wrongLength(element.end - element.start - start);
  const isBytes = content.type === unsignedByte;
  const array: MatArray = {
    shape,
    isBytes,
    async values() {
      const data = await read(file, element, async (bytes) => {
        await bytes.take(start);
        return bytes.take(length);
      });
      if (data.length !== length) throw wrongLength(data.length);
      return isBytes
        ? data
        : Float64Array.from({ length: count }, (_, index) => kind.read(data, index * kind.bytes));
    },
    async images(of, order, options) {
      const size = imageSize(of);
      const images = { count: length / size, shape: of, order };
      if (isCompressed) {
        const open: CompressedImages["open"] = (take) => read(file, element, take);
        return unpackImages({ path, part: name, ...images, start, open, wrongLength }, options);
      }
      const place = { start: element.start + start, count: images.count, size, order };
      return new StoredImages(imagesIn(file, place));
    },
  };
  return { name, array };
}

/** @param place where in the file it is, for messages: inside compressed elements, where those begin. */
function tagOf(bytes: Buffer, path: string, place: number): Tag {
  if (bytes.length < 8)
    throw corrupt(path, title, `byte ${place}`, "a tag of 8 bytes", `${bytes.length} bytes`);
  const first = bytes.readUInt32LE();
  const shortLength = first >>> 16;
  if (shortLength === 0) return { type: first, length: bytes.readUInt32LE(4), short: null };
  if (shortLength > 4)
    throw corrupt(path, title, `byte ${place}`, "at most 4 bytes in a short element", `${shortLength}`);
  return { type: first & 0xffff, length: shortLength, short: bytes.subarray(4, 4 + shortLength) };
}

/** The data of an element that is passed on the way to the numbers, with its padding behind it. */
async function takeElement(bytes: ByteReader, path: string, place: number): Promise<Buffer> {
  const { length, short } = tagOf(await bytes.take(8), path, place);
  if (short !== null) return short;
  if (length > longestDescription)
    throw corrupt(path, title, `byte ${place}`, `at most ${longestDescription} bytes`, `${length}`);
  const data = await bytes.take(8 * Math.ceil(length / 8));
  if (data.length < length)
    throw corrupt(path, title, `byte ${place}`, `an element of ${length} bytes`, `${data.length} bytes`);
  return data.subarray(0, length);
}
