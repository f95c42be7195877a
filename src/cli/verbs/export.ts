/** `swwae export`: what a run has learned, for other programs. */
import { type Command, Option } from "commander";
import { jsonOption } from "../options/commonOptions.js";
import { severalOf } from "../options/values.js";
import type { ExportFormat } from "../session/exportRun.js";
import type { Terminal } from "../terminal.js";

interface ExportOptions {
  readonly to: readonly ExportFormat[];
  readonly out?: string;
  readonly json?: true;
}

export function addExport(program: Command, terminal: Terminal): Command {
  const formats: readonly ExportFormat[] = ["onnx", "safetensors", "tfjs"];
  return program
    .command("export")
    .summary("write what a run has learned as ONNX, safetensors or TensorFlow.js")
    .description(
      "Writes a run's weights in forms that other programs read. ONNX and TensorFlow.js get graphs that encode, classify and " +
        "reconstruct, the weights and the preprocessing in them: they take images of pixels in [0, 1] of the size that the data " +
        "set has. safetensors gets the weights alone; how the images were preprocessed is in its metadata.",
    )
    .argument("<run>", "a run folder")
    .addOption(
      new Option("--to <formats>", "onnx, safetensors, tfjs, or several of them joined by commas")
        .argParser(severalOf(formats))
        .makeOptionMandatory(),
    )
    .option("--out <folder>", "the folder to write into (default: export in the run folder)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae export runs/Mnist-20260131-101500 --to onnx
  $ swwae export runs/Mnist-20260131-101500 --to onnx,safetensors,tfjs --out served`,
    )
    .action(async (run: string, { to, out, json }: ExportOptions) => {
      const { exportRun } = await import("../session/exportRun.js");
      await exportRun({ path: run, formats: to, out: out ?? null, json: json === true }, terminal);
    });
}
