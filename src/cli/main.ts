#!/usr/bin/env node
/** The command line: wires the verbs, and turns whatever goes wrong into one message and an exit code. */
import { Command, CommanderError } from "commander";
import { UserError } from "../training/errors.js";
import { rejectDuplicateOptions } from "./options/strictOptions.js";
import { packageVersion } from "./packageFolder.js";
import { processTerminal, type Terminal } from "./terminal.js";
import { addCheck } from "./verbs/check.js";
import { addCompile } from "./verbs/compile.js";
import { addDemo } from "./verbs/demo.js";
import { addDiff } from "./verbs/diff.js";
import { addEvaluate } from "./verbs/evaluate.js";
import { addExplain } from "./verbs/explain.js";
import { addFormat } from "./verbs/format.js";
import { addGraph } from "./verbs/graph.js";
import { addInit } from "./verbs/init.js";
import { addReconstruct } from "./verbs/reconstruct.js";
import { addSummary } from "./verbs/summary.js";
import { addTrain } from "./verbs/train.js";

/** Exit codes: 0 all went well, 1 the user's mistake (or ours), 2 usage, 130 interrupted. */
const mistake = 1;
const usage = 2;

function createProgram(terminal: Terminal): Command {
  const program = new Command("swwae")
    .description("A language, compiler and runtime for stacked what-where auto-encoders.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [verb]", "print help for a verb")
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `
Examples:
  $ swwae init                                    start with a spec that runs
  $ swwae check specs/*.swwae                     find every mistake
  $ swwae compile specs/*.swwae --out generated   write TypeScript
  $ swwae train specs/digits.swwae --labels 1000  train it on MNIST
  $ swwae demo                                    see where at work, in a few minutes`,
    );
  const verbs = [
    addCheck,
    addExplain,
    addCompile,
    addTrain,
    addEvaluate,
    addReconstruct,
    addSummary,
    addGraph,
    addDiff,
    addFormat,
    addInit,
    addDemo,
  ];
  for (const addVerb of verbs) {
    const command = addVerb(program, terminal);
    command.allowExcessArguments(false).showHelpAfterError(`(swwae ${command.name()} --help says more)`);
    rejectDuplicateOptions(command);
  }
  return program;
}

function report(error: unknown, terminal: Terminal): void {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and version that were asked for end with code 0.
    if (error.exitCode !== 0) terminal.setExitCode(usage);
    return;
  }
  const { red, dim } = terminal.noteColors;
  terminal.setExitCode(mistake);
  if (error instanceof UserError) {
    terminal.note(`${red("error")}: ${error.message}`);
    if (error.hint !== undefined) terminal.note(dim(`hint: ${error.hint}`));
    return;
  }
  terminal.note(`${red("error")}: this is a fault of swwae, not yours; please report it with these lines`);
  terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

const terminal = processTerminal();
try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  report(error, terminal);
}
