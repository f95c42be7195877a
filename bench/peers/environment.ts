/** A Python environment of its own for the peers, beside their scripts; users never need it. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../packageRoot.js";

/** The newest PyTorch when this was last measured. */
const torch = "torch==2.15.0";

const folder = fileURLToPath(new URL("bench/peers/.venv/", packageRoot));

/** Path of the environment's Python; made, and PyTorch installed from PyPI, where it is not there yet. */
export function peerPython(say: (line: string) => void): string {
  const python = `${folder}bin/python`;
  if (!existsSync(python)) {
    say(`making a Python environment in ${folder}`);
    must("python3", ["-m", "venv", folder]);
  }
  if (spawnSync(python, ["-c", "import torch"], { stdio: "ignore" }).status !== 0) {
    say(`installing ${torch} from PyPI (about 5 GB with its parts; once)`);
    must(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", torch]);
  }
  return python;
}

function must(command: string, parameters: readonly string[]): void {
  const { status, error } = spawnSync(command, parameters, { stdio: ["ignore", "inherit", "inherit"] });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}`);
}
