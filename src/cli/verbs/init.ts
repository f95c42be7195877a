/** `swwae init`: a starter spec that checks, compiles and trains as it is. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { createFolder } from "../../training/atomicFile.js";
import { explainSystemError, UserError } from "../../training/errors.js";
import { jsonOption } from "../options/commonOptions.js";
import { oneOf } from "../options/values.js";
import { shownPath } from "../specFile.js";
import { type Template, templatePage, templates } from "../templates/templates.js";
import type { Terminal } from "../terminal.js";

interface InitOptions {
  readonly template?: string;
  readonly json?: true;
}

export function addInit(program: Command, terminal: Terminal): Command {
  const names = templates.map(({ name }) => name);
  return program
    .command("init")
    .summary("start with a spec that runs")
    .description("Writes a starter spec, and a page on what to do with it. Overwrites nothing.")
    .argument("[folder]", "where to write them", ".")
    .addOption(
      new Option(
        "--template <name>",
        `what to start with: ${names.join(", ")} (default: ${templates[0].name})`,
      ).argParser(oneOf(names)),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Templates:
${templates.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join("\n")}

Examples:
  $ swwae init
  $ swwae init specs --template bottleneck`,
    )
    .action((folder: string, { template, json }: InitOptions) => {
      const chosen = templates.find(({ name }) => name === template) ?? templates[0];
      return init(folder, chosen, json === true, terminal);
    });
}

async function init(folder: string, template: Template, json: boolean, terminal: Terminal): Promise<void> {
  const specPath = join(folder, `${template.name}.swwae`);
  const pagePath = join(folder, `${template.name}.md`);
  const present = [specPath, pagePath].find((path) => existsSync(path));
  if (present !== undefined) {
    throw new UserError(`${shownPath(present)} exists already, and nothing is overwritten`, {
      hint: "name another folder: swwae init FOLDER",
    });
  }
  await createFolder(folder);
  await writeNew(specPath, template.spec);
  await writeNew(pagePath, templatePage(template, shownPath(specPath)));
  const files = [specPath, pagePath].map(shownPath);
  if (json) {
    terminal.print(JSON.stringify({ files }, null, 2));
    return;
  }
  for (const file of files) terminal.print(`${terminal.colors.green("written")}  ${file}`);
  terminal.print(`\nNow try: swwae train ${shownPath(specPath)} ${template.training}`);
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    throw explainSystemError(error, "write", path);
  }
}
