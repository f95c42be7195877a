/** `swwae compile`: writes what the targets make of specs, once or at every change. */
import type { Command } from "commander";
import { severalOf } from "../options/values.js";
import type { CompileRequest } from "../session/compileFiles.js";
import { type TargetName, targetNames } from "../session/targets.js";
import type { Terminal } from "../terminal.js";

interface CompileOptions {
  readonly out: string;
  readonly target: readonly TargetName[];
  readonly sourceMap?: true;
  readonly watch?: true;
  readonly json?: true;
}

export function addCompile(program: Command, terminal: Terminal): Command {
  return program
    .command("compile")
    .summary("write TypeScript, JSON or ONNX from specs")
    .description(
      "Compiles specs: to TypeScript modules that train, to the plan as JSON, or to ONNX graphs for inference " +
        "(encode, classify and reconstruct, with the parameters as inputs). A file that would not change is not " +
        "written again; a spec with errors writes nothing. Outputs lie in the output folder as their specs lie in " +
        "specs/, or below the folder that all of them share.",
    )
    .argument("<files...>", "specs to compile")
    .option("--out <folder>", "folder of the outputs", "generated")
    .option(
      "--target <names>",
      `what to write: ${targetNames.join(", ")}, several with commas`,
      severalOf(targetNames),
      ["typescript"],
    )
    .option("--source-map", "map modules to their specs, line by line, in a .map file beside each")
    .option("--watch", "compile again whenever a spec changes")
    .option("--json", "print the result as JSON (one line per round with --watch)")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae compile specs/paper/mnist.swwae          writes generated/paper/mnist.ts
  $ swwae compile specs/*/*.swwae --out src/nets
  $ swwae compile specs/paper/mnist.swwae --target json,onnx
  $ swwae compile specs/paper/mnist.swwae --watch`,
    )
    .action(async (files: string[], options: CompileOptions) => {
      const request: CompileRequest = {
        files,
        out: options.out,
        targets: options.target,
        sourceMap: options.sourceMap === true,
        json: options.json === true,
      };
      if (options.watch) {
        const { watchFiles } = await import("../session/watchFiles.js");
        await watchFiles(request, terminal);
        return;
      }
      const { compileFiles } = await import("../session/compileFiles.js");
      const { errors } = await compileFiles(request, terminal);
      if (errors > 0) terminal.setExitCode(1);
    });
}
