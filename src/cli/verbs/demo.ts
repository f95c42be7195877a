/** `swwae demo`: what a where is good for, shown in a few minutes. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { seed, wholeNumber } from "../options/values.js";
import { demoImages } from "../session/demoSettings.js";
import type { Terminal } from "../terminal.js";

interface DemoOptions extends MachineOptions {
  readonly images: number;
  readonly testImages?: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: true;
}

export function addDemo(program: Command, terminal: Terminal): Command {
  const command = program
    .command("demo")
    .summary("train the paper's MNIST network with and without where")
    .description(
      "Trains the paper's MNIST network with 1,000 labels, all other training images unlabelled; then the same network " +
        "under `where none`; and draws test digits beside the reconstructions of both.",
    )
    .option("--images <count>", "images shown to the first network", wholeNumber(1), demoImages)
    .option("--test-images <count>", "measure on the first test images only (default: all)", wholeNumber(1))
    .option("--seed <number>", "seed of all random numbers", seed, 1)
    .option("--out <folder>", "folder of the runs", "runs")
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  $ swwae demo\n  $ swwae demo --images 10000 --test-images 1000");
  for (const option of machineOptions()) command.addOption(option);
  return command.action(async (options: DemoOptions) => {
    const { demoRun } = await import("../session/demoRun.js");
    await demoRun(
      {
        images: options.images,
        testImages: options.testImages ?? null,
        seed: options.seed,
        engine: options.engine ?? "auto",
        machine: machineSettings(options),
        out: options.out,
        json: options.json === true,
      },
      terminal,
    );
  });
}
