/** Data sets in one safetensors file: the arrays that `.npz` archives have, under the same names. Images stay in the file. */
import { readTensorHead } from "../../../runtime/index.js";
import { openStored, readStored } from "../sources/storedFile.js";
import { type DataFormat, kindOf } from "./format.js";
import { datasetOfArrays, type NumberArray, storedImages } from "./numberArray.js";

export const safetensors: DataFormat = {
  title: "safetensors",
  recognised: "a file whose name ends in .safetensors, with x_train and y_train",
  matches: async (path) => path.endsWith(".safetensors") && (await kindOf(path)) === "file",
  async read(path, { name }) {
    const file = openStored(path);
    const parts = {
      path,
      length: file.length,
      read: (from: number, to: number) => readStored(file, from, to - from),
    };
    const arrays = new Map<string, NumberArray>();
    for (const [array, place] of readTensorHead(parts, Object.keys(readers)).entries) {
      const { shape, dtype, start, end } = place;
      const read = readers[dtype];
      if (read === undefined) continue;
      arrays.set(array, {
        shape,
        values: () => Promise.resolve(read(readStored(file, start, end - start))),
        images: dtype === "U8" ? storedImages(file, start, end - start) : null,
      });
    }
    return datasetOfArrays(arrays, name, path);
  },
};

const readers: Readonly<Record<string, (bytes: Buffer) => Uint8Array | Float64Array>> = {
  U8: (bytes) => bytes,
  I32: (bytes) => Float64Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readInt32LE(4 * at)),
  I64: (bytes) =>
    Float64Array.from({ length: bytes.length / 8 }, (_, at) => Number(bytes.readBigInt64LE(8 * at))),
  F32: (bytes) => Float64Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at)),
};
