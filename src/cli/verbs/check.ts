/** `swwae check`: every mistake of every spec, and nothing else. Loads no emitter and no engine. */
import { type Command, Option } from "commander";
import { filesOrSpecs } from "../config/filesOrSpecs.js";
import { jsonOption } from "../options/commonOptions.js";
import { type CheckFormat, checkFiles, checkFormats } from "../session/checkFiles.js";
import { oneOf } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface CheckOptions {
  readonly format?: CheckFormat;
  readonly json?: true;
  readonly fix?: true;
  readonly fixAll?: true;
}

export function addCheck(program: Command, terminal: Terminal): Command {
  return program
    .command("check")
    .summary("find every mistake in specs")
    .description(
      "Checks specs and reports every mistake with file, line, column and, where there is one, a fix. With --fix, writes " +
        "down what was plainly meant (a misspelt word, another language's spelling) and reports what is left.",
    )
    .argument("[files...]", "specs to check (default: those of swwae.config.json)")
    .addOption(
      new Option(
        "--format <name>",
        `how to print the result: ${checkFormats.join(", ")} (default: pretty)`,
      ).argParser(oneOf(checkFormats)),
    )
    .addOption(jsonOption().conflicts("format"))
    .option("--fix", "apply the fixes that leave no doubt, and check again")
    .option("--fix-all", "apply all fixes, also those that decide something, such as a smaller pooling")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae check specs/paper/mnist.swwae
  $ swwae check specs/*/*.swwae --json
  $ swwae check mnist.swwae --fix
  $ swwae check specs/*/*.swwae --format sarif > swwae.sarif
  $ swwae check specs/*/*.swwae --format github     annotations in a GitHub workflow`,
    )
    .action(async (files: string[], { format, json, fix, fixAll }: CheckOptions) =>
      checkFiles(
        {
          files: await filesOrSpecs(files, terminal),
          format: json ? "json" : (format ?? "pretty"),
          mending: fixAll ? "all" : fix ? "safe" : "none",
        },
        terminal,
      ),
    );
}
