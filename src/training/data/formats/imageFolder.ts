/**
 * Folders of pictures: one folder a class, and `unlabelled/` (or `unlabeled/`) for those without. With `train/` and `test/` above them,
 * the split is theirs; else a tenth of the labelled ones of every class is held back for the test.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { explainSystemError, UserError } from "../../errors.js";
import type { Dataset } from "../dataset.js";
import { type DataFormat, kindOf, type ReadOptions } from "./format.js";
import { isPicture, pictureEndings } from "./pictures.js";
import { type PictureEntry, readPictureSet } from "./pictureSet.js";

const unlabelledFolders = ["unlabelled", "unlabeled"];

export const imageFolder: DataFormat = {
  title: "folder of pictures",
  recognised: `a folder with a folder of pictures (${pictureEndings.join(", ")}) for every class, and unlabelled/`,
  async matches(path) {
    if ((await kindOf(path)) !== "folder") return false;
    const entries = await readdir(path, { withFileTypes: true });
    return entries.some((entry) => entry.isDirectory());
  },
  read: readImageFolder,
};

async function readImageFolder(folder: string, options: ReadOptions): Promise<Dataset> {
  const [train, test] = [join(folder, "train"), join(folder, "test")];
  if ((await kindOf(train)) === "folder") {
    const hasTest = (await kindOf(test)) === "folder";
    return readPictureSet(
      folder,
      await listClasses(train),
      hasTest ? await listClasses(test) : null,
      options,
    );
  }
  return readPictureSet(folder, await listClasses(folder), null, options);
}

/** The pictures of every class, in the order of the names. */
async function listClasses(folder: string): Promise<PictureEntry[]> {
  const names = await list(folder);
  const entries: PictureEntry[] = [];
  for (const name of names) {
    const inside = join(folder, name);
    if ((await kindOf(inside)) !== "folder") continue;
    const className = unlabelledFolders.includes(name) ? null : name;
    const pictures = (await list(inside)).filter(isPicture);
    entries.push(...pictures.map((picture) => ({ path: join(inside, picture), className })));
  }
  if (entries.length === 0) {
    throw new UserError(`${folder} holds no pictures`, {
      hint: `needed is a folder for every class, with files that end in ${pictureEndings.join(", ")}`,
    });
  }
  return entries;
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(".")).toSorted();
  } catch (error) {
    throw explainSystemError(error, "read", folder);
  }
}
