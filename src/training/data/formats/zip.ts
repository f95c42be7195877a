/** Zip archives, held to what their own directory says of them. */
import { UserError } from "../../errors.js";
import { corrupt } from "./format.js";

/** More than any data set in one archive should hold; an archive that says more is a trap, or needs another form. */
const largest = 8 * 2 ** 30;

/**
 * The files of an archive, in memory, by name. Nothing is written anywhere.
 *
 * @throws UserError where the archive is damaged, holds a path that leads out of it, or says that it holds more than 8 GiB.
 */
export async function readZip(path: string): Promise<Map<string, Uint8Array>> {
  const { open } = await import("yauzl");
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void =>
      reject(
        error instanceof UserError
          ? error
          : new UserError(
              `${path} is no sound zip archive: ${error instanceof Error ? error.message : String(error)}`,
              {
                cause: error,
              },
            ),
      );
    open(path, { lazyEntries: true, validateEntrySizes: true }, (error, archive) => {
      if (error) return fail(error);
      const entries = new Map<string, Uint8Array>();
      let total = 0;
      archive.on("error", fail);
      archive.on("end", () => resolve(entries));
      archive.on("entry", (entry) => {
        total += entry.uncompressedSize;
        if (total > largest) {
          archive.close();
          return fail(
            corrupt(path, "data", `the file ${entry.fileName}`, "at most 8 GiB in all", `${total} bytes`),
          );
        }
        archive.openReadStream(entry, (problem, stream) => {
          if (problem) return fail(problem);
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
          stream.on("error", fail);
          stream.on("end", () => {
            entries.set(entry.fileName, Buffer.concat(chunks));
            archive.readEntry();
          });
        });
      });
      archive.readEntry();
    });
  });
}
