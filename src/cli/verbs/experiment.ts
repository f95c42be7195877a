/** `swwae experiment`: trains all cells of an experiment. */
import type { Command } from "commander";
import { jsonOption, type MachineOptions, machineOptions } from "../options/commonOptions.js";
import { positiveNumber, wholeNumber } from "../options/values.js";
import type { DataOverride } from "../experiment/cells.js";
import type { Terminal } from "../terminal.js";

interface ExperimentOptions extends MachineOptions {
  readonly cells?: string;
  readonly quick?: true;
  readonly jobs?: number;
  readonly retry?: true;
  readonly data?: readonly DataOverride[];
  readonly epochs?: number;
  readonly limit?: number;
  readonly validation?: number;
  readonly checkpointEvery?: number;
  readonly out?: string;
  readonly results?: string;
  readonly json?: true;
}

/** "sets/svhn", or "svhn=sets/svhn,stl10=sets/stl10". */
function dataOverrides(text: string): readonly DataOverride[] {
  return text.split(/,(?=[\w.-]+=)/).map((part) => {
    const [, name, path] = /^([\w.-]+)=(.+)$/.exec(part) ?? [];
    return name === undefined || path === undefined ? { name: null, path: part } : { name, path };
  });
}

export function addExperiment(program: Command, terminal: Terminal): Command {
  const command = program
    .command("experiment")
    .summary("train all cells of an experiment")
    .description(
      "Trains the cells of an experiment one after the other, or several at once, each in a run folder of its own under " +
        "runs/EXPERIMENT/, and prints the mean and the standard error over the seeds. The results so far are in results.json and " +
        "results.csv there. Run again, it keeps the cells that are finished and goes on with those that were stopped, bit for bit.",
    )
    .argument("<file[#name]>", "the spec, and which experiment of it, where it has several")
    .option("--quick", "the small version of the experiment, which its spec says: minutes, not hours")
    .option("--cells <which>", 'numbers ("1-4,7"), or parts of labels ("labels 100, seed 2") (default: all)')
    .option("--jobs <count>", "cells trained at once, sharing the cores (default: 1)", wholeNumber(1))
    .option("--retry", "try cells again that failed, from their last checkpoint")
    .option(
      "--data <path>",
      "where the data are instead; NAME=PATH,NAME=PATH of several sets, each named as the last part of its path in the experiments",
      dataOverrides,
    )
    .option("--epochs <count>", "passes of every cell, whatever the experiment says", positiveNumber)
    .option("--limit <images>", "use no more training images than this", wholeNumber(1))
    .option("--validation <images>", "training images held back (default: 1000)", wholeNumber(0))
    .option(
      "--checkpoint-every <steps>",
      "save after every so many steps too (default: after every epoch)",
      wholeNumber(1),
    )
    .option("--out <folder>", "folder of the runs (default: runs)")
    .option(
      "--results <folder>",
      "folder of the study's results and page (default: one called like the study, in the folder of the runs)",
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae experiment specs/paper/few-labels.swwae --quick          a study of the paper, small; its page in runs/few-labels-quick
  $ swwae experiment specs/paper/few-labels.swwae#FewLabels
  $ swwae experiment specs/paper/transfer.swwae#SvhnFewLabels --data sets/svhn
  $ swwae experiment specs/paper/few-labels.swwae#FewLabels --cells "labels 100" --jobs 2
  $ swwae experiment sweep.swwae --limit 5000 --epochs 1 --out try     first a small try of it all`,
    );
  for (const option of machineOptions()) command.addOption(option);
  return command.action(async (reference: string, options: ExperimentOptions) => {
    const {
      cells,
      quick,
      jobs,
      retry,
      epochs,
      limit,
      validation,
      data,
      checkpointEvery,
      out,
      results,
      json,
      ...machine
    } = options;
    const { trainDefaults } = await import("../config/trainDefaults.js");
    const defaults = trainDefaults();
    const { runExperiments } = await import("../experiment/runExperiments.js");
    await runExperiments(
      {
        reference,
        cells: cells ?? null,
        quick: quick === true,
        jobs: jobs ?? 1,
        retry: retry === true,
        options: {
          ...(epochs === undefined ? {} : { epochs }),
          ...(limit === undefined ? {} : { limit }),
          ...(validation === undefined ? {} : { validation }),
          ...(data === undefined ? {} : { data }),
        },
        checkpointEvery: checkpointEvery ?? null,
        machine: { ...defaults.machine, ...machine },
        out: out ?? defaults.runs,
        results: results ?? null,
        json: json === true,
      },
      terminal,
    );
  });
}
