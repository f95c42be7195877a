/** Files of arrays for tests, as NumPy and the authors of IDX write them. */

/** An `.npy` file of bytes. */
export function npyFile(shape: readonly number[], bytes: Uint8Array): Buffer {
  const head = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const padded = `${head.padEnd(Math.ceil((11 + head.length) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([
    Buffer.from("\u0093NUMPY\u0001\u0000", "latin1"),
    length,
    Buffer.from(padded),
    bytes,
  ]);
}

/** An IDX file of bytes. */
export function idxFile(sizes: readonly number[], bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  [0x0800 | sizes.length, ...sizes].forEach((number, at) => head.writeUInt32BE(number, 4 * at));
  return Buffer.concat([head, bytes]);
}
