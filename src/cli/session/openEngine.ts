/** Engines, with a clear word where one cannot be started. */
import { createEngine, type Engine, type EngineName, engineNames } from "../../runtime/index.js";
import { UserError } from "../../training/index.js";
import type { Terminal } from "../terminal.js";
import type { MachineSettings } from "./settings.js";

/**
 * Starts an engine. Nobody should wait for the slow one unawares, so that one is announced.
 *
 * @param machine null in it: as the engine thinks right.
 * @throws UserError where the engine's library cannot be loaded.
 */
export async function openEngine(
  name: EngineName,
  machine: Pick<MachineSettings, "threads" | "lowering">,
  terminal: Terminal,
): Promise<Engine> {
  if (name === "tfjs") {
    terminal.note(
      terminal.noteColors.yellow("the engine tfjs computes in plain JavaScript: right, but very slow"),
    );
  }
  try {
    return await createEngine(name, {
      ...(machine.threads === null ? {} : { threads: machine.threads }),
      ...(machine.lowering === null ? {} : { lowering: machine.lowering }),
    });
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
