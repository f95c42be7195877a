/**
 * `npm run bench`: images per second of a whole training step (forward, backward, update) on the yardstick nets, and with
 * `--peers` the ratio to PyTorch and Keras, run in turn with ours.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { engineNames, type Precision, precisions } from "../src/runtime/index.js";
// Not from the index: built, that is a bundle with a class of its own, and specs are read outside of it.
import { UserError } from "../src/training/errors.js";
import { loadNet, type Net, netNames, otherNets } from "./nets.js";
import { describeForPeers } from "./peers/description.js";
import { peerPython } from "./peers/environment.js";
import { type Comparison, compare, type Row, rows, tableOf } from "./rows.js";
import { type EngineChoice, measureLimits, type Run, runEngine, type RunOptions } from "./runs.js";
import { spreadOf, type Spread } from "./statistics.js";

/** A line of `--json`. */
interface Figure {
  readonly net: string;
  readonly engine: string;
  readonly precision: Precision;
  readonly threads: number;
  readonly batch: number;
  readonly imagesPerSecond: Spread;
  readonly rssMB: number;
}

interface Options {
  readonly net: string[];
  readonly engine: string;
  readonly lowering: string;
  readonly precision: Precision;
  readonly batch: number;
  readonly threads: number;
  readonly runs: number;
  readonly steps?: number;
  readonly peers?: boolean;
  readonly rows?: string[];
  readonly json?: string;
}

/** Steps per run that take some seconds on two cores. */
const defaultSteps: Readonly<Record<string, number>> = { W1: 25, W2: 5 };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const figures: Figure[] = [];
  // What is wrong with any of them is said before the first one is timed.
  const nets = await Promise.all(options.net.map(loadNet));
  say(`${cpus()[0]?.model ?? "unknown processor"}, ${options.threads} threads, Node ${process.version}`);
  if (options.peers) {
    const comparisons = await againstPeers(nets, options);
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(comparisons, null, 2)}\n`);
    return;
  }
  for (const net of nets) {
    const asked = { batch: options.batch, threads: options.threads, steps: stepsFor(net, options) };
    figures.push(...alone(net, options, asked));
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
}

function alone(net: Net, options: Options, asked: RunOptions): Figure[] {
  const runs = times(options.runs, () => runEngine(net, options, asked));
  return [report(figure(net, options, asked, runs))];
}

/** Every row that is asked for, net by net; the table at the end is what docs/performance.md shows. */
async function againstPeers(nets: readonly Net[], options: Options): Promise<Comparison[]> {
  for (const { plan } of nets) describeForPeers(plan);
  const asked = rows.filter(({ name }) => options.rows?.includes(name) ?? true);
  const python = peerPython(["torch", ...asked.map(({ needs }) => needs)], say);
  const { gflops, gbytes } = measureLimits(python, options.threads);
  say(
    `the machine's limits: ${gflops.toFixed(0)} GFLOP/s in a matrix product, ${gbytes.toFixed(0)} GB/s in a copy`,
  );
  const comparisons: Comparison[] = [];
  for (const net of nets) {
    const about = { batch: options.batch, threads: options.threads, steps: stepsFor(net, options) };
    // Of nets but the yardsticks one thing is asked: the engine that everybody has, against PyTorch as most use it.
    const isAsked = ({ targets }: Row): boolean =>
      options.rows !== undefined || net.name in targets || "any" in targets;
    for (const row of asked.filter(isAsked)) {
      const comparison = compare(python, net, row, options.runs, about);
      comparisons.push(comparison);
      const { ours, theirs, ratio, peer } = comparison;
      say(
        `${net.name}  ${row.name}: ${ours.median.toFixed(0)} images/s, ${peer} ${theirs.median.toFixed(0)}; ` +
          `pair by pair ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`,
      );
    }
  }
  process.stdout.write(`${tableOf(comparisons)}\n`);
  return comparisons;
}

function stepsFor(net: Net, { steps }: Options): number {
  return steps ?? defaultSteps[net.name] ?? 10;
}

function figure(
  net: Net,
  { engine, precision }: EngineChoice,
  { batch, threads }: RunOptions,
  runs: readonly Run[],
): Figure {
  return {
    net: net.name,
    engine,
    precision,
    threads,
    batch,
    imagesPerSecond: spreadOf(runs.map(({ imagesPerSecond }) => imagesPerSecond)),
    rssMB: Math.max(...runs.map(({ rssMB }) => rssMB)),
  };
}

function report(line: Figure): Figure {
  const { median, min, max } = line.imagesPerSecond;
  process.stdout.write(
    `${line.net}  ${line.engine.padEnd(13)} ${median.toFixed(0).padStart(6)} images/s (${min.toFixed(0)} to ${max.toFixed(0)})  ${line.rssMB} MB\n`,
  );
  return line;
}

function times<T>(count: number, run: () => T): T[] {
  return Array.from({ length: count }, run);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("A whole number of 1 or more is needed.");
  return value;
}

function oneOf(allowed: readonly string[]): (text: string) => string {
  return (text) => {
    if (!allowed.includes(text)) throw new InvalidArgumentError(`Choose from ${allowed.join(", ")}.`);
    return text;
  };
}

new Command("bench")
  .description("Times a whole training step of the yardstick nets, in processes of their own.")
  .option(
    "--net <name...>",
    `nets to time: ${netNames.join(", ")}, ${otherNets} (default: W1 W2)`,
    (text, before: string[] = []) => [...before, text],
  )
  .option("--engine <name>", `engine to time: ${engineNames.join(", ")}`, oneOf(engineNames), "onnx")
  .option(
    "--lowering <name>",
    "how the onnx engine writes ops: fast, reference",
    oneOf(["fast", "reference"]),
    "fast",
  )
  .option("--precision <name>", "what to compute in: fp32, bf16", oneOf(precisions), "fp32")
  .option("--batch <n>", "images per step", count, 64)
  .option("--threads <n>", "threads to compute with", count, availableParallelism())
  .option("--runs <n>", "runs, or pairs of runs, per net", count, 5)
  .option("--steps <n>", "steps per run", count)
  .option("--peers", "run PyTorch and Keras in turn with ours and print the ratios of the pairs")
  .option(
    "--rows <name...>",
    `with --peers, what to compare: ${rows.map(({ name }) => name).join(", ")} (default: all)`,
    (text, before: string[] = []) => [...before, oneOf(rows.map(({ name }) => name))(text)],
  )
  .option("--json <file>", "write the figures to a file")
  .action(async (options: Omit<Options, "net"> & { net?: string[] }, command: Command) => {
    try {
      await main({ ...options, net: options.net ?? ["W1", "W2"] });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      command.error(`error: ${error.message}${error.hint === undefined ? "" : `\nhint: ${error.hint}`}`);
    }
  })
  .parseAsync();
