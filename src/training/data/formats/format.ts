/** What a format of data sets is, and how its readers speak of what is wrong. */
import { readFile, stat } from "node:fs/promises";
import { explainSystemError, systemErrorCode, UserError } from "../../errors.js";
import type { Dataset } from "../dataset.js";
import type { PictureTarget } from "./pictures.js";

/** What a reader is told besides the path. */
export interface ReadOptions {
  /** How the data set is called, in messages and records. */
  readonly name: string;
  /** What pictures are brought to; null where nothing says it, and all have to be alike. */
  readonly target: PictureTarget | null;
  /** Images that come out of compressed files are kept in memory up to so many bytes, more of them in the cache; 256 MiB where it is not given. */
  readonly mostInMemory?: number;
  /** Told what takes time, in a sentence for people; nobody where it is not given. */
  readonly note?: (text: string) => void;
}

export interface DataFormat {
  /** What the format is called in messages. */
  readonly title: string;
  /** What it is recognised by, for whoever has something else. */
  readonly recognised: string;
  /** Whether `path` is of this format; looks at names only. */
  matches(path: string): Promise<boolean>;
  /**
   * Reads a path that matches.
   *
   * @throws UserError naming the file, where in it, and what was expected, where it is damaged or does not go with the others.
   */
  read(path: string, options: ReadOptions): Promise<Dataset>;
}

/** The error about a file that is not as its format wants it. `place` is such as "byte 16" or "line 3". */
export function corrupt(
  path: string,
  format: string,
  place: string,
  expected: string,
  found: string,
): UserError {
  return new UserError(`${path} is not sound ${format}: at ${place}, expected ${expected}, found ${found}`);
}

/** What there is at a path. */
export async function kindOf(path: string): Promise<"file" | "folder" | "nothing"> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? "folder" : found.isFile() ? "file" : "nothing";
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return "nothing";
    throw explainSystemError(error, "read", path);
  }
}

/** The whole of a file; throws a UserError where it cannot be read. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
}

/** The lines of a text file that hold something; null where there is no such file. */
export async function readLinesIfThere(path: string): Promise<string[] | null> {
  if ((await kindOf(path)) !== "file") return null;
  const text = Buffer.from(await readBytes(path)).toString("utf8");
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
