/** `swwae summary`: layers, shapes and costs of models, and what the weights of their losses come to. */
import type { Command } from "commander";
import { openPlan } from "../modelReference.js";
import { jsonOption } from "../options/commonOptions.js";
import { wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface SummaryOptions {
  readonly batch: number;
  readonly json?: true;
}

export function addSummary(program: Command, terminal: Terminal): Command {
  return program
    .command("summary")
    .summary("show layers, shapes and costs of models")
    .description(
      "Shows the layers of encoder, decoder and classifier with their shapes, parameters and multiply-adds, what a training " +
        "step costs, and what each weight of the loss comes to per element and per sample.",
    )
    .argument("<file>", "a spec; FILE#Name for one of its models, or for those that an experiment trains")
    .option("--batch <count>", "images in the training step whose memory is estimated", wholeNumber(1), 64)
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae summary specs/paper/mnist.swwae
  $ swwae summary specs/paper/necessity-of-where.swwae#NecessityX8
  $ swwae summary specs/paper/stl10.swwae --batch 16 --json`,
    )
    .action(async (file: string, { batch, json }: SummaryOptions) => {
      const plan = await openPlan(file, terminal);
      const { summaryDocument, summaryText } = await import("../../compiler/emit/summary/index.js");
      const color = terminal.colors.isColorSupported;
      terminal.print(
        json === true
          ? JSON.stringify(summaryDocument(plan, { batch }), null, 2)
          : summaryText(plan, { batch, color }),
      );
    });
}
