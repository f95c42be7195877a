/** Spec files as the user names them. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, isAbsolute, relative, resolve, sep } from "node:path";
import { explainSystemError, UserError } from "../training/errors.js";

export interface SpecFile {
  /** Relative to the working folder where it lies inside it, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** How the names of specs end. */
export const specExtension = ".swwae";

/**
 * Reads a spec. A file of another kind is refused by its name: what the parser would say of a page or a picture helps nobody. Names
 * without an extension are read, for pipes have none.
 *
 * @throws UserError where the file cannot be read, has the name of another kind of file, or is not UTF-8.
 */
export async function readSpec(path: string): Promise<SpecFile> {
  const shown = shownPath(path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw explainSystemError(error, "read", shown);
  }
  const extension = extname(path);
  if (extension !== "" && extension !== specExtension)
    throw new UserError(
      `${shown} is no spec: the name of a spec ends in ${specExtension}, not in ${extension}`,
    );
  try {
    return { path: shown, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    throw new UserError(`cannot read ${shown}: it is not UTF-8 text`, { cause: error });
  }
}

/** Gives the compiler the files that specs use; paths count from the working folder, as those of the specs do. */
export const fileHost = {
  read(path: string): string | null {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    } catch {
      return null;
    }
  },
};

/**
 * Reads several specs.
 *
 * @throws UserError naming all those that cannot be read.
 */
export async function readSpecs(paths: readonly string[]): Promise<SpecFile[]> {
  const read = await Promise.allSettled(paths.map(readSpec));
  const failures = read.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  const unexpected = failures.find((failure) => !(failure instanceof UserError));
  if (unexpected !== undefined) throw unexpected;
  if (failures.length > 0)
    throw new UserError(failures.map((failure) => (failure as UserError).message).join("\n"));
  return read.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** "specs/mnist.swwae#Mnist" → the path and the model's name; the name is null where there is no "#". */
export function splitModelReference(reference: string): { path: string; model: string | null } {
  const hash = reference.lastIndexOf("#");
  if (hash === -1) return { path: reference, model: null };
  return { path: reference.slice(0, hash), model: reference.slice(hash + 1) };
}

/** A path as messages and generated headers show it: the same for "./a", "a" and "/…/here/a". */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), resolve(path));
  const shown = inside === "" || inside.startsWith("..") || isAbsolute(inside) ? path : inside;
  return sep === "/" ? shown : shown.replaceAll(sep, "/");
}
