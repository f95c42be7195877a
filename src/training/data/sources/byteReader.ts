/** Bytes taken one part after the other, from a file or out of something compressed, of which no more is in memory than is asked for. */
import { createReadStream } from "node:fs";
import type { Readable, Transform } from "node:stream";
import { UserError } from "../../errors.js";
import { readStored, type StoredFile } from "./storedFile.js";

/** What is read of a file at once. */
const block = 2 ** 18;

export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #position = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The bytes `start` (included) to `end` (excluded) of a file. */
  static of(file: StoredFile, start = 0, end = file.length): ByteReader {
    return new ByteReader(blocks(file, start, end));
  }

  /** How many bytes were taken. */
  get position(): number {
    return this.#position;
  }

  /** The next `length` bytes; fewer where the end comes before. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#chunks.next();
        if (done === true) break;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    this.#position += length - missing;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }
}

/** Gives out what comes of a stream, and ends the stream, read to its end or not. `explain` says what a failure of the stream means. */
export async function takeFrom<Result>(
  stream: Readable,
  take: (bytes: ByteReader) => Promise<Result>,
  explain: (error: unknown) => UserError,
): Promise<Result> {
  // Whatever comes of a stream that is ended is of no interest.
  stream.on("error", () => undefined);
  try {
    return await take(new ByteReader(stream));
  } catch (error) {
    throw error instanceof UserError ? error : explain(error);
  } finally {
    stream.destroy();
  }
}

/** The same of a part of a file that a decoder decompresses. */
export async function takeDecoded<Result>(
  { path }: StoredFile,
  range: { readonly start: number; readonly end: number },
  decoder: Transform,
  take: (bytes: ByteReader) => Promise<Result>,
  explain: (error: unknown) => UserError,
): Promise<Result> {
  const source = createReadStream(path, { start: range.start, end: range.end - 1 });
  source.on("error", (error) => decoder.destroy(error));
  source.pipe(decoder);
  try {
    return await takeFrom(decoder, take, explain);
  } finally {
    source.destroy();
  }
}

async function* blocks(file: StoredFile, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += block) {
    const bytes = readStored(file, at, Math.min(block, end - at));
    if (bytes.length === 0) return;
    yield bytes;
  }
}
