/** The formats of data sets in files, and which one a path is of. */
import { UserError } from "../../errors.js";
import type { Dataset } from "../dataset.js";
import { loadIdxFolder } from "../idxFolder.js";
import { readdir } from "node:fs/promises";
import { cifar10, cifar100 } from "./cifar.js";
import { csv } from "./csv.js";
import { type DataFormat, kindOf, type ReadOptions } from "./format.js";
import { imageFolder } from "./imageFolder.js";
import { npyFolder, npz } from "./npy.js";
import { safetensors } from "./safetensorsSet.js";
import { stl10 } from "./stl10.js";
import { svhn } from "./svhn.js";

export type { ReadOptions } from "./format.js";

const idx: DataFormat = {
  title: "IDX",
  recognised:
    "a folder with train-images-idx3-ubyte (or idx4) and the three files that go with it, plain or .gz",
  async matches(path) {
    if ((await kindOf(path)) !== "folder") return false;
    return (await readdir(path)).some((name) => /-idx[134]-ubyte(\.gz)?$/.test(name));
  },
  read: (path, options) => loadIdxFolder(path, options.name, options),
};

/** In the order in which they are tried: what is known by certain files comes before what any folder could be. */
export const dataFormats: readonly DataFormat[] = [
  idx,
  cifar10,
  cifar100,
  svhn,
  stl10,
  npyFolder,
  npz,
  safetensors,
  csv,
  imageFolder,
];

/**
 * Reads the data set at a path, whatever format it is of.
 *
 * @throws UserError where nothing is there, nothing of a known format is, or what is there is damaged.
 */
export async function loadDataPath(path: string, options: ReadOptions): Promise<Dataset> {
  const kind = await kindOf(path);
  if (kind === "nothing") throw new UserError(`there is no file or folder ${path} to read data from`);
  for (const format of dataFormats) if (await format.matches(path)) return format.read(path, options);
  const known = dataFormats.map(({ title, recognised }) => `  ${title}: ${recognised}`).join("\n");
  throw new UserError(`the ${kind} ${path} is no data set of a known format`, {
    hint: `what is looked for:\n${known}`,
  });
}
