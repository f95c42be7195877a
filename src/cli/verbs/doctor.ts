/** `swwae doctor`: what can train here, how fast, and what would help. */
import { type Command, Option } from "commander";
import type { EngineName } from "../../runtime/index.js";
import { engineWords, jsonOption } from "../options/commonOptions.js";
import { oneOf, wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface DoctorOptions {
  readonly threads?: number;
  readonly seconds: number;
  readonly probe?: EngineName;
  readonly json?: true;
}

export function addDoctor(program: Command, terminal: Terminal): Command {
  const engines = engineWords.filter((word): word is EngineName => word !== "auto");
  return program
    .command("doctor")
    .summary("say which engines work here, how fast, and what would help")
    .description(
      "Tries every engine in a process of its own: whether its library is there, whether every operation and one training step " +
        "give the numbers they should, and how many images a second it trains on (the net W1 of docs/performance.md, batches of " +
        "64; the engine tfjs one image at a time). Ends with exit code 1 where --engine auto finds nothing to train on.",
    )
    .addOption(
      new Option("--threads <count>", "threads to compute with (default: all cores)").argParser(
        wholeNumber(1),
      ),
    )
    .addOption(
      new Option("--seconds <count>", "how long each engine is timed; 0 for not at all")
        .argParser(wholeNumber(0))
        .default(5),
    )
    .addOption(
      new Option("--probe <engine>", "try this engine in this process").argParser(oneOf(engines)).hideHelp(),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae doctor
  $ swwae doctor --seconds 0 --json`,
    )
    .action(async ({ probe, seconds, json, ...options }: DoctorOptions) => {
      const threads = options.threads ?? null;
      if (probe !== undefined) {
        const { probeEngine } = await import("../doctor/probeEngine.js");
        terminal.print(JSON.stringify(await probeEngine({ engine: probe, threads, seconds }, terminal)));
        return;
      }
      const { examine } = await import("../doctor/examine.js");
      await examine({ threads, seconds, json: json === true }, terminal);
    });
}
