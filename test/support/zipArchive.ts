/** Small zip archives for tests: each file deflated, or stored as it is; nothing else that the format offers. */
import { crc32, deflateRawSync } from "node:zlib";

const signatures = { file: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };
const methods = { stored: 0, deflated: 8 } as const;
const version = 20;

/** A zip archive of files by name. */
export function zipArchive(
  files: Readonly<Record<string, string | Uint8Array>>,
  method: keyof typeof methods = "deflated",
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = method === "deflated" ? deflateRawSync(content) : content;
    const common = Buffer.concat([
      numbers16(version, 0, methods[method], 0, 0x21), // 0x21: the first of January 1980
      numbers32(crc32(content), packed.length, content.length),
      numbers16(Buffer.byteLength(name), 0),
    ]);
    const body = Buffer.concat([numbers32(signatures.file), common, Buffer.from(name), packed]);
    directory.push(
      numbers32(signatures.directory),
      numbers16(version),
      common,
      numbers16(0, 0, 0),
      numbers32(0, offset),
      Buffer.from(name),
    );
    bodies.push(body);
    offset += body.length;
  }
  const count = bodies.length;
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.concat([
    numbers32(signatures.end),
    numbers16(0, 0, count, count),
    numbers32(directoryBytes.length, offset),
    numbers16(0),
  ]);
  return Buffer.concat([...bodies, directoryBytes, end]);
}

function numbers16(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => buffer.writeUInt16LE(value, 2 * index));
  return buffer;
}

function numbers32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32LE(value, 4 * index));
  return buffer;
}
