/** TFRecord files: each record between its length and its checksum. */
import { maskedCrc32c } from "./crc32c.js";

/**
 * One record as it stands in a file:
 *
 *     length (8 bytes, little-endian), masked CRC-32C of the length, the bytes, masked CRC-32C of the bytes
 */
export function frameRecord(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(8 + 4 + bytes.length + 4);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, maskedCrc32c(framed.subarray(0, 8)), true);
  framed.set(bytes, 12);
  view.setUint32(12 + bytes.length, maskedCrc32c(bytes), true);
  return framed;
}
