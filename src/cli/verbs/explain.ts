/** `swwae explain`: what the rule behind a diagnostic's code is, with a spec that breaks it and one that does not. */
import type { Command } from "commander";
import {
  type DiagnosticCode,
  diagnosticCodes,
  diagnosticTable,
  explain,
  type Explanation,
  renderExample,
} from "../../compiler/index.js";
import { UserError } from "../../training/errors.js";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

export function addExplain(program: Command, terminal: Terminal): Command {
  return program
    .command("explain")
    .summary("explain a diagnostic's code")
    .description(
      "Explains the rule behind the code of an error or warning, with a wrong and a right spec; without a code, lists " +
        "all of them.",
    )
    .argument("[code]", "such as SW0501")
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  $ swwae explain SW0501\n  $ swwae explain")
    .action((code: string | undefined, options: { json?: true }) => {
      const codes = code === undefined ? diagnosticCodes : [knownCode(code)];
      if (options.json) {
        const rows = codes.map((known) => [known, diagnosticTable[known]] as const);
        terminal.print(JSON.stringify(Object.fromEntries(rows), null, 2));
      } else if (code === undefined) listCodes(terminal);
      else terminal.print(codes.map((known) => written(explain(known), terminal)).join("\n"));
    });
}

function knownCode(written: string): DiagnosticCode {
  const known = diagnosticCodes.find((code) => code === written.toUpperCase());
  if (known === undefined)
    throw new UserError(`no diagnostic has the code ${written}`, { hint: "swwae explain lists all codes" });
  return known;
}

function listCodes(terminal: Terminal): void {
  for (const code of diagnosticCodes) {
    terminal.print(`${terminal.colors.bold(code)}  ${diagnosticTable[code].message}`);
  }
}

function written(explanation: Explanation, { colors }: Terminal): string {
  const { code, severity, message, wrong, right } = explanation;
  const paint = severity === "error" ? colors.red : colors.yellow;
  return [
    `${paint(colors.bold(`${severity} ${code}`))}: ${colors.bold(message)}`,
    wrap(explanation.explanation, 90),
    `${colors.bold("Wrong:")}\n${indented(wrong)}`,
    indented(renderExample(explanation, { color: colors.isColorSupported })),
    `${colors.bold("Right:")}\n${indented(right)}`,
  ].join("\n\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
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
