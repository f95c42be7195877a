/** Which picture files are meant by files, folders and patterns. */
import { stat } from "node:fs/promises";
import { glob } from "tinyglobby";
import { pictureEndings, systemErrorCode, UserError } from "../../training/index.js";

/**
 * The files that the names stand for, each once: a file is itself; a folder is all pictures in it and in its folders, in the order of
 * their names; a pattern with `*` or `?` is all pictures that it matches, for shells that do not expand it.
 *
 * @throws UserError where a name stands for nothing.
 */
export async function findPictures(names: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const name of names) {
    const found = await filesOf(name);
    if (found.length === 0) throw nothingAt(name);
    for (const file of found) files.add(file);
  }
  return [...files];
}

async function filesOf(name: string): Promise<string[]> {
  const kind = await kindOf(name);
  if (kind === "file") return [name];
  if (kind === null && !/[*?[{]/.test(name)) {
    throw new UserError(`there is no file or folder ${name}`);
  }
  const inside = pictureEndings.map((ending) => `**/*${ending}`);
  const found =
    kind === "folder"
      ? (await glob(inside, { cwd: name, caseSensitiveMatch: false })).map(
          (file) => `${name.replace(/\/+$/, "")}/${file}`,
        )
      : await glob(name.replaceAll("\\", "/"), { caseSensitiveMatch: true });
  return found.sort(byName.compare);
}

/** 2.png comes before 10.png. */
const byName = new Intl.Collator("en", { numeric: true });

async function kindOf(name: string): Promise<"file" | "folder" | null> {
  try {
    return (await stat(name)).isDirectory() ? "folder" : "file";
  } catch (error) {
    // A pattern may be no name that a file can have.
    if (systemErrorCode(error) !== undefined) return null;
    throw error;
  }
}

function nothingAt(name: string): UserError {
  return new UserError(`no picture is at ${name}`, {
    hint: `files that end with ${pictureEndings.join(", ")} are looked for`,
  });
}
