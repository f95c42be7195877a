/** `swwae compile`: writes the TypeScript modules of specs, once or at every change. */
import type { Command } from "commander";
import type { CompileRequest } from "../session/compileFiles.js";
import type { Terminal } from "../terminal.js";

interface CompileOptions {
  readonly out: string;
  readonly watch?: true;
  readonly json?: true;
}

export function addCompile(program: Command, terminal: Terminal): Command {
  return program
    .command("compile")
    .summary("write TypeScript modules from specs")
    .description(
      "Compiles specs to TypeScript modules. A module whose text has not changed is not written again; a spec with " +
        "errors writes nothing. Modules lie in the output folder as their specs lie in specs/, or below the folder " +
        "that all of them share.",
    )
    .argument("<files...>", "specs to compile")
    .option("--out <folder>", "folder of the modules", "generated")
    .option("--watch", "compile again whenever a spec changes")
    .option("--json", "print the result as JSON (one line per round with --watch)")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae compile specs/paper/mnist.swwae          writes generated/paper/mnist.ts
  $ swwae compile specs/*/*.swwae --out src/nets
  $ swwae compile specs/paper/mnist.swwae --watch`,
    )
    .action(async (files: string[], options: CompileOptions) => {
      const request: CompileRequest = { files, out: options.out, json: options.json === true };
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
