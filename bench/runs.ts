/** Runs of the measured processes, ours and the peers'. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Net } from "./nets.js";
import { packageRoot } from "./packageRoot.js";
import { describeForPeers } from "./peers/description.js";
import { median } from "./statistics.js";

/** What a run is asked for. */
export interface RunOptions {
  readonly batch: number;
  readonly threads: number;
  /** Steps to time, after the warm-up. */
  readonly steps: number;
}

/** What a run found: images per second by the median step, and the process' peak memory. */
export interface Run {
  readonly imagesPerSecond: number;
  readonly rssMB: number;
}

/** An engine of ours, and how it writes ops. */
export interface EngineChoice {
  readonly engine: string;
  readonly lowering: string;
}

/** One run of an engine of ours. */
export function runEngine(net: Net, { engine, lowering }: EngineChoice, options: RunOptions): Run {
  const script = fileURLToPath(new URL("./measureStep.js", import.meta.url));
  const { threads, batch, steps } = options;
  return run(
    process.execPath,
    [script, net.name, engine, lowering, `${threads}`, `${batch}`, `${steps}`],
    "",
    batch,
  );
}

/** How PyTorch lays its maps out in memory. */
export type TorchLayout = "nchw" | "nhwc";

/** One run of PyTorch, eager. */
export function runTorch(python: string, net: Net, layout: TorchLayout, options: RunOptions): Run {
  const script = fileURLToPath(new URL("bench/peers/torch_step.py", packageRoot));
  const request = JSON.stringify({ net: describeForPeers(net.plan), layout, ...options });
  return run(python, [script], request, options.batch);
}

function run(command: string, parameters: readonly string[], input: string, batch: number): Run {
  const { status, stdout, stderr } = spawnSync(command, parameters, { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}:\n${stderr}`);
  const { milliseconds, rssMB } = JSON.parse(stdout) as { milliseconds: number[]; rssMB: number };
  return { imagesPerSecond: (1000 * batch) / median(milliseconds), rssMB };
}
