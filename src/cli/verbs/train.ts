/** `swwae train`: trains one model and writes a run folder. */
import { type Command, Option } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { oneOf, positiveNumber, seed, share, wholeNumber } from "../options/values.js";
import type { GivenSettings } from "../session/settings.js";
import type { Terminal } from "../terminal.js";

interface TrainOptions extends MachineOptions, Omit<GivenSettings, "schedule"> {
  readonly out?: string;
  readonly into?: string;
  readonly from?: string;
  readonly json?: true;
  readonly cell?: string;
  readonly list?: true;
  readonly schedule?: PlainSchedule;
  readonly patience?: number;
  readonly quick?: true;
  readonly checkpointEvery?: number;
}

/** Schedules that a name says all about. */
const schedules = ["one-cycle", "cosine", "constant"] as const;

type PlainSchedule = (typeof schedules)[number];

const modes = ["supervised", "unsupervised", "semi-supervised"] as const;

export function addTrain(program: Command, terminal: Terminal): Command {
  const command = program
    .command("train")
    .summary("train a model, or one cell of an experiment")
    .description(
      "Trains a model and writes a run folder: weights, metrics, a picture of reconstructions and all that is needed " +
        "to repeat the run. Of an experiment, one cell is trained as it says; options given here come first. A file without a name " +
        "means its experiment, or, where it has none, its model. An epoch shows as many images as there are training images (labelled ones, if supervised).",
    )
    .argument("<file[#name]>", "the spec, and which experiment or model of it, where it has several")
    .option("--list", "print the cells of the experiment, and train none")
    .option("--quick", "the small version of the experiment, which its spec says")
    .option("--cell <label>", "which cell of the experiment: its label or number (default: the first)")
    .option(
      "--data <name>",
      "mnist, fashion-mnist, or a file or folder of images: docs/data.md (default: mnist)",
    )
    .option("--mode <mode>", `${modes.join(", ")} (default: semi-supervised)`, oneOf(modes))
    .option("--labels <count>", "labelled images, balanced over the classes (default: all)", wholeNumber(1))
    .option(
      "--labelled-share <share>",
      "share of each batch with labels, if not all are (default: 0.5)",
      share,
    )
    .option("--epochs <count>", "passes, such as 2 or 0.5 (default: 2)", positiveNumber)
    .option("--batch <images>", "images in a batch (default: 64)", wholeNumber(1))
    .option(
      "--rate <rate>",
      "learning rate of the optimiser, which the schedule changes (default: 0.002)",
      positiveNumber,
    )
    .option(
      "--clip <norm>",
      "scale the gradient down where its norm is larger than this (default: never)",
      positiveNumber,
    )
    .option("--schedule <name>", `${schedules.join(", ")} rate (default: one-cycle)`, oneOf(schedules))
    .option("--seed <number>", "seed of all random numbers (default: 1)", seed)
    .option("--validation <images>", "training images held back (default: 1000)", wholeNumber(0))
    .option(
      "--patience <epochs>",
      "stop after so many without a better validation (default: never)",
      wholeNumber(1),
    )
    .option("--limit <images>", "use no more training images than this", wholeNumber(1))
    .option(
      "--checkpoint-every <steps>",
      "save after every so many steps too (default: after every epoch)",
      wholeNumber(1),
    )
    .option("--out <folder>", "folder of the runs (default: runs)")
    // How `swwae experiment` says where a cell belongs.
    .addOption(new Option("--into <run folder>").hideHelp())
    .option("--from <run>", "start from the weights of a run, with its settings where none are given")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae train specs/paper/mnist.swwae#Mnist --labels 1000 --epochs 5
  $ swwae train specs/paper/mnist.swwae#Mnist --mode unsupervised --limit 5000
  $ swwae train specs/paper/necessity-of-where.swwae    its one experiment, the first cell
  $ swwae train specs/paper/few-labels.swwae#FewLabels --list
  $ swwae train specs/paper/few-labels.swwae#FewLabels --cell "drop 0.5, labels 100, seed 2"
  $ swwae train specs/paper/mnist.swwae#Mnist --from runs/Mnist-20260131-101500 --epochs 2`,
    );
  for (const option of machineOptions()) command.addOption(option);
  return command.action(async (reference: string, options: TrainOptions) => {
    const {
      out,
      into,
      from,
      json,
      threads: _threads,
      lowering: _lowering,
      dataDir: _dataDir,
      cell,
      quick,
      list,
      schedule,
      patience,
      checkpointEvery,
      ...given
    } = options;
    if (list === true) {
      const { listExperiment } = await import("../session/listExperiment.js");
      await listExperiment({ reference, quick: quick === true, json: json === true }, terminal);
      return;
    }
    const { trainDefaults } = await import("../config/trainDefaults.js");
    const defaults = trainDefaults();
    const { trainRun } = await import("../session/trainRun.js");
    await trainRun(
      {
        reference,
        cell: cell ?? null,
        quick: quick === true,
        given: {
          ...given,
          schedule: schedule === undefined ? undefined : { kind: schedule, warmupEpochs: 0 },
          earlyStopping: patience === undefined ? undefined : { patience },
        },
        defaults: defaults.settings,
        machine: machineSettings({ ...defaults.machine, ...options }),
        out: out ?? defaults.runs,
        into: into ?? null,
        checkpointEvery: checkpointEvery ?? null,
        from: from ?? null,
        json: json === true,
      },
      terminal,
    );
  });
}
