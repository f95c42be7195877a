/** `swwae explain`: what the rule behind a diagnostic's code is, and what to do. */
import type { Command } from "commander";
import { type DiagnosticRow, diagnosticTable } from "../../compiler/index.js";
import { UserError } from "../../training/errors.js";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

export function addExplain(program: Command, terminal: Terminal): Command {
  return program
    .command("explain")
    .summary("explain a diagnostic's code")
    .description(
      "Explains the rule behind the code of an error or warning; without a code, lists all of them.",
    )
    .argument("[code]", "such as SW0501")
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  $ swwae explain SW0501\n  $ swwae explain")
    .action((code: string | undefined, options: { json?: true }) => {
      const rows: ReadonlyMap<string, DiagnosticRow> = new Map(Object.entries(diagnosticTable));
      const shown = code === undefined ? rows : new Map([[code.toUpperCase(), rowOf(rows, code)]]);
      if (options.json) terminal.print(JSON.stringify(Object.fromEntries(shown), null, 2));
      else if (code === undefined) listRows(rows, terminal);
      else explainRows(shown, terminal);
    });
}

function rowOf(rows: ReadonlyMap<string, DiagnosticRow>, code: string): DiagnosticRow {
  const row = rows.get(code.toUpperCase());
  if (row === undefined)
    throw new UserError(`no diagnostic has the code ${code}`, { hint: "swwae explain lists all codes" });
  return row;
}

function listRows(rows: ReadonlyMap<string, DiagnosticRow>, terminal: Terminal): void {
  for (const [code, { message }] of rows) terminal.print(`${terminal.colors.bold(code)}  ${message}`);
}

function explainRows(rows: ReadonlyMap<string, DiagnosticRow>, terminal: Terminal): void {
  const { bold, red, yellow } = terminal.colors;
  for (const [code, { severity, message, explanation }] of rows) {
    const paint = severity === "error" ? red : yellow;
    terminal.print(`${paint(bold(`${severity} ${code}`))}: ${bold(message)}\n`);
    terminal.print(wrap(explanation, 90));
  }
}

/** Breaks lines at spaces so that none is longer than `width`, as far as words allow. */
function wrap(text: string, width: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
