/** `swwae format`: specs in the one layout that the language has. Loads no emitter and no engine. */
import { type Command, Option } from "commander";
import type { FormatRequest } from "../session/formatFiles.js";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

interface FormatVerbOptions {
  readonly check?: true;
  readonly stdin?: true;
  readonly notation?: true;
  readonly blocks?: true;
  readonly json?: true;
}

export function addFormat(program: Command, terminal: Terminal): Command {
  const command = program
    .command("format")
    .summary("lay specs out alike")
    .description(
      "Formats specs in place. Words and comments stay as they are and in their order; a file with syntax errors is not touched.",
    )
    .argument("[files...]", "specs to format")
    .option("--check", "write nothing; name the files that are not formatted and exit with 1")
    .option("--stdin", "format standard input to standard output")
    .option("--notation", "write encoders in the paper's notation, where it says the same")
    .addOption(new Option("--blocks", "write encoders as blocks of stages").conflicts("notation"))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae format specs/*/*.swwae
  $ swwae format specs/*/*.swwae --check
  $ swwae format --stdin < draft.swwae
  $ swwae format specs/paper/svhn.swwae --blocks   (64)5c-2p becomes stage stage1 { conv 5x5 64  relu  pool 2x2 }`,
    );
  return command.action(async (files: string[], options: FormatVerbOptions) => {
    const isStdin = options.stdin === true;
    if (isStdin && files.length > 0)
      command.error("error: --stdin formats standard input, and takes no files");
    if (!isStdin && files.length === 0) command.error("error: missing required argument 'files'");
    const { formatFiles, formatStdin } = await import("../session/formatFiles.js");
    const request: FormatRequest = {
      check: options.check === true,
      json: options.json === true,
      form: options.notation ? "notation" : options.blocks ? "blocks" : undefined,
    };
    await (isStdin ? formatStdin(request, terminal) : formatFiles(files, request, terminal));
  });
}
