/**
 * The safetensors format, read and written: tensors by name; what is written is float32.
 *
 *     8 bytes   length of the header, little-endian
 *     header    JSON: { name: { dtype: "F32", shape, data_offsets: [begin, end] }, …, "__metadata__": { key: text } }
 *     data      little-endian numbers; offsets count from here, tensors follow each other without gaps
 *
 * The reader is strict: whatever it accepts, every byte of the file belongs to exactly one tensor.
 */
import type { TensorValue } from "../engines/engine.js";
import { UserError } from "../errors.js";
import { isRecord } from "./isRecord.js";

/** Everything in a safetensors file. */
export interface TensorFile {
  readonly tensors: Map<string, TensorValue>;
  /** Free texts by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

const metadataKey = "__metadata__";
/** The format's own limit for the header. */
const maximalHeaderLength = 100_000_000;

/**
 * Writes tensors as safetensors, in the order of the map; the same tensors give the same bytes.
 *
 * @throws RangeError where a tensor's shape and its number of elements disagree.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorValue>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    if (name === metadataKey) throw new RangeError(`no tensor can be called ${metadataKey}`);
    if (elements(shape) !== data.length) {
      throw new RangeError(`${name} of shape [${shape.join(", ")}] cannot hold ${data.length} numbers`);
    }
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + 4 * data.length] };
    end += 4 * data.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padding by spaces lets the data start at a multiple of 8, as the format advises.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let offset = 8 + headerLength;
  for (const { data } of tensors.values()) {
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/**
 * Reads safetensors of 32-bit floats.
 *
 * @param path names the file in error messages.
 * @throws UserError saying what is wrong and where, see {@link readTensorHead}; also for a dtype other than F32.
 */
export function decodeSafetensors(bytes: Uint8Array, path: string): TensorFile {
  const read = (start: number, end: number) => bytes.subarray(start, end);
  const { entries, metadata } = readTensorHead({ path, length: bytes.length, read }, ["F32"]);
  const floats = [...entries].map(([name, { shape, start, end }]): [string, TensorValue] => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    const data = Float32Array.from({ length: view.byteLength / 4 }, (_, at) => view.getFloat32(4 * at, true));
    return [name, { shape, data }];
  });
  return { tensors: new Map(floats), metadata };
}

/** Where a tensor lies in a file. */
export interface TensorPlace {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Its first byte, and the one behind its last, counted from the beginning of the file. */
  readonly start: number;
  readonly end: number;
}

/** A file of which parts can be read. */
export interface TensorFileParts {
  /** Names it in messages. */
  readonly path: string;
  /** Bytes in it. */
  readonly length: number;
  readonly read: (start: number, end: number) => Uint8Array;
}

/**
 * Where the tensors of a file lie, by their names, if they are of any of these types.
 *
 * @throws UserError saying what is wrong and where: a file cut short, a header that is no JSON or has an entry of the
 * wrong form, another dtype, a shape that disagrees with its offsets, offsets with gaps, overlaps or beyond the end, bytes
 * that belong to no tensor.
 */
export function readTensorHead(
  { path, length: total, read }: TensorFileParts,
  dtypes: readonly string[],
): { readonly entries: Map<string, TensorPlace>; readonly metadata: Readonly<Record<string, string>> } {
  const fail = (problem: string) => new UserError(`${path} is not a sound safetensors file: ${problem}`);
  if (total < 8) throw fail(`expected 8 bytes for the length of the header, found ${total}`);
  const first = read(0, 8);
  const length = new DataView(first.buffer, first.byteOffset, first.byteLength).getBigUint64(0, true);
  if (length > BigInt(maximalHeaderLength))
    throw fail(`a header of ${length} bytes is longer than the format allows`);
  const headerLength = Number(length);
  if (headerLength > total - 8) {
    throw fail(`expected a header of ${headerLength} bytes, but only ${total - 8} bytes follow`);
  }
  const dataStart = 8 + headerLength;
  const dataLength = total - dataStart;

  const { metadata, entries } = parseHeader(read(8, dataStart), dtypes, fail);
  const places = new Map<string, TensorPlace>();
  for (const [name, { shape, dtype, begin, end }] of entries) {
    if (end > dataLength) {
      throw fail(`tensor ${name} ends at byte ${end} of the data, but there are only ${dataLength}`);
    }
    places.set(name, { shape, dtype, start: dataStart + begin, end: dataStart + end });
  }
  requireNoGaps(entries, dataLength, fail);
  return { entries: places, metadata };
}

/** The types that can be read, and the bytes of a number of each. */
const bytesOfTypes: Readonly<Record<string, number>> = { U8: 1, I32: 4, I64: 8, F32: 4 };

interface Entry {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly begin: number;
  readonly end: number;
}

type Fail = (problem: string) => UserError;

function parseHeader(
  bytes: Uint8Array,
  dtypes: readonly string[],
  fail: Fail,
): { metadata: Record<string, string>; entries: Map<string, Entry> } {
  if (bytes[0] !== 0x7b) throw fail("the header does not start with {");
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw fail(`the header is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isRecord(header)) throw fail("the header is no JSON object");
  const metadata: Record<string, string> = {};
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(header)) {
    if (name !== metadataKey) {
      entries.set(name, parseEntry(name, value, dtypes, fail));
      continue;
    }
    if (!isRecord(value)) throw fail(`${metadataKey} is no JSON object`);
    for (const [key, text] of Object.entries(value)) {
      if (typeof text !== "string") throw fail(`${metadataKey}.${key} is no text`);
      metadata[key] = text;
    }
  }
  return { metadata, entries };
}

function parseEntry(name: string, value: unknown, dtypes: readonly string[], fail: Fail): Entry {
  if (!isRecord(value)) throw fail(`the entry of tensor ${name} is no JSON object`);
  for (const key of Object.keys(value)) {
    if (!["dtype", "shape", "data_offsets"].includes(key))
      throw fail(`tensor ${name} has an unknown field ${key}`);
  }
  const { dtype, shape, data_offsets: offsets } = value;
  const size = typeof dtype === "string" && dtypes.includes(dtype) ? bytesOfTypes[dtype] : undefined;
  if (typeof dtype !== "string" || size === undefined) {
    const read = dtypes.map((type) => JSON.stringify(type)).join(", ");
    throw fail(`tensor ${name} has dtype ${JSON.stringify(dtype)}; only ${read} is read`);
  }
  if (!isSizes(shape))
    throw fail(`the shape of tensor ${name} is no list of whole numbers: ${JSON.stringify(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw fail(`data_offsets of tensor ${name} are not [begin, end]: ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  const expected = size * elements(shape);
  if (end - begin !== expected) {
    throw fail(
      `tensor ${name} of shape [${shape.join(", ")}] needs ${expected} bytes, but its offsets [${begin}, ${end}] span ${end - begin}`,
    );
  }
  return { shape, dtype, begin, end };
}

/** Every byte of the data belongs to exactly one tensor. */
function requireNoGaps(entries: ReadonlyMap<string, Entry>, dataLength: number, fail: Fail): void {
  let reached = 0;
  const inOrder = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of inOrder) {
    if (begin < reached)
      throw fail(`tensor ${name} starts at byte ${begin} of the data, inside another tensor`);
    if (begin > reached) throw fail(`bytes ${reached} to ${begin} of the data belong to no tensor`);
    reached = end;
  }
  if (reached < dataLength) throw fail(`bytes ${reached} to ${dataLength} of the data belong to no tensor`);
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
