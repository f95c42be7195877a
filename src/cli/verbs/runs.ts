/** `swwae runs`: what was trained, and in what trainings differ. */
import type { Command } from "commander";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface RunsOptions {
  readonly json?: true;
}

export function addRuns(program: Command, terminal: Terminal): Command {
  return program
    .command("runs")
    .summary("list runs, or say in what they differ")
    .description(
      "Lists the runs of a folder with their status and results, those of experiments included. Of two runs or more it says in " +
        "what they differ: settings, results and, of two, their models.",
    )
    .argument("[paths...]", "a folder of runs (default: runs), or run folders to compare")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae runs
  $ swwae runs runs/FewLabels --json
  $ swwae runs runs/Mnist-20260131-101500 runs/Mnist-20260131-113000`,
    )
    .action(async (paths: readonly string[], { json }: RunsOptions) => {
      const { compareRuns, listRuns } = await import("../session/listRuns.js");
      const [path] = paths;
      if (paths.length > 1) {
        await compareRuns(paths, json === true, terminal);
        return;
      }
      const { trainDefaults } = await import("../config/trainDefaults.js");
      await listRuns(path ?? trainDefaults().runs, json === true, terminal);
    });
}
