/** A Python environment of its own for the peers, beside their scripts; users never need it. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../packageRoot.js";

/** The newest of each when this was last measured, by the module that is imported. */
const packages = {
  torch: ["torch==2.15.0"],
  keras: ["keras==3.15.1", "tensorflow-cpu==2.21.0"],
} as const;

export type PeerPackage = keyof typeof packages;

const folder = fileURLToPath(new URL("bench/peers/.venv/", packageRoot));

/** Path of the environment's Python; made, and what is missing installed from PyPI, where it is not there yet. */
export function peerPython(needed: readonly PeerPackage[], say: (line: string) => void): string {
  const python = `${folder}bin/python`;
  if (!existsSync(python)) {
    say(`making a Python environment in ${folder}`);
    must("python3", ["-m", "venv", folder]);
  }
  for (const name of new Set(needed)) {
    const found = `import importlib.util, sys; sys.exit(importlib.util.find_spec("${name}") is None)`;
    if (spawnSync(python, ["-c", found], { stdio: "ignore" }).status === 0) continue;
    say(`installing ${packages[name].join(" and ")} from PyPI (PyTorch: about 5 GB with its parts; once)`);
    must(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages[name]]);
  }
  return python;
}

function must(command: string, parameters: readonly string[]): void {
  const { status, error } = spawnSync(command, parameters, { stdio: ["ignore", "inherit", "inherit"] });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}`);
}
