/**
 * Lists of pictures: a CSV file with a head line `path,label` and a line for each picture. Paths count from the folder of the list; an
 * empty label is none. A third column `split` may say `train` or `test`.
 */
import { dirname, isAbsolute, join } from "node:path";
import { UserError } from "../../errors.js";
import type { Dataset } from "../dataset.js";
import { corrupt, type DataFormat, kindOf, readBytes, type ReadOptions } from "./format.js";
import { type PictureEntry, readPictureSet } from "./pictureSet.js";

const title = "a list of pictures";
const columns = ["path", "label", "split"];

export const csv: DataFormat = {
  title,
  recognised: "a file whose name ends in .csv, with the columns path and label",
  matches: async (path) => path.endsWith(".csv") && (await kindOf(path)) === "file",
  read: readList,
};

async function readList(path: string, options: ReadOptions): Promise<Dataset> {
  const { parse } = await import("csv-parse/sync");
  let rows: string[][];
  try {
    rows = parse(Buffer.from(await readBytes(path)), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${path} is no sound CSV: ${reason}`, { cause: error });
  }
  const [head = [], ...lines] = rows;
  const isHead = head[0] === "path" && head[1] === "label" && head.every((name) => columns.includes(name));
  if (!isHead)
    throw corrupt(path, title, "line 1", "path,label or path,label,split", head.join(",") || "nothing");
  const entries = lines.map((line, index) => {
    const place = `line ${index + 2}`;
    const [file = "", label = "", split = "train"] = line;
    if (line.length !== head.length)
      throw corrupt(path, title, place, `${head.length} values`, `${line.length}`);
    if (file === "" || isAbsolute(file) || file.split(/[/\\]/).includes(".."))
      throw corrupt(path, title, place, "a path within the folder of the list", JSON.stringify(file));
    if (split !== "train" && split !== "test")
      throw corrupt(path, title, place, "train or test", JSON.stringify(split));
    const entry: PictureEntry = { path: join(dirname(path), file), className: label === "" ? null : label };
    return { entry, split };
  });
  const of = (wanted: string) => entries.flatMap(({ entry, split }) => (split === wanted ? [entry] : []));
  const test = of("test");
  return readPictureSet(dirname(path), of("train"), test.length === 0 ? null : test, options);
}
