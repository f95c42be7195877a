/** `swwae diff`: what distinguishes two models, and whether the weights of one load into the other. */
import type { Command } from "commander";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

/** 1 and 2 are mistakes, as for every verb. */
const exitCodes = { identical: 0, "weights load": 3, "weights do not load": 4 } as const;

export function addDiff(program: Command, terminal: Terminal): Command {
  return program
    .command("diff")
    .summary("compare two models")
    .description(
      "Says what distinguishes model B from model A, and whether weights saved under A load into B. Names of models and " +
        "documentation do not count.",
    )
    .argument("<a>", "a spec with one model, FILE#Model, or a run folder")
    .argument("<b>", "another")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Exit codes:
  0  the same network with the same loss
  3  they differ, and weights saved under A load into B
  4  they differ, and weights saved under A do not load into B

Examples:
  $ swwae diff specs/paper/mnist.swwae specs/paper/stl10.swwae
  $ swwae diff runs/Mnist-20260131-101500 specs/paper/mnist.swwae
  $ swwae diff specs/paper/necessity-of-where.swwae#NecessityX8 specs/paper/necessity-of-where.swwae#NecessityX8None`,
    )
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      const { compareModels } = await import("../session/diffModels.js");
      const verdict = await compareModels([before, after], json === true, terminal);
      terminal.setExitCode(exitCodes[verdict]);
    });
}
