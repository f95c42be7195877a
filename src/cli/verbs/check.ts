/** `swwae check`: every mistake of every spec, and nothing else. Loads no emitter and no engine. */
import type { Command } from "commander";
import { compile, diagnosticsToJson, renderDiagnostics } from "../../compiler/index.js";
import { counted, countSeverities } from "../compileSpec.js";
import { readSpecs } from "../specFile.js";
import type { Terminal } from "../terminal.js";

export function addCheck(program: Command, terminal: Terminal): Command {
  return program
    .command("check")
    .summary("find every mistake in specs")
    .description(
      "Checks specs and reports every mistake with file, line, column and, where there is one, a fix.",
    )
    .argument("<files...>", "specs to check")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ swwae check specs/paper/mnist.swwae
  $ swwae check specs/*/*.swwae --json`,
    )
    .action((files: string[], options: { json?: true }) => check(files, options.json === true, terminal));
}

async function check(paths: readonly string[], json: boolean, terminal: Terminal): Promise<void> {
  const specs = await readSpecs(paths);
  const results = specs.map((spec) => ({ spec, ...compile(spec) }));
  const { errors, warnings } = countSeverities(results.flatMap(({ diagnostics }) => diagnostics));
  if (errors > 0) terminal.setExitCode(1);
  if (json) {
    const files = results.map(({ spec, plan, diagnostics }) => ({
      file: spec.path,
      models: plan.models.map(({ name, parameterCount }) => ({ name, parameters: parameterCount })),
      diagnostics: diagnosticsToJson(diagnostics, spec.text),
    }));
    terminal.print(JSON.stringify({ files, errors, warnings }, null, 2));
    return;
  }
  const { red, yellow, green, isColorSupported } = terminal.colors;
  for (const { spec, diagnostics } of results) {
    if (diagnostics.length === 0) continue;
    terminal.print(renderDiagnostics(diagnostics, spec.text, { color: isColorSupported }));
  }
  const models = results.reduce((sum, { plan }) => sum + plan.models.length, 0);
  const scope = `in ${counted(specs.length, "file")}`;
  if (errors > 0)
    terminal.print(red(`${counted(errors, "error")}, ${counted(warnings, "warning")} ${scope}`));
  else if (warnings > 0) terminal.print(yellow(`${counted(warnings, "warning")} ${scope}`));
  else terminal.print(green(`${counted(models, "model")} ${scope}, no mistakes`));
}
