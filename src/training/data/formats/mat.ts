/**
 * MATLAB's level 5 files, as far as numeric arrays go.
 *
 * Behind a header of 128 bytes stand elements, each a tag (type and length) and its data, padded to 8 bytes; a short element has both
 * in its tag. An element of type 15 is another one, compressed by zlib. A matrix is an element of elements: flags, sizes, name,
 * numbers, the latter column by column: the first axis runs fastest.
 */
import { inflateSync } from "node:zlib";
import { corrupt } from "./format.js";

const title = "a MATLAB 5 file";

/** An array in MATLAB's order: the first axis runs fastest. */
export interface MatArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float64Array;
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

interface Element {
  readonly type: number;
  readonly data: Buffer;
  /** Where the next one begins. */
  readonly next: number;
}

/**
 * The numeric arrays of a file, by name; anything else in it is passed over.
 *
 * @param largest more bytes than any compressed element may come to.
 * @throws UserError naming the offset where the file is cut short, is no such file, or says more than it holds.
 */
export function parseMat(bytes: Uint8Array, path: string, largest = 4 * 2 ** 30): Map<string, MatArray> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 128)
    throw corrupt(path, title, `byte ${file.length}`, "a header of 128 bytes", "the end of the file");
  if (file.toString("latin1", 126, 128) !== "IM")
    throw corrupt(
      path,
      title,
      "byte 126",
      "IM, numbers with their lowest byte first",
      JSON.stringify(file.toString("latin1", 126, 128)),
    );
  const arrays = new Map<string, MatArray>();
  for (let at = 128; at < file.length;) {
    const element = readElement(file, at, path, at, false);
    const inner = element.type === compressed ? inflated(element.data, path, at, largest) : element;
    if (inner.type === matrix) {
      const read = readMatrix(inner.data, path, at);
      if (read !== null) arrays.set(read.name, read.array);
    }
    at = element.next;
  }
  return arrays;
}

function inflated(data: Buffer, path: string, place: number, largest: number): Element {
  let whole: Buffer;
  try {
    whole = inflateSync(data, { maxOutputLength: largest });
  } catch (error) {
    throw corrupt(
      path,
      title,
      `byte ${place}`,
      "an element compressed by zlib",
      error instanceof Error ? error.message : "other bytes",
    );
  }
  return readElement(whole, 0, path, place, true);
}

/** @param place where in the file it is, for messages: inside compressed elements, where those begin. */
function readElement(data: Buffer, at: number, path: string, place: number, isPadded: boolean): Element {
  if (at + 8 > data.length)
    throw corrupt(path, title, `byte ${place}`, "a tag of 8 bytes", `${data.length - at} bytes`);
  const first = data.readUInt32LE(at);
  const shortLength = first >>> 16;
  if (shortLength !== 0) {
    if (shortLength > 4)
      throw corrupt(path, title, `byte ${place}`, "at most 4 bytes in a short element", `${shortLength}`);
    return { type: first & 0xffff, data: data.subarray(at + 4, at + 4 + shortLength), next: at + 8 };
  }
  const length = data.readUInt32LE(at + 4);
  if (at + 8 + length > data.length)
    throw corrupt(
      path,
      title,
      `byte ${place}`,
      `an element of ${length} bytes`,
      `${data.length - at - 8} bytes`,
    );
  const end = at + 8 + length;
  // Elements of the file itself that are compressed are not padded.
  const next = first === compressed && !isPadded ? end : at + 8 + 8 * Math.ceil(length / 8);
  return { type: first, data: data.subarray(at + 8, end), next };
}

function readMatrix(data: Buffer, path: string, place: number): { name: string; array: MatArray } | null {
  let at = 0;
  const element = (): Element => {
    const read = readElement(data, at, path, place, true);
    at = read.next;
    return read;
  };
  element();
  const sizes = element().data;
  const name = element().data.toString("latin1");
  const { type, data: content } = element();
  const kind = numbers[type];
  if (kind === undefined) return null;
  const shape = Array.from({ length: Math.floor(sizes.length / 4) }, (_, axis) =>
    sizes.readInt32LE(4 * axis),
  );
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.some((size) => size < 0) || content.length !== count * kind.bytes) {
    const expected = `${count} numbers of ${kind.bytes} bytes (${shape.join(" × ")}) in ${name}`;
    throw corrupt(path, title, `byte ${place}`, expected, `${content.length} bytes`);
  }
  const values =
    type === unsignedByte
      ? new Uint8Array(content)
      : Float64Array.from({ length: count }, (_, index) => kind.read(content, index * kind.bytes));
  return { name, array: { shape, values } };
}
