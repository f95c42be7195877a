/** `swwae setup`: libraries that do not come with npm's install. */
import { Argument, type Command, Option } from "commander";
import { releases } from "../../setup/tensorflow/releases.js";
import { jsonOption } from "../options/commonOptions.js";
import { oneOf } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface SetupOptions {
  readonly tensorflowVersion?: string;
  readonly wheel?: string;
  readonly dryRun?: true;
  readonly remove?: true;
  readonly json?: true;
}

export function addSetup(program: Command, terminal: Terminal): Command {
  const versions = releases.map(({ version }) => version);
  return program
    .command("setup")
    .summary("install the native library of an engine")
    .description(
      "Installs what npm's install of swwae does not bring. For the engine tensorflow that is the native TensorFlow: where " +
        "npm could not install @tensorflow/tfjs-node, it is built from the library in TensorFlow's wheel, in a folder of its own " +
        "outside node_modules. Says beforehand what it downloads and where it puts it; goes on where an earlier attempt broke off.",
    )
    .addArgument(new Argument("<library>", "what to install").choices(["tensorflow"]))
    .addOption(
      new Option(
        "--tensorflow-version <version>",
        `which TensorFlow: ${versions.join(", ")} (default: whatever works already, or else ${versions[0]})`,
      ).argParser(oneOf(versions)),
    )
    .option("--wheel <file>", "take TensorFlow's wheel from this file and download none")
    .option("--dry-run", "say what would be done, and do nothing")
    .addOption(new Option("--remove", "take away what setup has installed").conflicts("wheel"))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
It is put into tensorflow/VERSION in $SWWAE_CACHE, or else in swwae/ in $XDG_CACHE_HOME or ~/.cache. Needed are Linux on x64
with glibc, a C++ compiler, npm, and for the download of the wheel Python 3 with pip.

Examples:
  $ swwae setup tensorflow
  $ swwae setup tensorflow --dry-run
  $ swwae setup tensorflow --wheel ${releases[0].wheel.file}
  $ swwae setup tensorflow --remove`,
    )
    .action(async (_library: string, options: SetupOptions) => {
      const { removeTensorflowHere, setupTensorflowHere } = await import("../session/setupTensorflow.js");
      const request = {
        version: options.tensorflowVersion ?? null,
        wheel: options.wheel ?? null,
        dryRun: options.dryRun === true,
        json: options.json === true,
      };
      await (options.remove
        ? removeTensorflowHere(request, terminal)
        : setupTensorflowHere(request, terminal));
    });
}
