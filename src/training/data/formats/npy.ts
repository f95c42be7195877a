/**
 * NumPy's arrays: `.npy` files, folders of them, and `.npz` archives.
 *
 * An `.npy` file is the magic `\x93NUMPY`, a version, the length of the header, and the header: a Python dictionary with the type of
 * the numbers (`descr`), their order (`fortran_order`) and the shape. The numbers follow. Bytes of images stay where they are, unless
 * they are compressed.
 */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../../errors.js";
import { imageSize } from "../dataset.js";
import { unpackImages } from "../packs/unpackedImages.js";
import { ByteReader } from "../sources/byteReader.js";
import { openStored, type StoredFile } from "../sources/storedFile.js";
import { corrupt, type DataFormat, kindOf, type ReadOptions } from "./format.js";
import { datasetOfArrays, type NumberArray, storedImages } from "./numberArray.js";
import { listZip, type ZipEntry } from "./zip.js";

const title = "NumPy";

export const npz: DataFormat = {
  title: "NumPy archive",
  recognised: "a file whose name ends in .npz, with x_train and y_train",
  matches: async (path) => path.endsWith(".npz") && (await kindOf(path)) === "file",
  async read(path, options) {
    const file = openStored(path);
    const arrays = new Map<string, NumberArray>();
    for (const entry of await listZip(path))
      arrays.set(entry.name.replace(/\.npy$/, ""), await arrayInArchive(file, entry, options));
    return datasetOfArrays(arrays, options.name, path);
  },
};

export const npyFolder: DataFormat = {
  title: "folder of NumPy arrays",
  recognised: "a folder with x_train.npy and y_train.npy",
  matches: async (path) => (await kindOf(join(path, "x_train.npy"))) === "file",
  async read(path, { name }) {
    const files = (await readdir(path)).filter((file) => file.endsWith(".npy")).toSorted();
    const arrays = new Map<string, NumberArray>();
    for (const found of files) {
      const file = openStored(join(path, found));
      arrays.set(basename(found, ".npy"), await storedArray(file, 0, file.length, file.path));
    }
    return datasetOfArrays(arrays, name, path);
  },
};

/** The types that are read, by NumPy's names, and the bytes of one number. */
const elementBytes: Readonly<Record<string, number>> = {
  "|u1": 1,
  "|i1": 1,
  "<u2": 2,
  "<i2": 2,
  "<i4": 4,
  "<u4": 4,
  "<i8": 8,
  "<u8": 8,
  "<f4": 4,
  "<f8": 8,
};

/** What an array says of itself before its numbers. */
interface NpyHead {
  readonly shape: readonly number[];
  readonly type: string;
  readonly count: number;
  /** Bytes of the head: where the numbers begin. */
  readonly start: number;
  /** The error about so many bytes of numbers. */
  readonly wrongLength: (found: number) => UserError;
}

/** A header is some dozens of characters; NumPy's own limit of one that is read without being asked to is this. */
const longestHeader = 10_000;

/**
 * Reads the head of an array.
 *
 * @param length bytes of head and numbers together
 * @throws UserError where the file is cut short, has another header, a type that is not known, or numbers in Fortran's order.
 */
async function readHead(bytes: ByteReader, length: number, path: string): Promise<NpyHead> {
  const first = await bytes.take(10);
  if (first.length < 10 || first.toString("latin1", 0, 6) !== "\u0093NUMPY") {
    const found = first.length < 10 ? "the end of the file" : "other bytes";
    throw corrupt(path, title, "byte 0", "the magic \\x93NUMPY", found);
  }
  const isOld = first[6] === 1;
  const rest = isOld ? Buffer.alloc(2) : await bytes.take(2);
  const headerLength = isOld
    ? first.readUInt16LE(8)
    : Buffer.concat([first.subarray(8), rest, Buffer.alloc(2)]).readUInt32LE();
  const header = (await bytes.take(Math.min(headerLength, longestHeader))).toString("latin1");
  if (header.length < headerLength) {
    const expected = `a header of ${headerLength} bytes`;
    throw corrupt(path, title, `byte ${isOld ? 10 : 12}`, expected, `${header.length} bytes`);
  }
  const [, type = ""] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const [, order = ""] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
  const bytesEach = elementBytes[type];
  if (sizes === undefined || bytesEach === undefined || order !== "False") {
    const wanted = `numbers of ${Object.keys(elementBytes).join(", ")} in C order`;
    const found = header.trim().slice(0, 100) || "an empty header";
    throw corrupt(path, title, `byte ${isOld ? 10 : 12}`, wanted, found);
  }
  const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  const start = bytes.position;
  const wrongLength = (found: number) => {
    const expected = `${count} numbers of ${bytesEach} bytes (${shape.join(" × ")})`;
    return corrupt(path, title, `byte ${start}`, expected, `${found} bytes`);
  };
  if (!Number.isSafeInteger(count) || length - start !== count * bytesEach) throw wrongLength(length - start);
  return { shape, type, count, start, wrongLength };
}

/** An array that lies in a file as it is. `path` names it in messages. */
async function storedArray(
  file: StoredFile,
  from: number,
  length: number,
  path: string,
): Promise<NumberArray> {
  const open = () => ByteReader.of(file, from, from + length);
  const head = await readHead(open(), length, path);
  return {
    shape: head.shape,
    values: () => valuesOf(open(), head, length),
    images: head.type === "|u1" ? storedImages(file, from + head.start, head.count) : null,
  };
}

async function arrayInArchive(
  file: StoredFile,
  { name, start, length, read }: ZipEntry,
  options: ReadOptions,
): Promise<NumberArray> {
  const path = `${file.path}:${name}`;
  if (start !== null) return storedArray(file, start, length, path);
  const head = await read((bytes) => readHead(bytes, length, path));
  const { shape, type, start: imagesStart, wrongLength } = head;
  return {
    shape,
    values: () => read((bytes) => valuesOf(bytes, head, length)),
    images:
      type === "|u1"
        ? (of) => {
            const count = head.count / imageSize(of);
            const place = { path: file.path, part: name, start: imagesStart, open: read };
            return unpackImages({ ...place, shape: of, count, wrongLength }, options);
          }
        : null,
  };
}

async function valuesOf(
  bytes: ByteReader,
  { start, type, count, wrongLength }: NpyHead,
  length: number,
): Promise<Uint8Array | Float64Array> {
  await bytes.take(start);
  const data = await bytes.take(length - start);
  if (data.length !== length - start) throw wrongLength(data.length);
  return numbersOf(data, type, count);
}

function numbersOf(data: Buffer, type: string, count: number): Uint8Array | Float64Array {
  if (type === "|u1") return data;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read: Readonly<Record<string, (at: number) => number>> = {
    "|i1": (at) => view.getInt8(at),
    "<u2": (at) => view.getUint16(2 * at, true),
    "<i2": (at) => view.getInt16(2 * at, true),
    "<i4": (at) => view.getInt32(4 * at, true),
    "<u4": (at) => view.getUint32(4 * at, true),
    "<i8": (at) => Number(view.getBigInt64(8 * at, true)),
    "<u8": (at) => Number(view.getBigUint64(8 * at, true)),
    "<f4": (at) => view.getFloat32(4 * at, true),
    "<f8": (at) => view.getFloat64(8 * at, true),
  };
  const numberAt = read[type];
  if (numberAt === undefined) throw new UserError(`NumPy's type ${type} is not read`);
  return Float64Array.from({ length: count }, (_, at) => numberAt(at));
}
