/** The cells of an experiment: which one is meant, how they are listed, and what they say about a training. */
import { dirname, join } from "node:path";
import type { CellPlan, ExperimentPlan, OptimizerPlan, Plan } from "../../compiler/index.js";
import type { OptimizerOptions } from "../../runtime/index.js";
import { UserError } from "../../training/errors.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { isDatasetName } from "./loadDataset.js";
import type { GivenSettings } from "./settings.js";

/** An experiment, and the cell of it that is trained. */
export interface ChosenCell {
  readonly experiment: ExperimentPlan;
  readonly cell: CellPlan;
  /** The cell's place in the list, from 1 on. */
  readonly number: number;
}

/**
 * The experiment of this name; null where the name is that of a model, or of nothing.
 *
 * @throws UserError where both a model and an experiment have the name.
 */
export function findExperiment(plan: Plan, name: string | null): ExperimentPlan | null {
  const experiment = plan.experiments.find((candidate) => candidate.name === name);
  if (experiment === undefined) return null;
  if (plan.models.some((model) => model.name === name)) {
    throw new UserError(`${plan.file} defines both a model and an experiment ${name}`, {
      hint: "give one of them another name",
    });
  }
  return experiment;
}

/**
 * A cell by its label (its parts in any order) or its number, from 1 on; the first where neither is given.
 *
 * @throws UserError where there is no such cell.
 */
export function chooseCell(experiment: ExperimentPlan, wanted: string | null): ChosenCell {
  const { cells, name } = experiment;
  const index =
    wanted === null
      ? 0
      : /^\d+$/.test(wanted)
        ? Number(wanted) - 1
        : cells.findIndex(({ label }) => sortedParts(label) === sortedParts(wanted));
  const cell = cells[index];
  if (cell !== undefined) return { experiment, cell, number: index + 1 };
  throw new UserError(`the experiment ${name} has no cell ${wanted}`, {
    hint: `its ${counted(cells.length, "cell")} are called ${cells[0]?.label ? `"${cells[0].label}" and the like` : "by their number"}; --list shows them`,
  });
}

/**
 * The small version of an experiment, which `--quick` means: called by a name of its own, so that nothing of both is ever mixed.
 *
 * @throws UserError where the experiment has none.
 */
export function quickVersion(experiment: ExperimentPlan): ExperimentPlan {
  const { quick, name } = experiment;
  if (quick !== null) return { ...experiment, ...quick, name: `${name}-quick` };
  throw new UserError(`the experiment ${name} has no quick version`, {
    hint: "give it one, such as quick { epochs 1  seeds 1..2 }",
  });
}

/** Prints the cells of an experiment. */
export function listCells(experiment: ExperimentPlan, json: boolean, terminal: Terminal): void {
  const cells = experiment.cells.map(({ label, model }, index) => ({ number: index + 1, label, model }));
  if (json) {
    terminal.print(JSON.stringify({ experiment: experiment.name, cells }, null, 2));
    return;
  }
  const { bold, dim } = terminal.colors;
  terminal.print(`${bold(experiment.name)}: ${counted(cells.length, "cell")}`);
  const width = String(cells.length).length;
  const labels = Math.max(...cells.map(({ label }) => label.length));
  for (const { number, label, model } of cells) {
    terminal.print(`${String(number).padStart(width)}  ${label.padEnd(labels)}  ${dim(model)}`.trimEnd());
  }
}

/** What to say where an option needs an experiment and none is named. */
export function noExperiment({ experiments, file }: Plan, option: string): UserError {
  const [first] = experiments;
  return new UserError(`${option} is about the cells of an experiment, and none is named`, {
    hint: first === undefined ? `${file} defines no experiment` : `name one: ${file}#${first.name}`,
  });
}

/** What a cell says about a training. A path of data is relative to the spec. */
export function settingsOfCell(cell: CellPlan, specPath: string): GivenSettings {
  const { data, mode, optimizer, schedule, batch, epochs, seed } = cell;
  return {
    data: data.kind === "known" ? data.name : pathFrom(specPath, data.name),
    labels: data.labels === "all" ? null : data.labels,
    mode,
    labelledShare: cell.labelledShare,
    validation: cell.validation,
    optimizer: optimizerOptions(optimizer),
    clip: cell.clip,
    rate: optimizer.rate,
    schedule,
    batch,
    epochs,
    seed,
    precision: cell.precision,
    earlyStopping: cell.earlyStopping,
    augmentation: cell.augmentation,
    preprocessing: cell.preprocessing,
  };
}

function pathFrom(specPath: string, path: string): string {
  const shown = shownPath(join(dirname(specPath), path));
  return isDatasetName(shown) ? `./${shown}` : shown;
}

function optimizerOptions(optimizer: OptimizerPlan): OptimizerOptions {
  const { kind, momentum, nesterov, beta1, beta2, weightDecay } = optimizer;
  return kind === "sgd" ? { kind, momentum, nesterov, weightDecay } : { kind, beta1, beta2, weightDecay };
}

function sortedParts(label: string): string {
  const parts = label.split(",").map((part) => part.trim().replace(/\s+/g, " "));
  return parts.toSorted().join(", ");
}
