/** `swwae resume`: goes on with a training that was stopped, as if it had not been. */
import type { Command } from "commander";
import { jsonOption, type MachineOptions, machineOptions } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface ResumeOptions extends MachineOptions {
  readonly data?: string;
  readonly json?: true;
}

export function addResume(program: Command, terminal: Terminal): Command {
  const command = program
    .command("resume")
    .summary("go on with a training that was stopped")
    .description(
      "Goes on with a training that was interrupted, killed or failed, from its last checkpoint, in its own run folder. On the same " +
        "engine, with as many threads, every number comes out as if it had never stopped; what differs is said. Settings are the run's: " +
        "to start from its weights with others, there is train --from.",
    )
    .argument("<run>", "a run folder")
    .option("--data <path>", "where its data are now (default: where they were); they have to be the same")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae resume runs/Mnist-20260131-101500
  $ swwae resume runs/Mnist-20260131-101500 --threads 4     no longer bit for bit`,
    );
  for (const option of machineOptions("the one that trained")) command.addOption(option);
  return command.action(async (run: string, options: ResumeOptions) => {
    const { resumeRun } = await import("../session/resumeRun.js");
    const { data, json, ...machine } = options;
    await resumeRun({ path: run, data: data ?? null, machine, json: json === true }, terminal);
  });
}
