/** `swwae report`: one page with everything there is to see of a run. */
import type { Command } from "commander";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface ReportOptions extends MachineOptions {
  readonly data?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addReport(program: Command, terminal: Terminal): Command {
  const command = program
    .command("report")
    .summary("write a page about a run")
    .description(
      "Writes one HTML page with everything there is to see of a run: learning curves, confusion, reconstructions, filters, " +
        "maps of what and where, and what the maps answer to. The page is one file, runs no script and asks no network.",
    )
    .argument("<run>", "a run folder")
    .option("--out <html>", "the page (default: report.html in the run folder)")
    .option("--data <name>", "whose test images (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae report runs/Mnist-20260131-101500
  $ swwae report runs/Mnist-20260131-101500 --out mnist.html`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, options: ReportOptions) => {
    const { reportRun } = await import("../session/reportRun.js");
    await reportRun(
      {
        path: run,
        data: options.data ?? null,
        engine: options.engine ?? null,
        machine: machineSettings(options),
      },
      { out: options.out ?? null, json: options.json === true },
      terminal,
    );
  });
}
