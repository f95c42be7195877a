/** Runs of the measured processes, ours and the peers'. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Precision } from "../src/runtime/index.js";
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

/** An engine of ours, how it writes ops, and what it computes in. */
export interface EngineChoice {
  readonly engine: string;
  readonly lowering: string;
  readonly precision: Precision;
}

/** One run of an engine of ours. */
export function runEngine(net: Net, { engine, lowering, precision }: EngineChoice, options: RunOptions): Run {
  const script = fileURLToPath(new URL("./measureStep.js", import.meta.url));
  const { threads, batch, steps } = options;
  const parameters = [net.name, engine, lowering, precision, `${threads}`, `${batch}`, `${steps}`];
  return run(process.execPath, [script, ...parameters], "", batch);
}

/** A peer, and the ways of using it. */
export type Peer =
  | {
      readonly library: "torch";
      readonly layout: TorchLayout;
      readonly compiled: boolean;
      readonly precision: Precision;
    }
  | { readonly library: "keras"; readonly compiler: "graph" | "xla" };

/** How PyTorch lays its maps out in memory. */
export type TorchLayout = "nchw" | "nhwc";

/** One run of a peer. */
export function runPeer(python: string, net: Net, { library, ...how }: Peer, options: RunOptions): Run {
  const script = fileURLToPath(new URL(`bench/peers/${library}_step.py`, packageRoot));
  const request = JSON.stringify({ net: describeForPeers(net.plan), ...how, ...options });
  return run(python, [script], request, options.batch);
}

/** What the machine can do at most: GFLOP/s of a matrix product of 32-bit floats, GB/s of a copy. */
export function measureLimits(python: string, threads: number): { gflops: number; gbytes: number } {
  const script = fileURLToPath(new URL("bench/peers/limits.py", packageRoot));
  const { stdout } = mustRun(python, [script], JSON.stringify({ threads }));
  return JSON.parse(stdout) as { gflops: number; gbytes: number };
}

function run(command: string, parameters: readonly string[], input: string, batch: number): Run {
  const { stdout } = mustRun(command, parameters, input);
  const { milliseconds, rssMB } = JSON.parse(stdout) as { milliseconds: number[]; rssMB: number };
  return { imagesPerSecond: (1000 * batch) / median(milliseconds), rssMB };
}

function mustRun(command: string, parameters: readonly string[], input: string): { stdout: string } {
  const { status, stdout, stderr } = spawnSync(command, parameters, { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}:\n${stderr}`);
  return { stdout };
}
