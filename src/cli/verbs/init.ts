/** `swwae init`: a starter spec that checks, compiles and trains as it is. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { createFolder } from "../../training/atomicFile.js";
import { explainSystemError, UserError } from "../../training/errors.js";
import { jsonOption } from "../options/commonOptions.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";

export function addInit(program: Command, terminal: Terminal): Command {
  return program
    .command("init")
    .summary("start with a spec that runs")
    .description("Writes a starter spec, digits.swwae, and a page on what to do with it. Overwrites nothing.")
    .argument("[folder]", "where to write them", ".")
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  $ swwae init\n  $ swwae init specs")
    .action((folder: string, options: { json?: true }) => init(folder, options.json === true, terminal));
}

async function init(folder: string, json: boolean, terminal: Terminal): Promise<void> {
  const specPath = join(folder, "digits.swwae");
  const pagePath = join(folder, "digits.md");
  const present = [specPath, pagePath].find((path) => existsSync(path));
  if (present !== undefined) {
    throw new UserError(`${shownPath(present)} exists already, and nothing is overwritten`, {
      hint: "name another folder: swwae init FOLDER",
    });
  }
  await createFolder(folder);
  await writeNew(specPath, starterSpec);
  await writeNew(pagePath, starterPage(shownPath(specPath)));
  const files = [specPath, pagePath].map(shownPath);
  if (json) {
    terminal.print(JSON.stringify({ files }, null, 2));
    return;
  }
  for (const file of files) terminal.print(`${terminal.colors.green("written")}  ${file}`);
  terminal.print(`\nNow try: swwae train ${shownPath(specPath)} --labels 1000`);
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    throw explainSystemError(error, "write", path);
  }
}

const starterSpec = `/// A small what-where auto-encoder of handwritten digits.
model Digits {
  input 28x28x1

  encoder {
    stage bottom { conv 5x5 32  relu  pool 2x2 }
    stage top    { conv 3x3 64  relu  pool 2x2 }
  }
  classifier { dense 10 }

  where hard  // try: none (plain upsampling), or soft beta 100

  loss {
    NLL   1    // tells the digits apart, where there is a label
    L2rec 0.5  // draws the image again
    L2M   0.5  // keeps the stages in step
  }
}
`;

function starterPage(spec: string): string {
  return `# Digits: a stacked what-where auto-encoder

\`\`\`
swwae check ${spec}                      every mistake, and how to mend it
swwae compile ${spec}                    the model as TypeScript, to read
swwae train ${spec} --labels 1000        1,000 labels, all other images unlabelled
swwae train ${spec} --mode unsupervised  no labels at all
\`\`\`

A training leaves a folder below \`runs/\`: weights, metrics and a picture of reconstructions. Measure it and draw it again:

\`\`\`
swwae evaluate runs/Digits-…
swwae reconstruct runs/Digits-… --count 20
\`\`\`

Change \`where hard\` to \`where none\` and train again: the decoder no longer learns where each what came from, and the
reconstructions blur.
`;
}
