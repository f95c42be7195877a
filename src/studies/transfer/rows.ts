/** The cells of the study by set, files and network. */
import { groupBy } from "../../report/index.js";
import type { StudyCell, StudyResults } from "../results/document.js";
import type { Seeded } from "../statistics/differences.js";
import { errorRate, seededOf } from "../statistics/figures.js";
import { type TransferSet, transferSets } from "./sets.js";

/** What was trained on. */
export interface UsedFiles {
  /** As the training was told. */
  readonly path: string;
  readonly training: number;
  readonly test: number;
  readonly classes: number;
  /** Whether there are as many images as the set's own files hold. */
  readonly isComplete: boolean;
}

/** One network on one set. */
export interface TransferRow {
  readonly set: TransferSet;
  readonly files: UsedFiles;
  readonly dropout: number;
  readonly labels: number | "all";
  /** Share of wrong test images, by seed. */
  readonly errors: readonly Seeded[];
}

/** In the order of the sets; networks without dropout first. */
export function rowsOf(results: StudyResults): TransferRow[] {
  return transferSets.flatMap((set) => {
    const own = results.cells.filter(
      ({ experiment }) => experiment.replace(/-quick$/, "") === set.experiment,
    );
    const groups = groupBy(own, (cell) =>
      JSON.stringify([filesOf(cell, set, results), dropoutOf(cell, results), cell.labels]),
    );
    const rows = [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const errors = seededOf({ cells: group }, errorRate);
      const dropout = dropoutOf(first, results);
      return [{ set, files: filesOf(first, set, results), dropout, labels: first.labels, errors }];
    });
    return rows.toSorted((a, b) => a.dropout - b.dropout);
  });
}

function dropoutOf({ model }: StudyCell, { models }: StudyResults): number {
  return models[model]?.dropout ?? 0;
}

function filesOf(cell: StudyCell, { sizes }: TransferSet, { trainings }: StudyResults): UsedFiles {
  const { measures } = cell;
  const [training = 0, test = 0] = [measures["training images"], measures["test images"]];
  return {
    path: String(trainings[cell.training]?.["data"]),
    training,
    test,
    classes: measures["classes"] ?? 0,
    isComplete: sizes.some((size) => size[0] === training && size[1] === test),
  };
}
