/** `swwae evaluate`: the test error of a run. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface EvaluateOptions extends MachineOptions {
  readonly data?: string;
  readonly json?: true;
}

export function addEvaluate(program: Command, terminal: Terminal): Command {
  const command = program
    .command("evaluate")
    .summary("measure a run on the test images")
    .description(
      "Measures error rate, reconstruction error and every loss term of a run's weights on the test images.",
    )
    .argument("<run>", "a run folder")
    .option("--data <name>", "what to measure on (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae evaluate runs/Mnist-20260131-101500
  $ swwae evaluate runs/Mnist-20260131-101500 --json`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, options: EvaluateOptions) => {
    const { evaluateRun } = await import("../session/evaluateRun.js");
    await evaluateRun(
      {
        path: run,
        data: options.data ?? null,
        engine: options.engine ?? null,
        machine: machineSettings(options),
      },
      options.json === true,
      terminal,
    );
  });
}
