/**
 * `npm run bench`: images per second of a whole training step (forward, backward, update) on the yardstick nets, and with
 * `--peers` the ratio to PyTorch, run in turn with ours.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { engineNames } from "../src/runtime/index.js";
import { loadNet, type Net, netNames } from "./nets.js";
import { peerPython } from "./peers/environment.js";
import { runEngine, runTorch, type Run, type RunOptions, type TorchLayout } from "./runs.js";
import { spreadOf, type Spread } from "./statistics.js";

/** A line of `--json`. */
interface Figure {
  readonly net: string;
  readonly engine: string;
  readonly precision: "fp32";
  readonly threads: number;
  readonly batch: number;
  readonly imagesPerSecond: Spread;
  readonly rssMB: number;
}

interface Options {
  readonly net: string[];
  readonly engine: string;
  readonly lowering: string;
  readonly batch: number;
  readonly threads: number;
  readonly runs: number;
  readonly steps?: number;
  readonly peers?: boolean;
  readonly json?: string;
}

/** Steps per run that take some seconds on two cores. */
const defaultSteps: Readonly<Record<string, number>> = { W1: 25, W2: 5 };

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const figures: Figure[] = [];
  say(`${cpus()[0]?.model ?? "unknown processor"}, ${options.threads} threads, Node ${process.version}`);
  for (const name of options.net) {
    const net = await loadNet(name);
    const steps = options.steps ?? defaultSteps[net.name] ?? 10;
    const asked = { batch: options.batch, threads: options.threads, steps };
    figures.push(...(options.peers ? againstPeers(net, options, asked) : alone(net, options, asked)));
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
}

function alone(net: Net, options: Options, asked: RunOptions): Figure[] {
  const runs = times(options.runs, () => runEngine(net, options, asked));
  return [report(figure(net, options.engine, asked, runs))];
}

/** A B A B …: what the machine does to one it does to the other, so the ratio of each pair can be trusted. */
function againstPeers(net: Net, options: Options, asked: RunOptions): Figure[] {
  const python = peerPython(say);
  const layout = bestLayout(python, net, asked);
  const pairs = times(options.runs, () => ({
    ours: runEngine(net, options, asked),
    theirs: runTorch(python, net, layout, asked),
  }));
  const figures = [
    figure(
      net,
      options.engine,
      asked,
      pairs.map(({ ours }) => ours),
    ),
    figure(
      net,
      `pytorch-${layout}`,
      asked,
      pairs.map(({ theirs }) => theirs),
    ),
  ];
  figures.forEach(report);
  const ratio = spreadOf(pairs.map(({ ours, theirs }) => ours.imagesPerSecond / theirs.imagesPerSecond));
  process.stdout.write(
    `${net.name}  ${options.engine} / pytorch, pair by pair: ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})\n`,
  );
  return figures;
}

/** The layout in which PyTorch is faster on this machine, by one run each. */
function bestLayout(python: string, net: Net, asked: RunOptions): TorchLayout {
  const speed = (layout: TorchLayout): number => runTorch(python, net, layout, asked).imagesPerSecond;
  return speed("nhwc") > speed("nchw") ? "nhwc" : "nchw";
}

function figure(net: Net, engine: string, { batch, threads }: RunOptions, runs: readonly Run[]): Figure {
  return {
    net: net.name,
    engine,
    precision: "fp32",
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

const netName = oneOf(netNames);

new Command("bench")
  .description("Times a whole training step of the yardstick nets, in processes of their own.")
  .option(
    "--net <name...>",
    `nets to time: ${netNames.join(", ")} (default: W1 W2)`,
    (text, before: string[] = []) => [...before, netName(text)],
  )
  .option("--engine <name>", `engine to time: ${engineNames.join(", ")}`, oneOf(engineNames), "onnx")
  .option(
    "--lowering <name>",
    "how the onnx engine writes ops: fast, reference",
    oneOf(["fast", "reference"]),
    "fast",
  )
  .option("--batch <n>", "images per step", count, 64)
  .option("--threads <n>", "threads to compute with", count, availableParallelism())
  .option("--runs <n>", "runs, or pairs of runs, per net", count, 5)
  .option("--steps <n>", "steps per run", count)
  .option("--peers", "run PyTorch in turn with ours and print the ratio of each pair")
  .option("--json <file>", "write the figures to a file")
  .action((options: Omit<Options, "net"> & { net?: string[] }) =>
    main({ ...options, net: options.net ?? ["W1", "W2"] }),
  )
  .parseAsync();
