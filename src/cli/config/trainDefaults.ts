/** What the project file says of trainings. */
import type { MachineOptions } from "../options/commonOptions.js";
import type { GivenSettings } from "../session/settings.js";
import { findProject } from "./projectFile.js";

export interface TrainDefaults {
  /** Folder of the runs. */
  readonly runs: string;
  readonly machine: MachineOptions;
  readonly settings: GivenSettings;
}

/**
 * The defaults of the project that holds here.
 *
 * @throws UserError where its project file is wrong.
 */
export function trainDefaults(): TrainDefaults {
  const project = findProject();
  const { runs, threads, dataDir, ...settings } = project?.config.train ?? {};
  const resolved = (path: string): string => project?.resolve(path) ?? path;
  return {
    runs: runs === undefined ? "runs" : resolved(runs),
    machine: {
      ...(threads === undefined ? {} : { threads }),
      ...(dataDir === undefined ? {} : { dataDir: resolved(dataDir) }),
    },
    settings,
  };
}
