/** Files that are read by offset, a part at a time. */
import { fstatSync, openSync, readSync } from "node:fs";
import { explainSystemError } from "../../errors.js";
import type { FileSource } from "./imageSource.js";

/** A file that is open as long as the process lives. */
export interface StoredFile {
  readonly path: string;
  /** The descriptor. */
  readonly file: number;
  /** Bytes in it. */
  readonly length: number;
}

/** Opens a file. Throws a UserError where it cannot be read. */
export function openStored(path: string): StoredFile {
  try {
    const file = openSync(path, "r");
    return { path, file, length: fstatSync(file).size };
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
}

/** Bytes from `start` on: `length` of them, or as many as there are. */
export function readStored({ file, path }: StoredFile, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  try {
    while (done < length) {
      const read = readSync(file, bytes, done, length - done, start + done);
      if (read === 0) break;
      done += read;
    }
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  return bytes.subarray(0, done);
}

/** Images that lie in a file as they are. */
export function imagesIn(
  { path, file }: StoredFile,
  place: Pick<FileSource, "start" | "count" | "size" | "stride" | "order">,
): FileSource {
  return { kind: "file", file, path, ...place };
}
