/** `swwae visualize`: what excites the maps of a run's model most. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface VisualizeOptions extends MachineOptions {
  readonly stage?: string;
  readonly map?: number;
  readonly count: number;
  readonly maps: number;
  readonly limit?: number;
  readonly data?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addVisualize(program: Command, terminal: Terminal): Command {
  const command = program
    .command("visualize")
    .summary("draw what excites a run's maps most")
    .description(
      "Finds the strongest activations of a stage's maps over the test images, projects each down to pixels by unpooling with the " +
        "switches, ReLU and transposed filters (Zeiler and Fergus 2014), and draws it beside the patch that caused it.",
    )
    .argument("<run>", "a run folder")
    .option("--stage <name>", "one stage (default: all, a picture each)")
    .option(
      "--map <number>",
      "one map of the stage, counted from 0 (default: those excited most)",
      wholeNumber(0),
    )
    .option("--count <activations>", "how many activations of each map", wholeNumber(1), 9)
    .option("--maps <maps>", "how many maps where none is named", wholeNumber(1), 16)
    .option("--limit <images>", "look at no more test images than this", wholeNumber(1))
    .option("--out <png>", "the picture (default: features-STAGE.png in the run folder)")
    .option("--data <name>", "whose test images (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae visualize runs/Mnist-20260131-101500
  $ swwae visualize runs/Mnist-20260131-101500 --stage top --map 12
  $ swwae visualize runs/Mnist-20260131-101500 --stage middle --maps 32 --out middle.png`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, options: VisualizeOptions) => {
    const { visualizeRun } = await import("../session/visualizeRun.js");
    await visualizeRun(
      {
        path: run,
        data: options.data ?? null,
        engine: options.engine ?? null,
        machine: machineSettings(options),
      },
      {
        stage: options.stage ?? null,
        map: options.map ?? null,
        count: options.count,
        maps: options.maps,
        limit: options.limit ?? null,
        out: options.out ?? null,
        json: options.json === true,
      },
      terminal,
    );
  });
}
