/** Keeps what cells have come to in the results.json of their study, from which its page is drawn. */
import { readFile } from "node:fs/promises";
import type { ExperimentPlan, ModelPlan, Plan, StudyName } from "../../compiler/index.js";
import {
  digestOf,
  type FinishedCell,
  type Measured,
  noResults,
  readResults,
  type StudyCell,
  type StudyResults,
  studyOf,
  withCell,
  writePages,
  writeResultsFile,
} from "../../studies/index.js";
import { createFolder, readRunRecord, UserError } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { openRun } from "../session/openRun.js";
import type { MachineSettings } from "../session/settings.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
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
  /** What runs are opened with again where the study measures more of them. */
  readonly measuring: Measuring;
}

interface Measuring {
  readonly machine: MachineSettings;
  readonly terminal: Terminal;
}

/** A cell to keep. */
interface KeptCell {
  readonly experiment: ExperimentPlan;
  readonly plan: Plan;
  readonly cell: QueuedCell;
  readonly cost: CellCost;
}

/** One results.json while cells are trained. */
export class ResultsKeeper {
  readonly #folder: string;
  readonly #measuring: Measuring;
  #results: StudyResults;
  /** Writes follow one another. */
  #written: Promise<void> = Promise.resolve();

  private constructor(folder: string, results: StudyResults, measuring: Measuring) {
    this.#folder = folder;
    this.#measuring = measuring;
    this.#results = results;
  }

  /**
   * Reads what is there already.
   *
   * @throws UserError where the folder holds the results of another study, or quick ones among full ones.
   */
  static async open({ folder, measuring, ...about }: KeeperOptions): Promise<ResultsKeeper> {
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
    return new ResultsKeeper(folder, { ...(found ?? noResults(about)), ...about }, measuring);
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
  async keep({ experiment, plan, cell, cost }: KeptCell): Promise<void> {
    const model = modelOf(cell, plan);
    const measured = await this.#measure(cell, cost, model);
    const { record } = await readRunRecord(cell.folder.path);
    const finished: FinishedCell = {
      experiment: experiment.name,
      number: cell.number,
      choice: cell.choice,
      plan: model,
      training: { ...cost.settings },
      record,
      labels: await readLabels(cell.folder.labels),
      ...measured,
    };
    this.#results = withCell(this.#results, finished);
    const results = this.#results;
    this.#written = this.#written.then(async () => {
      await createFolder(this.#folder);
      await writeResultsFile(this.#folder, results);
    });
    await this.#written;
  }

  /** What the study measures besides of a finished run. */
  async #measure({ folder }: QueuedCell, { settings }: CellCost, plan: ModelPlan): Promise<Measured> {
    const { measure } = studyOf(this.#results.study);
    if (measure === undefined) return { measures: {}, pictures: {} };
    const { machine, terminal } = this.#measuring;
    const quiet = { ...terminal, note: () => undefined };
    const run = await openRun({ path: folder.path, data: null, engine: null, machine }, quiet);
    try {
      const { model, weights, engine, evaluator, prepared } = run;
      const { mode, seed, validation, limit } = settings;
      const { dataset, pipeline } = prepared;
      return await measure({
        mode,
        seed,
        validation,
        limit,
        model,
        plan,
        weights,
        engine,
        evaluator,
        dataset,
        pipeline,
      });
    } finally {
      await run.dispose();
    }
  }

  /** Writes the file and draws the pages from it, as everyone draws them later; returns the paths of all that was written. */
  async conclude(): Promise<string[]> {
    await this.#written;
    await createFolder(this.#folder);
    await writeResultsFile(this.#folder, this.#results);
    // The file has its cells in another order, and rounds their figures.
    return await writePages(this.#folder, (await readResults(this.#folder)) ?? this.#results);
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
