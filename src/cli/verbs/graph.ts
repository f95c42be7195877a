/** `swwae graph`: the paper's Fig. 1(b) of a model. */
import type { Command } from "commander";
import { writeFileAtomically } from "../../training/atomicFile.js";
import { openModel } from "../modelReference.js";
import { oneOf } from "../options/values.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";

const formats = ["svg", "mermaid"] as const;
const themes = ["light", "dark", "auto"] as const;

interface GraphOptions {
  readonly format: (typeof formats)[number];
  readonly theme: (typeof themes)[number];
  readonly out?: string;
  readonly json?: true;
}

export function addGraph(program: Command, terminal: Terminal): Command {
  return program
    .command("graph")
    .summary("draw a model")
    .description(
      "Draws a model as the paper's Fig. 1(b): the encoder going up at the left, the decoder coming down at the right, the " +
        "wheres across between poolings and unpoolings, and the terms of the loss between what they compare.",
    )
    .argument("<file>", "a spec with one model, or FILE#Model")
    .option("--format <name>", "svg, or a mermaid flowchart", oneOf(formats), "svg")
    .option(
      "--theme <name>",
      "colours of the svg: light, dark, or auto (as the reader prefers)",
      oneOf(themes),
      "auto",
    )
    .option("--out <file>", "write to this file (default: standard output)")
    .option("--json", "print the result as JSON: the model's name and the drawing's text or file")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae graph specs/paper/mnist.swwae --out mnist.svg
  $ swwae graph specs/paper/stl10.swwae --theme dark > stl10.svg
  $ swwae graph specs/paper/necessity-of-where.swwae#NecessityX8 --format mermaid`,
    )
    .action(async (file: string, { format, theme, out, json }: GraphOptions) => {
      const model = await openModel(file, terminal);
      const { emitDiagram } = await import("../../compiler/emit/diagram/index.js");
      const drawing = emitDiagram(model, { format, theme });
      if (out !== undefined) await writeFileAtomically(out, drawing);
      const written = out === undefined ? null : shownPath(out);
      if (json === true) {
        const result = { model: model.name, format, ...(written === null ? { drawing } : { file: written }) };
        terminal.print(JSON.stringify(result, null, 2));
      } else if (written === null) terminal.print(drawing.trimEnd());
      else terminal.print(`${terminal.colors.green("written")}    ${written}`);
    });
}
