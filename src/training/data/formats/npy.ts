/**
 * NumPy's arrays: `.npy` files, folders of them, and `.npz` archives.
 *
 * An `.npy` file is the magic `\x93NUMPY`, a version, the length of the header, and the header: a Python dictionary with the type of
 * the numbers (`descr`), their order (`fortran_order`) and the shape. The numbers follow.
 */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../../errors.js";
import { corrupt, type DataFormat, kindOf, readBytes } from "./format.js";
import { datasetOfArrays, type NumberArray } from "./numberArray.js";
import { readZip } from "./zip.js";

const title = "NumPy";

export const npz: DataFormat = {
  title: "NumPy archive",
  recognised: "a file whose name ends in .npz, with x_train and y_train",
  matches: async (path) => path.endsWith(".npz") && (await kindOf(path)) === "file",
  async read(path, { name }) {
    const entries = await readZip(path);
    const arrays = [...entries].map(([entry, bytes]): [string, NumberArray] => [
      entry.replace(/\.npy$/, ""),
      parseNpy(bytes, `${path}:${entry}`),
    ]);
    return datasetOfArrays(new Map(arrays), name, path);
  },
};

export const npyFolder: DataFormat = {
  title: "folder of NumPy arrays",
  recognised: "a folder with x_train.npy and y_train.npy",
  matches: async (path) => (await kindOf(join(path, "x_train.npy"))) === "file",
  async read(path, { name }) {
    const files = (await readdir(path)).filter((file) => file.endsWith(".npy")).toSorted();
    const arrays = new Map<string, NumberArray>();
    for (const file of files)
      arrays.set(basename(file, ".npy"), parseNpy(await readBytes(join(path, file)), join(path, file)));
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

/**
 * Reads one array.
 *
 * @throws UserError where the file is cut short, has another header, a type that is not known, or numbers in Fortran's order.
 */
export function parseNpy(bytes: Uint8Array, path: string): NumberArray {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 12 || buffer.toString("latin1", 0, 6) !== "\u0093NUMPY")
    throw corrupt(
      path,
      title,
      "byte 0",
      "the magic \\x93NUMPY",
      buffer.length < 12 ? "the end of the file" : "other bytes",
    );
  const isOld = buffer[6] === 1;
  const start = isOld ? 10 : 12;
  const length = isOld ? buffer.readUInt16LE(8) : buffer.readUInt32LE(8);
  if (start + length > buffer.length)
    throw corrupt(
      path,
      title,
      `byte ${start}`,
      `a header of ${length} bytes`,
      `${buffer.length - start} bytes`,
    );
  const header = buffer.toString("latin1", start, start + length);
  const [, type = ""] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const [, order = ""] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
  const bytesEach = elementBytes[type];
  if (sizes === undefined || bytesEach === undefined || order !== "False") {
    const wanted = `numbers of ${Object.keys(elementBytes).join(", ")} in C order`;
    throw corrupt(path, title, `byte ${start}`, wanted, header.trim().slice(0, 100) || "an empty header");
  }
  const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  const data = buffer.subarray(start + length);
  if (!Number.isSafeInteger(count) || data.length !== count * bytesEach) {
    const expected = `${count} numbers of ${bytesEach} bytes (${shape.join(" × ")})`;
    throw corrupt(path, title, `byte ${start + length}`, expected, `${data.length} bytes`);
  }
  return { shape, values: numbersOf(data, type, count) };
}

function numbersOf(data: Buffer, type: string, count: number): NumberArray["values"] {
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
