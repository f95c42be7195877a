/** Data sets in one safetensors file: the arrays that `.npz` archives have, under the same names. */
import { decodeTensors } from "../../../runtime/index.js";
import { type DataFormat, kindOf, readBytes } from "./format.js";
import { datasetOfArrays, type NumberArray } from "./numberArray.js";

export const safetensors: DataFormat = {
  title: "safetensors",
  recognised: "a file whose name ends in .safetensors, with x_train and y_train",
  matches: async (path) => path.endsWith(".safetensors") && (await kindOf(path)) === "file",
  async read(path, { name }) {
    const arrays = new Map<string, NumberArray>();
    for (const [array, { shape, dtype, bytes }] of decodeTensors(
      await readBytes(path),
      path,
      Object.keys(readers),
    ).tensors) {
      const read = readers[dtype];
      if (read !== undefined)
        arrays.set(array, {
          shape,
          values: read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
        });
    }
    return datasetOfArrays(arrays, name, path);
  },
};

const readers: Readonly<Record<string, (bytes: Buffer) => NumberArray["values"]>> = {
  U8: (bytes) => bytes,
  I32: (bytes) => Float64Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readInt32LE(4 * at)),
  I64: (bytes) =>
    Float64Array.from({ length: bytes.length / 8 }, (_, at) => Number(bytes.readBigInt64LE(8 * at))),
  F32: (bytes) => Float64Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at)),
};
