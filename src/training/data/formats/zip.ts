/** Zip archives, held to what their own directory says of them. */
import type { Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";
import { UserError } from "../../errors.js";
import { type ByteReader, takeFrom } from "../sources/byteReader.js";
import { corrupt } from "./format.js";

/** More than any data set in one archive should hold; an archive that says more is a trap, or needs another form. */
const largest = 8 * 2 ** 30;

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes that it has when it is decompressed. */
  readonly length: number;
  /** Where its bytes begin in the archive, if they lie there as they are; null where they are compressed. */
  readonly start: number | null;
  /** Gives its bytes, decompressed. */
  readonly read: <Result>(take: (bytes: ByteReader) => Promise<Result>) => Promise<Result>;
}

/**
 * The files of an archive. Nothing is written anywhere, and nothing is in memory but what is asked for.
 *
 * @throws UserError where the archive is damaged, holds a path that leads out of it, or says that it holds more than 8 GiB.
 */
export async function listZip(path: string): Promise<ZipEntry[]> {
  const found = await withArchive(path, (archive) => entriesOf(archive, path));
  const total = found.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > largest) throw corrupt(path, "data", "its directory", "at most 8 GiB in all", `${total} bytes`);
  const entries: ZipEntry[] = [];
  for (const entry of found) {
    const isPlain = entry.compressionMethod === 0 && entry.compressedSize === entry.uncompressedSize;
    entries.push({
      name: entry.fileName,
      length: entry.uncompressedSize,
      start: isPlain ? await withArchive(path, (archive) => startOf(archive, entry)) : null,
      read: (take) =>
        withArchive(path, async (archive) =>
          takeFrom(await streamOf(archive, entry), take, (error) => unsound(path, error)),
        ),
    });
  }
  return entries;
}

/** Opens the archive for as long as `use` takes. */
async function withArchive<Result>(
  path: string,
  use: (archive: ZipFile) => Promise<Result>,
): Promise<Result> {
  const { open } = await import("yauzl");
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;
  try {
    const archive = await new Promise<ZipFile>((resolve, reject) => {
      open(path, options, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    try {
      return await use(archive);
    } finally {
      archive.close();
    }
  } catch (error) {
    throw error instanceof UserError ? error : unsound(path, error);
  }
}

function entriesOf(archive: ZipFile, path: string): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    archive.on("error", (error) => reject(unsound(path, error)));
    archive.on("end", () => resolve(entries));
    archive.on("entry", (entry: Entry) => {
      entries.push(entry);
      archive.readEntry();
    });
    archive.readEntry();
  });
}

function startOf(archive: ZipFile, entry: Entry): Promise<number> {
  return new Promise((resolve, reject) => {
    archive.readLocalFileHeader(entry, { minimal: true }, (error, header) =>
      error ? reject(error) : resolve(header.fileDataStart),
    );
  });
}

function streamOf(archive: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

function unsound(path: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(`${path} is no sound zip archive: ${reason}`, { cause });
}
