/** The cells of an experiment that are to be trained, and what their run folders say of them already. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CellPlan, ExperimentPlan, Plan } from "../../compiler/index.js";
import { isRecord } from "../../runtime/index.js";
import {
  explainSystemError,
  readRunRecord,
  type RunFolder,
  runFolderAt,
  type RunRecord,
  UserError,
} from "../../training/index.js";
import { stepsMade } from "../session/findRuns.js";
import type { TrainSettings } from "../session/settings.js";
import { requireStopped } from "../session/trainingProcess.js";
import { exists } from "../exists.js";
import { shownPath } from "../specFile.js";

/** Options that hold for all cells and change their numbers. */
export interface CellOptions {
  readonly epochs?: number;
  readonly limit?: number;
  readonly validation?: number;
  /** Where the data are instead of where the experiments say. */
  readonly data?: readonly DataOverride[];
}

/** A set's name, the last part of what an experiment says of it, and where it is instead; a null name means every set. */
export interface DataOverride {
  readonly name: string | null;
  readonly path: string;
}

/** What `--data NAME=PATH` calls a cell's data: the last part of what its experiment says. */
export function dataNameOf({ data }: CellPlan): string {
  return data.name.split("/").at(-1) ?? "";
}

/** Where a cell's data are instead; null where its experiment's word holds. The last that is about it counts. */
export function overriddenData(cell: CellPlan, overrides: readonly DataOverride[] = []): string | null {
  const name = dataNameOf(cell);
  return overrides.findLast((each) => each.name === null || each.name === name)?.path ?? null;
}

/** A cell and its run folder. */
export interface QueuedCell {
  /** Its place in the experiment, from 1 on. */
  readonly number: number;
  readonly plan: CellPlan;
  /** The value of every axis, by the axis's name. */
  readonly choice: Readonly<Record<string, string>>;
  readonly folder: RunFolder;
  /** Null where nothing was begun. */
  readonly record: RunRecord | null;
  /** Steps that were made of it; 0 where nothing was begun. */
  readonly made: number;
}

/**
 * The cells asked for, in order.
 *
 * @param asked numbers and ranges ("1-4,7"), or parts of labels ("labels 100, seed 2"); null for all.
 * @throws UserError where it means none.
 */
export function selectCells(experiment: ExperimentPlan, asked: string | null): number[] {
  const numbers = experiment.cells.map((_, index) => index + 1);
  if (asked === null) return numbers;
  const found = /^[\d\s,-]+$/.test(asked)
    ? numbers.filter((number) => asked.split(",").some((range) => isInRange(number, range)))
    : numbers.filter((number) => hasParts(experiment.cells[number - 1]?.label ?? "", asked));
  if (found.length > 0) return found;
  throw new UserError(`no cell of ${experiment.name} is ${asked}`, {
    hint: `it has ${numbers.length}; swwae train --list shows them`,
  });
}

function isInRange(number: number, range: string): boolean {
  const [from = "", to = from] = range.split("-").map((part) => part.trim());
  return from !== "" && number >= Number(from) && number <= Number(to);
}

function hasParts(label: string, asked: string): boolean {
  const parts = new Set(label.split(",").map((part) => part.trim()));
  return asked.split(",").every((part) => parts.has(part.trim()));
}

/**
 * Finds the run folders of cells: `labels-100-seed-2` in the experiment's folder, called by the label, so that a sweep can grow.
 *
 * @throws UserError where a record is damaged.
 */
export async function findCells(
  folder: string,
  experiment: ExperimentPlan,
  numbers: readonly number[],
): Promise<QueuedCell[]> {
  const names = folderNames(experiment);
  const cells: QueuedCell[] = [];
  for (const number of numbers) {
    const cell = experiment.cells[number - 1]!;
    const run = runFolderAt(join(folder, names[number - 1]!));
    const record = (await exists(run.record)) ? (await readRunRecord(run.path)).record : null;
    const made = record === null ? 0 : await stepsMade(run, record);
    cells.push({ number, plan: cell, choice: choiceOf(experiment, cell), folder: run, record, made });
  }
  return cells;
}

/** The value of every axis. */
export function choiceOf({ axes }: ExperimentPlan, { choices }: CellPlan): Record<string, string> {
  return Object.fromEntries(axes.map(({ name, values }, axis) => [name, values[choices[axis] ?? 0] ?? ""]));
}

function folderNames({ cells }: ExperimentPlan): string[] {
  const taken = new Set<string>();
  return cells.map(({ label }, index) => {
    const name = label.replace(/[^A-Za-z0-9_.]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "cell";
    const unique = taken.has(name) ? `${name}-${index + 1}` : name;
    taken.add(unique);
    return unique;
  });
}

/**
 * A folder must not mix what an experiment says now with what it said when it was begun.
 *
 * @param settings what the cell's training would be told now.
 * @throws UserError naming what differs, or the process that trains the cell.
 */
export async function requireSame(
  { folder, record, plan: cell }: QueuedCell,
  settings: TrainSettings,
  plan: Plan,
): Promise<void> {
  if (record === null) return;
  requireStopped(folder, record);
  // Which engine is a matter of the machine; resuming says where it is another one. So is a precision that an option
  // asked for: it stands in the record instead of the experiment's own.
  const { engine: _engine, ...told } = settings;
  const asked = record.machineOptions.precision !== null;
  const what = Object.entries(told)
    .filter(([name, value]) => !(name === "precision" && asked) && !isSame(record.options[name], value))
    .map(([name]) => name);
  const model = plan.models.find(({ name }) => name === cell.model);
  if (!isSame(await recordedModel(folder), model)) what.push("the model");
  if (what.length === 0) return;
  throw new UserError(
    `${shownPath(folder.path)} was trained from an experiment, or with options, that said something else: ${what.join(", ")}`,
    {
      hint: "give the options that it was begun with, train into another folder (--out), or move this one away",
    },
  );
}

/** What plan.json says of the one model in it. Nothing is done with it but to compare it. */
async function recordedModel(folder: RunFolder): Promise<unknown> {
  const path = shownPath(folder.plan);
  const advice = { hint: "move the folder away, and the cell is trained anew" };
  let plan: unknown;
  try {
    plan = JSON.parse(await readFile(folder.plan, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserError(`${path} is damaged: it is no JSON`, advice);
    throw explainSystemError(error, "read", path);
  }
  const models: unknown = isRecord(plan) ? plan["models"] : undefined;
  const [model] = Array.isArray(models) ? (models as unknown[]) : [];
  if (isRecord(model) && Array.isArray(model["stages"]) && Array.isArray(model["parameters"])) return model;
  throw new UserError(`${path} is damaged: expected a plan with a model`, advice);
}

/** Whether two values are the same but for places in a text. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (/span$/i.test(key)) return undefined;
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).toSorted(([first], [second]) => (first < second ? -1 : 1)),
    );
  });
}
