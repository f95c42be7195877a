/** `swwae compile`: writes what the targets make of specs, once or at every change. */
import type { Command } from "commander";
import { severalOf } from "../options/values.js";
import type { CompileOptions } from "../session/compileRequest.js";
import { targetNames } from "../session/targets.js";
import type { Terminal } from "../terminal.js";

interface CommandOptions extends CompileOptions {
  readonly watch?: true;
}

export function addCompile(program: Command, terminal: Terminal): Command {
  return program
    .command("compile")
    .summary("write TypeScript, JSON or ONNX from specs")
    .description(
      "Compiles specs: to TypeScript modules that train, to the plan as JSON, or to ONNX graphs for inference " +
        "(encode, classify and reconstruct, with the parameters as inputs). A file that would not change is not " +
        "written again; a spec with errors writes nothing. Outputs lie in the output folder as their specs lie in " +
        "specs/, or below the folder that all of them share. What is not said here is read from swwae.config.json.",
    )
    .argument("[files...]", "specs to compile (default: those of swwae.config.json)")
    .option("--out <folder>", "folder of the outputs (default: generated)")
    .option(
      "--target <names>",
      `what to write: ${targetNames.join(", ")}, several with commas (default: typescript)`,
      severalOf(targetNames),
    )
    .option("--source-map", "map modules to their specs, line by line, in a .map file beside each")
    .option("--watch", "compile again whenever a spec or swwae.config.json changes")
    .option("--json", "print the result as JSON (one line per round with --watch)")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae compile                                  what swwae.config.json says
  $ swwae compile specs/paper/mnist.swwae          writes generated/paper/mnist.ts
  $ swwae compile specs/*/*.swwae --out src/nets
  $ swwae compile specs/paper/mnist.swwae --target json,onnx
  $ swwae compile specs/paper/mnist.swwae --watch`,
    )
    .action(async (files: string[], { watch, ...options }: CommandOptions) => {
      if (watch) {
        const { watchFiles } = await import("../session/watchFiles.js");
        await watchFiles(files, options, terminal);
        return;
      }
      const { compileRequest } = await import("../session/compileRequest.js");
      const { compileFiles } = await import("../session/compileFiles.js");
      const { errors } = await compileFiles(await compileRequest(files, options, terminal), terminal);
      if (errors > 0) terminal.setExitCode(1);
    });
}
