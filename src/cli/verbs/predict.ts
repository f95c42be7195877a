/** `swwae predict`: the classes of pictures. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface PredictOptions extends MachineOptions {
  readonly top: number;
  readonly out?: string;
  readonly json?: true;
}

export function addPredict(program: Command, terminal: Terminal): Command {
  const command = program
    .command("predict")
    .summary("say what class pictures are of")
    .description(
      "Classifies picture files with what a run has learned, preprocessed as in its training, and prints a line of CSV for each: " +
        "file, class and probability. Pictures are scaled to fit the size of those that the run was trained on. One that cannot be read " +
        "is named on standard error, and the exit code is 1; the others are classified all the same.",
    )
    .argument("<run>", "a run folder")
    .argument(
      "<files...>",
      'PNG, JPEG or WebP files, folders of them, or patterns in quotes such as "photos/**/*.png"',
    )
    .option("--top <count>", "how many classes to tell of each picture", wholeNumber(1), 1)
    .option("--out <file>", "write the result there (default: standard output)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae predict runs/Mnist-20260131-101500 seven.png
  $ swwae predict runs/Mnist-20260131-101500 scans/ --top 3 --out scans.csv`,
    );
  for (const option of machineOptions()) {
    // The data set is not needed.
    if (option.attributeName() !== "dataDir") command.addOption(option);
  }
  return command.action(async (run: string, files: readonly string[], options: PredictOptions) => {
    const { predictFiles } = await import("../session/predictFiles.js");
    await predictFiles(
      {
        path: run,
        files,
        top: options.top,
        engine: options.engine ?? "auto",
        machine: machineSettings(options),
        out: options.out ?? null,
        json: options.json === true,
      },
      terminal,
    );
  });
}
