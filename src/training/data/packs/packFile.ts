/**
 * Packs: decoded images of one size, one behind the other, in one file.
 *
 *     16 bytes    "swwae pack 1" and four zeros
 *     the images  [n, height, width, channels] of bytes
 *     a trailer   JSON: the key, the shape and number of the images, and the SHA-256 of their bytes
 *     4 bytes     length of the trailer, little-endian
 */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isRecord, type ImageShape } from "../../../runtime/index.js";
import { explainSystemError, systemErrorCode } from "../../errors.js";
import { imageSize } from "../imageSize.js";
import type { FileSource } from "../sources/imageSource.js";

const head = Buffer.from("swwae pack 1\0\0\0\0", "latin1");
const lengthBytes = 4;
const longestTrailer = 10_000;

/** A pack that is open and whole. */
export interface Pack {
  readonly shape: ImageShape;
  readonly images: FileSource;
}

/**
 * Opens a pack and checks every byte of its images. The file stays open as long as the process lives.
 *
 * @param key of what was packed.
 * @returns null where there is none, it is damaged, or of something else.
 */
export function openPack(path: string, key: string): Pack | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw explainSystemError(error, "read", path);
  }
  const pack = readPack(file, path, key);
  if (pack === null) closeSync(file);
  return pack;
}

function readPack(file: number, path: string, key: string): Pack | null {
  const total = fstatSync(file).size;
  if (total < head.length + lengthBytes || !readAt(file, 0, head.length).equals(head)) return null;
  const length = readAt(file, total - lengthBytes, lengthBytes).readUInt32LE();
  const end = total - lengthBytes - length;
  if (length > longestTrailer || end < head.length) return null;
  const trailer = parseTrailer(readAt(file, end, length).toString("utf8"));
  if (trailer?.key !== key) return null;
  const { shape, count } = trailer;
  const size = imageSize(shape);
  if (head.length + count * size !== end || digestOf(file, head.length, end) !== trailer.sha256) return null;
  return { shape, images: { kind: "file", file, path, start: head.length, count, size } };
}

interface Trailer {
  readonly key: string;
  readonly shape: ImageShape;
  readonly count: number;
  /** Of the images' bytes. */
  readonly sha256: string;
}

function parseTrailer(text: string): Trailer | null {
  try {
    const value: unknown = JSON.parse(text);
    const isSound =
      isRecord(value) &&
      typeof value["key"] === "string" &&
      typeof value["sha256"] === "string" &&
      Number.isSafeInteger(value["count"]) &&
      Array.isArray(value["shape"]) &&
      value["shape"].length === 3 &&
      value["shape"].every((side) => Number.isSafeInteger(side) && side > 0);
    return isSound ? (value as unknown as Trailer) : null;
  } catch {
    return null;
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

function digestOf(file: number, from: number, to: number): string {
  const hash = createHash("sha256");
  const part = Buffer.alloc(4 * 2 ** 20);
  for (let at = from; at < to;) {
    const read = readSync(file, part, 0, Math.min(part.length, to - at), at);
    if (read === 0) break;
    hash.update(part.subarray(0, read));
    at += read;
  }
  return hash.digest("hex");
}

/** Writes a pack image by image; it gets its name when it is whole, so two writers of one pack do not meet. */
export class PackWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #count = 0;

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
  }

  /** @throws UserError where nothing can be written there. */
  static async create(path: string): Promise<PackWriter> {
    const temporary = `${path}.${process.pid}.${crypto.randomUUID()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(temporary, "wx");
      await file.writeFile(head);
      return new PackWriter(path, temporary, file);
    } catch (error) {
      throw explainSystemError(error, "write", path);
    }
  }

  /** Appends some images. */
  async write(images: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(images);
    this.#hash.update(bytes);
    this.#count += images.length;
    await this.#writing(() => this.#file.writeFile(bytes));
  }

  /** Completes the pack, and gives it its name. */
  async finish(key: string, shape: ImageShape): Promise<void> {
    const trailer: Trailer = { key, shape, count: this.#count, sha256: this.#hash.digest("hex") };
    const text = Buffer.from(JSON.stringify(trailer));
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32LE(text.length);
    await this.#writing(async () => {
      await this.#file.writeFile(Buffer.concat([text, length]));
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#temporary, this.#path);
    });
  }

  /** Takes back what was written. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#temporary, { force: true }).catch(() => undefined);
  }

  async #writing(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw explainSystemError(error, "write", this.#path);
    }
  }
}
