/** The command line: wires the verbs, and turns whatever goes wrong into one message and an exit code. */
import { Command, CommanderError } from "commander";
import { UserError } from "../training/errors.js";
import { rejectDuplicateOptions } from "./options/strictOptions.js";
import { packageVersion } from "./packageFolder.js";
import type { Terminal } from "./terminal.js";

/** The verbs in the order in which help lists them. Each is loaded when it is asked for: `check` starts without the trainer. */
const verbs: Readonly<Record<string, () => Promise<AddVerb>>> = {
  check: async () => (await import("./verbs/check.js")).addCheck,
  explain: async () => (await import("./verbs/explain.js")).addExplain,
  compile: async () => (await import("./verbs/compile.js")).addCompile,
  train: async () => (await import("./verbs/train.js")).addTrain,
  experiment: async () => (await import("./verbs/experiment.js")).addExperiment,
  resume: async () => (await import("./verbs/resume.js")).addResume,
  runs: async () => (await import("./verbs/runs.js")).addRuns,
  evaluate: async () => (await import("./verbs/evaluate.js")).addEvaluate,
  reconstruct: async () => (await import("./verbs/reconstruct.js")).addReconstruct,
  report: async () => (await import("./verbs/report.js")).addReport,
  inspect: async () => (await import("./verbs/inspect.js")).addInspect,
  visualize: async () => (await import("./verbs/visualize.js")).addVisualize,
  predict: async () => (await import("./verbs/predict.js")).addPredict,
  export: async () => (await import("./verbs/export.js")).addExport,
  summary: async () => (await import("./verbs/summary.js")).addSummary,
  graph: async () => (await import("./verbs/graph.js")).addGraph,
  diff: async () => (await import("./verbs/diff.js")).addDiff,
  format: async () => (await import("./verbs/format.js")).addFormat,
  init: async () => (await import("./verbs/init.js")).addInit,
  bench: async () => (await import("./verbs/bench.js")).addBench,
  doctor: async () => (await import("./verbs/doctor.js")).addDoctor,
  setup: async () => (await import("./verbs/setup.js")).addSetup,
  cache: async () => (await import("./verbs/cache.js")).addCache,
  demo: async () => (await import("./verbs/demo.js")).addDemo,
};

type AddVerb = (program: Command, terminal: Terminal) => Command;

/** Exit codes: 0 all went well, 1 the user's mistake (or ours), 2 usage, 128 + the number of a signal. */
const mistake = 1;
const usage = 2;

/** The verb that the arguments begin with, alone; all of them where help or an error has to list them. */
function loadVerbs([asked = ""]: readonly string[]): Promise<AddVerb[]> {
  const load = Object.hasOwn(verbs, asked) ? verbs[asked] : undefined;
  return Promise.all(load === undefined ? Object.values(verbs).map((each) => each()) : [load()]);
}

async function createProgram(terminal: Terminal, commandLine: readonly string[]): Promise<Command> {
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
  for (const addVerb of await loadVerbs(commandLine)) {
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

/** Does what a command line says, such as ["runs", "--json"]; whatever goes wrong is told on the terminal and sets its exit code. */
export async function runProgram(commandLine: readonly string[], terminal: Terminal): Promise<void> {
  try {
    const program = await createProgram(terminal, commandLine);
    await program.parseAsync(commandLine, { from: "user" });
  } catch (error) {
    report(error, terminal);
  }
}
