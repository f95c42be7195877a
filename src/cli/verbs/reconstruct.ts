/** `swwae reconstruct`: a picture of test images beside their reconstructions. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface ReconstructOptions extends MachineOptions {
  readonly data?: string;
  readonly out?: string;
  readonly count: number;
  readonly json?: true;
}

export function addReconstruct(program: Command, terminal: Terminal): Command {
  const command = program
    .command("reconstruct")
    .summary("draw test images and their reconstructions")
    .description(
      "Draws test images, in turns through the classes, above what a run's weights make of them, as a PNG.",
    )
    .argument("<run>", "a run folder")
    .option("--out <png>", "the picture (default: reconstructions.png in the run folder)")
    .option("--count <images>", "how many images", wholeNumber(1), 10)
    .option("--data <name>", "whose test images (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae reconstruct runs/Mnist-20260131-101500
  $ swwae reconstruct runs/Mnist-20260131-101500 --count 20 --out digits.png`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, options: ReconstructOptions) => {
    const { reconstructRun } = await import("../session/reconstructRun.js");
    await reconstructRun(
      {
        path: run,
        data: options.data ?? null,
        engine: options.engine ?? null,
        machine: machineSettings(options),
      },
      { out: options.out ?? null, count: options.count, json: options.json === true },
      terminal,
    );
  });
}
