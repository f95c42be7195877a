/** The native library and its C headers, taken out of a wheel, which is a zip archive. */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { explainSystemError, UserError } from "../../training/errors.js";
import { stopIfInterrupted } from "../runProgram.js";

const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;

/** The headers that TensorFlow's C interface includes; of the thousands in the wheel, these few. */
const headerFolders = [
  "tensorflow/c/",
  "tensorflow/core/platform/ctstring",
  "tensorflow/tsl/",
  "tsl/platform/ctstring",
  "tsl/c/",
  "xla/tsl/c/",
];

const packageFolder = "tensorflow/";
const includeFolder = `${packageFolder}include/`;

/**
 * Writes the library to `lib/` and the headers to `include/` in `folder`.
 *
 * @throws UserError where the file is no wheel of TensorFlow.
 */
export async function unpackLibrary(wheel: string, folder: string, signal?: AbortSignal): Promise<void> {
  const archive = await openArchive(wheel);
  const found = new Set<string>();
  try {
    for await (const entry of entriesOf(archive, wheel)) {
      const target = targetOf(entry.fileName);
      if (target === undefined) continue;
      await writeEntry(archive, entry, join(folder, target), signal);
      found.add(target);
    }
  } finally {
    archive.close();
  }
  const missing = libraries.filter((library) => !found.has(join("lib", library)));
  if (missing.length > 0) {
    throw new UserError(`${wheel} does not contain ${missing.join(" and ")}`, {
      hint: "it is not a wheel of tensorflow-cpu",
    });
  }
}

/** Where a file of the wheel goes, relative to the folder of the library; undefined for what is not needed. */
function targetOf(name: string): string | undefined {
  const library = libraries.find((candidate) => name === `${packageFolder}${candidate}`);
  if (library !== undefined) return join("lib", library);
  if (!name.startsWith(includeFolder) || !name.endsWith(".h")) return undefined;
  const header = name.slice(includeFolder.length);
  return headerFolders.some((folder) => header.startsWith(folder)) ? join("include", header) : undefined;
}

async function writeEntry(
  archive: ZipFile,
  entry: Entry,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const content = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
    });
    const file = createWriteStream(path, { highWaterMark: 1 << 20 });
    await pipeline(content, file, signal === undefined ? {} : { signal });
  } catch (error) {
    stopIfInterrupted(signal);
    throw explainSystemError(error, "write", path);
  }
}

function openArchive(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, archive) => {
      if (error) reject(explainArchiveError(error, path));
      else resolve(archive);
    });
  });
}

/** The archive's entries one by one; the next is read when the one before has been dealt with. */
async function* entriesOf(archive: ZipFile, path: string): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      archive.removeAllListeners();
      archive.once("entry", resolve);
      archive.once("end", () => resolve(undefined));
      archive.once("error", (error: Error) => reject(explainArchiveError(error, path)));
      archive.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

function explainArchiveError(error: Error, path: string): unknown {
  const explained = explainSystemError(error, "read", path);
  if (explained instanceof UserError) return explained;
  return new UserError(`cannot read ${path}: it is not a zip archive (${error.message})`, { cause: error });
}
