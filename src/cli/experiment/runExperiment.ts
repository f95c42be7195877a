/** A whole experiment: its cells in a queue, each trained in a process of its own, and a table of results that grows. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ExperimentPlan, Plan } from "../../compiler/index.js";
import type { StudyCell } from "../../studies/index.js";
import {
  createFolder,
  latestStep,
  readRunRecord,
  type StepMetrics,
  UserError,
} from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { type Interruption, listenForInterruption } from "../session/interruption.js";
import type { MachineOptions } from "../options/commonOptions.js";
import { stepsMade } from "../session/findRuns.js";
import { shownPath, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { type CellProcess, startCell } from "./cellProcess.js";
import {
  overriddenData,
  type CellOptions,
  findCells,
  type QueuedCell,
  requireSame,
  selectCells,
} from "./cells.js";
import { type CellCost, costsOf, StepTimes } from "./cost.js";
import { type ExperimentDisplay, startDisplay } from "./display.js";
import type { ResultsKeeper } from "./keeper.js";
import { LivePage } from "./livePage.js";
import {
  cellResult,
  type CellResult,
  type CellStatus,
  keptResult,
  type ResultsDocument,
  resultsDocument,
  writeResults,
} from "./results.js";
import { cellLine, printFailures, printSummary } from "./table.js";

export interface ExperimentRequest {
  readonly reference: string;
  /** Which cells, as {@link selectCells} reads it; null for all. */
  readonly cells: string | null;
  /** Whether the small versions of the experiments are meant. */
  readonly quick: boolean;
  /** How many are trained at once. */
  readonly jobs: number;
  /** Whether cells that failed are tried again. */
  readonly retry: boolean;
  readonly options: CellOptions;
  readonly checkpointEvery: number | null;
  readonly machine: MachineOptions;
  /** Folder of the runs, in which the experiment gets its own. */
  readonly out: string;
  /** Folder of the study's results and page; null for one in the folder of the runs. */
  readonly results: string | null;
  readonly json: boolean;
}

/** How often it is looked at where the cells in work are. */
const lookMilliseconds = 500;

/** An experiment, and where its results are kept besides. */
export interface ExperimentWork {
  readonly request: ExperimentRequest;
  readonly plan: Plan;
  readonly experiment: ExperimentPlan;
  /** What the spec calls it: a small version has another name. */
  readonly named: string;
  /** Null for an experiment that belongs to no study. */
  readonly keeper: ResultsKeeper | null;
}

/**
 * Trains the cells that are not finished, and keeps results.json true meanwhile. Failed cells set the exit code 1, an interruption its own.
 *
 * @returns the results, which are printed already unless they are wanted as JSON.
 * @throws UserError where the experiment cannot be begun: no such cells, no such data, a folder of another experiment.
 */
export async function runExperiment(work: ExperimentWork, terminal: Terminal): Promise<ResultsDocument> {
  const { request, plan, experiment, keeper } = work;
  const { path } = splitModelReference(request.reference);
  const folder = join(request.out, experiment.name);
  const all = await findCells(
    folder,
    experiment,
    experiment.cells.map((_, index) => index + 1),
  );
  const allCosts = await costsOf(all, plan, path, request.options, request.machine.dataDir ?? null);
  const kept = (await keeper?.find(experiment, plan, all, allCosts)) ?? new Map<number, StudyCell>();
  const numbers = new Set(selectCells(experiment, request.cells));
  const cells = all.filter(({ number }) => numbers.has(number));
  const costs = new Map([...allCosts].filter(([number]) => numbers.has(number)));
  for (const cell of cells) {
    if (!kept.has(cell.number)) await requireSame(cell, costs.get(cell.number)!.settings, plan);
  }
  await createFolder(folder);
  const interruption = listenForInterruption(() =>
    queue.say("stopping after the steps in hand; once more to stop at once"),
  );
  const queue: Queue = new Queue({ ...work, folder, cells, costs, kept, interruption, terminal });
  try {
    await queue.work();
  } finally {
    interruption.dispose();
  }
  return await queue.conclude();
}

interface QueueOptions extends ExperimentWork {
  readonly folder: string;
  readonly cells: readonly QueuedCell[];
  readonly costs: ReadonlyMap<number, CellCost>;
  /** What the study's results have of cells, by their numbers. */
  readonly kept: ReadonlyMap<number, StudyCell>;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
}

interface Work {
  readonly cell: QueuedCell;
  readonly process: CellProcess;
  progress: StepMetrics | null;
}

class Queue {
  readonly #options: QueueOptions;
  readonly #display: ExperimentDisplay;
  readonly #results = new Map<number, CellResult>();
  readonly #waiting: QueuedCell[];
  readonly #work = new Set<Work>();
  readonly #times = new StepTimes();
  readonly #page: LivePage;
  /** Writes of results.json follow one another. */
  #written: Promise<void> = Promise.resolve();

  constructor(options: QueueOptions) {
    const { cells, request, kept, terminal } = options;
    this.#options = options;
    for (const cell of cells) {
      const found = kept.get(cell.number);
      const result = found === undefined ? cellResult(cell, cell.record, cell.made) : keptResult(cell, found);
      this.#results.set(cell.number, result);
    }
    this.#waiting = cells.filter(({ number }) => {
      const status = this.#results.get(number)?.status;
      return status !== "finished" && (status !== "failed" || request.retry);
    });
    this.#display = startDisplay(terminal);
    this.#page = new LivePage(options.folder, options.experiment.name);
  }

  /** Trains what is left, so many at once as asked for. */
  async work(): Promise<void> {
    this.#announce();
    await this.#keepFinished();
    await this.#write("running");
    const look = setInterval(() => void this.#look(), lookMilliseconds);
    try {
      await Promise.all(Array.from({ length: this.#options.request.jobs }, () => this.#worker()));
    } finally {
      clearInterval(look);
      this.#display.stop();
    }
    await this.#write(this.#endStatus());
  }

  /** Writes a line above what is shown. */
  say(line: string): void {
    this.#display.line(line);
  }

  /** Writes the page, prints the results unless they are wanted as JSON, and sets the exit code. */
  async conclude(): Promise<ResultsDocument> {
    const { request, terminal, folder, interruption } = this.#options;
    const document = this.#document(this.#endStatus());
    const failed = document.cells.filter(({ status }) => status === "failed");
    if (failed.length > 0) terminal.setExitCode(1);
    if (interruption.requested) terminal.setExitCode(interruption.exitCode);
    const isBegun = document.cells.some(
      ({ number, status }) => status !== "waiting" && !this.#options.kept.has(number),
    );
    const page = isBegun ? await this.#page.conclude(terminal) : null;
    if (request.json) return document;
    printSummary(document, terminal);
    if (failed.length > 0) {
      terminal.print("");
      printFailures(document, terminal);
    }
    terminal.print(`\nresults  ${shownPath(join(folder, "results.json"))}, results.csv`);
    if (page !== null) terminal.print(`report   ${page}`);
    if (failed.length > 0) {
      const count = terminal.colors.red(`${counted(failed.length, "cell")} failed`);
      terminal.print(`${count}; the same command with --retry tries again`);
    }
    if (interruption.requested) {
      terminal.print(`${terminal.colors.yellow("interrupted")}; the same command goes on from here`);
    }
    return document;
  }

  /** Takes into the study's results what was finished without them. */
  async #keepFinished(): Promise<void> {
    const { cells, kept } = this.#options;
    for (const cell of cells) {
      if (cell.record?.status === "finished" && !kept.has(cell.number)) await this.#keep(cell);
    }
  }

  async #keep(cell: QueuedCell): Promise<void> {
    const { keeper, experiment, plan, costs } = this.#options;
    await keeper?.keep({ experiment, plan, cell, cost: costs.get(cell.number)! });
  }

  #announce(): void {
    const { experiment, cells, costs, terminal, request } = this.#options;
    const finished = cells.length - this.#waiting.length;
    const steps = this.#waiting.reduce((sum, cell) => sum + this.#stepsLeft(cell, null), 0);
    const kept = finished === 0 ? "" : `, ${finished} of them done`;
    const atOnce = request.jobs === 1 ? "" : `, ${request.jobs} at once`;
    terminal.note(
      `${experiment.name}: ${counted(cells.length, "cell")}${kept}; ${counted(steps, "step")} to make${atOnce}`,
    );
    const width = this.#labelWidth();
    for (const { number } of cells) {
      const result = this.#results.get(number)!;
      if (result.status === "finished" || (result.status === "failed" && !request.retry)) {
        terminal.note(cellLine(result, experiment.cells.length, width, terminal.noteColors));
      }
    }
    if (costs.size === 0) throw new UserError(`${experiment.name} has no cells`);
  }

  async #worker(): Promise<void> {
    for (;;) {
      const cell = this.#options.interruption.requested ? undefined : this.#waiting.shift();
      if (cell === undefined) return;
      await this.#train(cell);
    }
  }

  async #train(cell: QueuedCell): Promise<void> {
    const { terminal, experiment } = this.#options;
    const work: Work = { cell, process: startCell(this.#commandLine(cell)), progress: null };
    this.#work.add(work);
    this.#results.set(cell.number, cellResult(cell, cell.record, cell.made, "running"));
    await this.#write("running");
    const ended = await work.process.ended;
    await this.#note(work);
    this.#work.delete(work);
    const result = await this.#resultOf(cell, ended);
    this.#results.set(cell.number, result);
    if (result.status === "finished") await this.#keep(cell);
    this.#display.line(cellLine(result, experiment.cells.length, this.#labelWidth(), terminal.noteColors));
    await this.#write("running");
    this.#page.refresh();
  }

  /** What the cell's record says; a process that ended without a word in it has failed. */
  async #resultOf(cell: QueuedCell, { signal, words }: Awaited<CellProcess["ended"]>): Promise<CellResult> {
    const record = await readRunRecord(cell.folder.path).then(
      ({ record }) => record,
      () => null,
    );
    const isStopped = this.#options.interruption.requested;
    const made = record === null ? 0 : await stepsMade(cell.folder, record);
    if (record !== null && (record.status !== "running" || isStopped)) return cellResult(cell, record, made);
    if (record === null && isStopped) return cellResult(cell, null, made);
    const said = words.findLast((line) => line.startsWith("error")) ?? words.at(-1);
    const failure =
      signal === null
        ? (said ?? "its process ended without a word").replace(/^error: /, "")
        : `its process was ended by ${signal}`;
    return { ...cellResult(cell, record, made, "failed"), failure };
  }

  #commandLine({ plan, folder, record }: QueuedCell): readonly string[] {
    const { request, named } = this.#options;
    const { engine, threads, lowering, precision, dataDir } = request.machine;
    // Cells side by side share the cores; a resumed one keeps what it began with.
    const share =
      request.jobs > 1 ? Math.max(1, Math.floor(availableParallelism() / request.jobs)) : undefined;
    const machine = optionList({
      engine,
      threads: threads ?? (record === null ? share : undefined),
      lowering,
      precision,
      "data-dir": dataDir,
    });
    if (record !== null) return ["resume", folder.path, ...machine];
    const { path } = splitModelReference(request.reference);
    const { epochs, limit, validation } = request.options;
    const data = overriddenData(plan, request.options.data) ?? undefined;
    const options = optionList({
      data,
      epochs,
      limit,
      validation,
      "checkpoint-every": request.checkpointEvery,
    });
    const cell = plan.label === "" ? "1" : plan.label;
    return [
      "train",
      `${path}#${named}`,
      ...(request.quick ? ["--quick"] : []),
      "--cell",
      cell,
      "--into",
      folder.path,
      ...machine,
      ...options,
    ];
  }

  /** Looks where the cells in work are, and shows it. */
  async #look(): Promise<void> {
    if (this.#options.interruption.requested) for (const { process } of this.#work) process.stop();
    for (const work of this.#work) await this.#note(work);
    this.#display.update(this.#standing());
  }

  async #note(work: Work): Promise<void> {
    work.progress = await latestStep(work.cell.folder.metrics).catch(() => work.progress);
    const cost = this.#options.costs.get(work.cell.number);
    if (work.progress === null || cost === undefined) return;
    this.#times.note(work.cell, cost, work.progress.step, work.progress.seconds);
  }

  #standing(): Parameters<ExperimentDisplay["update"]>[0] {
    const { cells, costs, request } = this.#options;
    let [total, left, seconds, isKnown] = [0, 0, 0, true];
    const inWork = new Map([...this.#work].map(({ cell, progress }) => [cell.number, progress]));
    for (const cell of cells) {
      const cost = costs.get(cell.number)!;
      total += cost.steps;
      const isLeft = inWork.has(cell.number) || this.#waiting.includes(cell);
      if (!isLeft) continue;
      const steps = this.#stepsLeft(cell, inWork.get(cell.number) ?? null);
      left += steps;
      const time = this.#times.ofStep(cell, cost);
      if (time === null) isKnown = false;
      else seconds += steps * time;
    }
    const results = [...this.#results.values()];
    return {
      done: results.filter(({ status }) => status === "finished" || status === "failed").length,
      cells: cells.length,
      share: total === 0 ? 1 : 1 - left / total,
      left: isKnown
        ? seconds / Math.max(1, Math.min(request.jobs, inWork.size + this.#waiting.length))
        : null,
      inWork: [...this.#work].map(({ cell, progress }) => {
        const { steps, settings } = costs.get(cell.number)!;
        return { label: cell.plan.label, steps, epochs: settings.epochs, batch: settings.batch, progress };
      }),
    };
  }

  #stepsLeft({ number, made }: QueuedCell, progress: StepMetrics | null): number {
    const { steps } = this.#options.costs.get(number)!;
    return Math.max(0, steps - (progress?.step ?? made));
  }

  #labelWidth(): number {
    return Math.max(...this.#options.cells.map(({ plan }) => plan.label.length));
  }

  #endStatus(): ResultsDocument["status"] {
    if (this.#options.interruption.requested) return "interrupted";
    return [...this.#results.values()].some(({ status }: { status: CellStatus }) => status === "failed")
      ? "failed"
      : "finished";
  }

  #document(status: ResultsDocument["status"]): ResultsDocument {
    const { experiment, plan } = this.#options;
    const cells = [...this.#results.values()].toSorted((a, b) => a.number - b.number);
    return resultsDocument(experiment, plan.file, status, cells);
  }

  #write(status: ResultsDocument["status"]): Promise<void> {
    const document = this.#document(status);
    this.#written = this.#written.then(() => writeResults(this.#options.folder, document));
    return this.#written;
  }
}

function optionList(options: Readonly<Record<string, string | number | null | undefined>>): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`--${name}`, String(value)],
  );
}
