/** Where the data of a run lie: recorded so that they are found from any working folder, and after the project's folder has moved. */
import { join, relative, resolve } from "node:path";
import { type RunFolder, type RunRecord, UserError } from "../../training/index.js";
import { exists } from "../exists.js";
import { shownPath } from "../specFile.js";
import { type DatasetRequest, isDatasetName } from "./loadDataset.js";

/** Which data, as {@link DatasetRequest} takes them. */
export type DataPlace = Pick<DatasetRequest, "data" | "folder" | "name">;

/** What run.json says of the place: nothing of a data set that is installed. */
export function recordDataPath({ data, folder }: DataPlace, run: RunFolder): Pick<RunRecord, "dataPath"> {
  if (isDatasetName(data) && folder === null) return {};
  const absolute = isDatasetName(data) ? resolve(folder ?? "") : resolve(folder ?? "", data);
  return { dataPath: { absolute, fromRun: relative(resolve(run.path), absolute) } };
}

/**
 * The data that a run was trained on, or those that are asked for instead.
 *
 * @param asked a data set's name or a path, and the folder of the data files; null to take the run's.
 * @throws UserError naming the path where they are expected, where nothing is there.
 */
export async function findData(
  { folder: run, record }: { readonly folder: RunFolder; readonly record: RunRecord },
  asked: { readonly data: string | null; readonly folder: string | null },
): Promise<DataPlace> {
  if (asked.data !== null) return { data: asked.data, folder: asked.folder };
  const { data, dataPath } = record;
  if (asked.folder !== null) return { data, folder: asked.folder, name: data };
  const isNamed = isDatasetName(data);
  // Records of before say no more than what was typed, which counts from the working folder.
  const places =
    dataPath === undefined
      ? before(record)
      : [dataPath.absolute, resolve(run.path, dataPath.fromRun)].filter(
          (place, index, all) => all.indexOf(place) === index,
        );
  if (places.length === 0) return { data, folder: null };
  for (const place of places) {
    if (!(await exists(place))) continue;
    return isNamed ? { data, folder: place } : { data: place, folder: null, name: data };
  }
  throw new UserError(
    `the data that ${shownPath(run.path)} was trained on are not there: nothing is at ${places.join(", nor at ")}`,
    { hint: `say where they are: ${isNamed ? "--data-dir FOLDER" : "--data PATH"}` },
  );
}

function before({ data, machineOptions: { dataFolder } }: RunRecord): string[] {
  if (isDatasetName(data)) return dataFolder === null ? [] : [resolve(dataFolder)];
  return [resolve(join(dataFolder ?? "", data))];
}
