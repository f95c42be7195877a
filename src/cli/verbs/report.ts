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
  readonly experiment?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addReport(program: Command, terminal: Terminal): Command {
  const command = program
    .command("report")
    .summary("write a page about a run, or about an experiment")
    .description(
      "Writes one HTML page with everything there is to see of a run: learning curves, confusion, reconstructions, filters, " +
        "maps of what and where, and what the maps answer to. Of a folder of runs it writes the page of their experiment: a table of the " +
        "sweep with means and standard errors. A page is one file, runs no script and asks no network.",
    )
    .argument("<run>", "a run folder, or a folder with the runs of an experiment")
    .option(
      "--out <html>",
      "the page (default: report.html in the run folder, or the folder of the experiment)",
    )
    .option("--experiment <name>", "which experiment, where the folder holds runs of several")
    .option("--data <name>", "whose test images (default: what the run was trained on)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae report runs/Mnist-20260131-101500
  $ swwae report runs/Mnist-20260131-101500 --out mnist.html
  $ swwae report runs --experiment FewLabels`,
    );
  for (const option of machineOptions("what the run asked for")) command.addOption(option);
  return command.action(async (run: string, options: ReportOptions) => {
    const { holdsRuns, reportExperiment } = await import("../session/reportExperiment.js");
    if (options.experiment !== undefined || (await holdsRuns(run))) {
      const { experiment = null, out = null } = options;
      await reportExperiment(run, { experiment, out, json: options.json === true }, terminal);
      return;
    }
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
