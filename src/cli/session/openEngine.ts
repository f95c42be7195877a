/** Engines, with a clear word where one cannot be started, and about the one that `auto` takes. */
import {
  chooseEngine,
  type ChosenEngine,
  createEngine,
  type EngineChoice,
  type EngineName,
  engineNames,
  type EngineOptions,
  NoEngineError,
} from "../../runtime/index.js";
import { type RunRecord, UserError } from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import type { MachineSettings } from "./settings.js";
import { versionsOf } from "./versions.js";

/**
 * Starts an engine, or chooses one. Nobody should wait for the slow one unawares, so that one is announced, and so is what was
 * chosen.
 *
 * @param machine null in it: as the engine thinks right.
 * @throws UserError where the engine's library cannot be loaded, or none passes its self-test.
 */
export async function openEngine(
  choice: EngineChoice,
  machine: Pick<MachineSettings, "threads" | "lowering" | "precision">,
  terminal: Terminal,
): Promise<ChosenEngine> {
  const options: EngineOptions = {
    ...(machine.threads === null ? {} : { threads: machine.threads }),
    ...(machine.lowering === null ? {} : { lowering: machine.lowering }),
    ...(machine.precision === null ? {} : { precision: machine.precision }),
  };
  const opened = await (choice === "auto" ? choose(options, terminal) : start(choice, options, terminal));
  const { precisionReason } = opened.engine;
  if (precisionReason !== undefined)
    terminal.note(terminal.noteColors.yellow(`computing in fp32: ${precisionReason}`));
  return opened;
}

/** What run.json says of the engine that computes. */
export function engineRecord({
  engine,
  name,
  reasons,
}: ChosenEngine): Pick<RunRecord, "engine" | "precision" | "engineReasons" | "versions"> {
  return { engine: name, precision: engine.precision, engineReasons: reasons, versions: versionsOf(name) };
}

async function choose(options: EngineOptions, terminal: Terminal): Promise<ChosenEngine> {
  try {
    const chosen = await chooseEngine(options);
    const said = chosen.reasons.map(({ name, reason }) =>
      name === chosen.name ? reason : `${name}: ${reason}`,
    );
    terminal.note(`engine ${chosen.name} (${said.toReversed().join("; ")})`);
    return chosen;
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    throw new UserError(error.message, {
      hint: "install the package again (npm ci), or TensorFlow (npx swwae setup tensorflow); --engine tfjs is right, but very slow",
      cause: error,
    });
  }
}

async function start(name: EngineName, options: EngineOptions, terminal: Terminal): Promise<ChosenEngine> {
  if (name === "tfjs") {
    terminal.note(
      terminal.noteColors.yellow("the engine tfjs computes in plain JavaScript: right, but very slow"),
    );
  }
  try {
    return { engine: await createEngine(name, options), name, reasons: [{ name, reason: "asked for" }] };
  } catch (error) {
    const others = engineNames.filter((other) => other !== name).join(" or ");
    throw new UserError(
      `the engine ${name} cannot be started: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: `${remedies[name]} or choose another engine: --engine ${others}`,
        cause: error,
      },
    );
  }
}

/** What helps where an engine's library is missing or broken. TensorFlow's own message names the command that installs it. */
const remedies: Readonly<Record<EngineName, string>> = {
  onnx: "install the package again (npm ci),",
  tensorflow: "install it,",
  "onnx-web": "install the package again, its optional dependencies too (npm ci),",
  tfjs: "install the package again (npm ci),",
};
