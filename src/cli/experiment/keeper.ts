/** Keeps what cells have come to in the results.json of their study, from which its page is drawn. */
import { readFile } from "node:fs/promises";
import type { ExperimentPlan, Plan, StudyName } from "../../compiler/index.js";
import {
  digestOf,
  type FinishedCell,
  noResults,
  readResults,
  type StudyCell,
  type StudyResults,
  withCell,
  writePages,
  writeResultsFile,
} from "../../studies/index.js";
import { createFolder, readRunRecord, UserError } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { QueuedCell } from "./cells.js";
import type { CellCost } from "./cost.js";

export interface KeeperOptions {
  readonly study: StudyName;
  /** Folder of results.json and the page. */
  readonly folder: string;
  readonly quick: boolean;
  readonly spec: { readonly path: string; readonly text: string };
  /** What makes the results again. */
  readonly command: string;
}

/** One results.json while cells are trained. */
export class ResultsKeeper {
  readonly #folder: string;
  #results: StudyResults;
  /** Writes follow one another. */
  #written: Promise<void> = Promise.resolve();

  private constructor(folder: string, results: StudyResults) {
    this.#folder = folder;
    this.#results = results;
  }

  /**
   * Reads what is there already.
   *
   * @throws UserError where the folder holds the results of another study, or quick ones among full ones.
   */
  static async open({ folder, ...about }: KeeperOptions): Promise<ResultsKeeper> {
    const found = await readResults(folder);
    const path = shownPath(folder);
    if (found !== null && found.study !== about.study) {
      throw new UserError(
        `${path} holds results of the study ${found.study}, and these are of ${about.study}`,
        {
          hint: "give another folder: --results",
        },
      );
    }
    if (found !== null && found.quick !== about.quick) {
      const [holds, are] = found.quick ? ["quick", "full"] : ["full", "quick"];
      throw new UserError(`${path} holds ${holds} results, which ${are} ones must not be mixed with`, {
        hint: "give another folder: --results",
      });
    }
    return new ResultsKeeper(folder, { ...(found ?? noResults(about)), ...about });
  }

  get folder(): string {
    return this.#folder;
  }

  /**
   * The cells of an experiment that are there already, by their numbers in it: they need not be trained.
   *
   * @throws UserError where some are there that the experiment, as it is now, would not train so.
   */
  async find(
    experiment: ExperimentPlan,
    plan: Plan,
    cells: readonly QueuedCell[],
    costs: ReadonlyMap<number, CellCost>,
  ): Promise<Map<number, StudyCell>> {
    const own = this.#results.cells.filter((cell) => cell.experiment === experiment.name);
    const planned = new Map(cells.map((cell) => [digestOfCell(cell, plan, costs), cell]));
    const strange = own.filter(({ digest }) => !planned.has(digest));
    if (strange.length > 0) {
      throw new UserError(
        `${shownPath(this.#folder)} holds ${counted(strange.length, "cell")} of ${experiment.name} that were trained otherwise than it says now`,
        { hint: "give another folder (--results), or take the file away to begin anew" },
      );
    }
    const found = new Map<number, StudyCell>();
    const aligned = this.#results.cells.map((cell) => {
      const now = cell.experiment === experiment.name ? planned.get(cell.digest) : undefined;
      if (now === undefined) return cell;
      // An experiment that has grown numbers its cells anew.
      const moved = { ...cell, number: now.number, choice: now.choice };
      found.set(now.number, moved);
      return moved;
    });
    this.#results = { ...this.#results, cells: aligned };
    return found;
  }

  /** Takes in a cell whose run folder says that it is finished, and writes the file. */
  async keep(experiment: ExperimentPlan, plan: Plan, cell: QueuedCell, cost: CellCost): Promise<void> {
    const { record } = await readRunRecord(cell.folder.path);
    const finished: FinishedCell = {
      experiment: experiment.name,
      number: cell.number,
      choice: cell.choice,
      plan: modelOf(cell, plan),
      training: { ...cost.settings },
      record,
      labels: await readLabels(cell.folder.labels),
      measures: {},
      pictures: {},
    };
    this.#results = withCell(this.#results, finished);
    const results = this.#results;
    this.#written = this.#written.then(async () => {
      await createFolder(this.#folder);
      await writeResultsFile(this.#folder, results);
    });
    await this.#written;
  }

  /** Writes the file and draws the pages; returns the paths of all that was written. */
  async conclude(): Promise<string[]> {
    await this.#written;
    await createFolder(this.#folder);
    await writeResultsFile(this.#folder, this.#results);
    return await writePages(this.#folder, this.#results);
  }
}

function digestOfCell(cell: QueuedCell, plan: Plan, costs: ReadonlyMap<number, CellCost>): string {
  return digestOf(modelOf(cell, plan), { ...costs.get(cell.number)!.settings });
}

function modelOf({ plan: { model } }: QueuedCell, { models }: Plan): Plan["models"][number] {
  const found = models.find(({ name }) => name === model);
  if (found === undefined) throw new Error(`invariant: the plan has no model ${model}`);
  return found;
}

async function readLabels(path: string): Promise<FinishedCell["labels"]> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as FinishedCell["labels"];
  } catch {
    return null; // A run without it is one of a form before it; its figures are the same.
  }
}
