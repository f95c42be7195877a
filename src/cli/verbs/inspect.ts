/** `swwae inspect`: what a run's model computes of one image. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface InspectOptions extends MachineOptions {
  readonly data?: string;
  readonly whereFrom?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addInspect(program: Command, terminal: Terminal): Command {
  const command = program
    .command("inspect")
    .summary("look into what a run computes of one image")
    .description(
      "Shows the what and the where of one image at every stage, and what the decoder makes of each stage alone: with its own where, " +
        "without, and with the where of another image.",
    )
    .argument("<run>", "a run folder")
    .argument("<image>", "test:17 for a test image (counted from 0), or a picture: PNG, JPEG or WebP")
    .option("--where-from <image>", "decode with the where of this image too")
    .option("--out <file>", "a page (.html) or a picture (.png) (default: a page in the run folder)")
    .option("--data <name>", "whose test images (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae inspect runs/Mnist-20260131-101500 test:17
  $ swwae inspect runs/Mnist-20260131-101500 seven.png --where-from test:3
  $ swwae inspect runs/Mnist-20260131-101500 test:17 --out seventeen.png`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, image: string, options: InspectOptions) => {
    const { inspectRun } = await import("../session/inspectRun.js");
    await inspectRun(
      {
        path: run,
        data: options.data ?? null,
        engine: options.engine ?? null,
        machine: machineSettings(options),
      },
      {
        image,
        whereFrom: options.whereFrom ?? null,
        out: options.out ?? null,
        json: options.json === true,
      },
      terminal,
    );
  });
}
