/** `swwae train`: trains one model and writes a run folder. */
import type { Command } from "commander";
import { jsonOption, type MachineOptions, machineOptions } from "../options/commonOptions.js";
import { oneOf, positiveNumber, seed, share, wholeNumber } from "../options/values.js";
import type { GivenSettings } from "../session/settings.js";
import type { Terminal } from "../terminal.js";

interface TrainOptions extends MachineOptions, GivenSettings {
  readonly out: string;
  readonly from?: string;
  readonly json?: true;
}

const modes = ["supervised", "unsupervised", "semi-supervised"] as const;

export function addTrain(program: Command, terminal: Terminal): Command {
  const command = program
    .command("train")
    .summary("train a model of a spec")
    .description(
      "Trains a model and writes a run folder: weights, metrics, a picture of reconstructions and all that is needed " +
        "to repeat the run. An epoch shows as many images as there are training images (labelled ones, if supervised).",
    )
    .argument("<file[#model]>", "the spec, and the model if it has several")
    .option("--data <name>", "what to train on (default: mnist)", oneOf(["mnist"]))
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
      "learning rate of Adam, at the peak of its cycle (default: 0.002)",
      positiveNumber,
    )
    .option(
      "--schedule <name>",
      "one-cycle or constant rate (default: one-cycle)",
      oneOf(["one-cycle", "constant"]),
    )
    .option("--seed <number>", "seed of all random numbers (default: 1)", seed)
    .option("--validation <images>", "training images held back (default: 1000)", wholeNumber(0))
    .option("--limit <images>", "use no more training images than this", wholeNumber(1))
    .option("--out <folder>", "folder of the runs", "runs")
    .option("--from <run>", "go on from the weights of a run, with its settings where none are given")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae train specs/paper/mnist.swwae#Mnist --labels 1000 --epochs 5
  $ swwae train specs/paper/mnist.swwae#Mnist --mode unsupervised --limit 5000
  $ swwae train specs/paper/mnist.swwae#Mnist --from runs/Mnist-20260131-101500 --epochs 2`,
    );
  for (const option of machineOptions()) command.addOption(option);
  return command.action(async (reference: string, options: TrainOptions) => {
    const { out, from, json, threads, dataDir, ...given } = options;
    const { trainRun } = await import("../session/trainRun.js");
    await trainRun(
      {
        reference,
        given,
        machine: { threads: threads ?? null, dataFolder: dataDir ?? null },
        out,
        from: from ?? null,
        json: json === true,
      },
      terminal,
    );
  });
}
