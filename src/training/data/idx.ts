/**
 * Reader of IDX, the file format of MNIST.
 *
 * An IDX file of bytes starts with a magic number (0, 0, 8 for unsigned bytes, then the number of dimensions) and one
 * big-endian 32-bit size per dimension; the bytes follow, the last dimension running fastest. Nothing may come after.
 */
import { UserError } from "../errors.js";

/** The content of an IDX file: `sizes` of its dimensions and the bytes in row-major order. */
export interface IdxArray {
  readonly sizes: readonly number[];
  readonly values: Uint8Array;
}

const unsignedByte = 0x08;

/** What an IDX file says of itself before its bytes. */
export interface IdxHead {
  readonly sizes: readonly number[];
  /** Bytes of the head: where those of the array begin. */
  readonly start: number;
}

/** Bytes of the head of an array of so many dimensions. */
export function idxHeadLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

/**
 * Reads an IDX array of unsigned bytes.
 *
 * @param sizes what every dimension must be; null where any size will do. Their number fixes the number of dimensions.
 * @param path names the file in error messages.
 * @throws UserError naming the file, the offset, what was expected and what was found: on another magic number, another
 * size, a missing byte, a byte too many.
 */
export function parseIdx(bytes: Uint8Array, sizes: readonly (number | null)[], path: string): IdxArray {
  const head = parseIdxHead(bytes, sizes, path);
  requireIdxLength(head, bytes.length - head.start, path);
  return { sizes: head.sizes, values: bytes.subarray(head.start) };
}

/** Reads the head alone; see {@link parseIdx}. */
export function parseIdxHead(bytes: Uint8Array, sizes: readonly (number | null)[], path: string): IdxHead {
  const headerLength = idxHeadLength(sizes.length);
  if (bytes.length < headerLength) {
    throw corrupt(path, bytes.length, `a header of ${headerLength} bytes`, `the end of the file`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expectedMagic = (unsignedByte << 8) | sizes.length;
  const magic = view.getUint32(0);
  if (magic !== expectedMagic) {
    throw corrupt(path, 0, `the magic number ${hexadecimal(expectedMagic)}`, hexadecimal(magic));
  }
  const found = sizes.map((expected, dimension) => {
    const offset = 4 + 4 * dimension;
    const size = view.getUint32(offset);
    if (expected !== null && size !== expected) {
      throw corrupt(path, offset, `size ${expected} of dimension ${dimension}`, `${size}`);
    }
    return size;
  });
  return { sizes: found, start: headerLength };
}

/** Throws a UserError where another number of bytes follows the head than it says. */
export function requireIdxLength(head: IdxHead, length: number, path: string): void {
  if (length !== lengthOf(head)) throw wrongIdxLength(head, length, path);
}

/** The error about so many bytes behind a head that says otherwise. */
export function wrongIdxLength(head: IdxHead, length: number, path: string): UserError {
  const count = lengthOf(head);
  const offset = head.start + Math.min(length, count);
  return corrupt(path, offset, `${count} bytes (${head.sizes.join(" × ")}) after the header`, `${length}`);
}

function lengthOf({ sizes }: IdxHead): number {
  return sizes.reduce((product, size) => product * size, 1);
}

function corrupt(path: string, offset: number, expected: string, found: string): UserError {
  return new UserError(
    `${path} is not a sound IDX file: at byte ${offset}, expected ${expected}, found ${found}`,
  );
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
