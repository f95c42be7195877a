/**
 * `npm run bench:memory`: trains for thousands of steps and watches the memory. Ends with exit code 1 where tensors are left behind
 * or the process grows.
 */
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { createEngine, type EngineName, engineNames, randomStream } from "../../src/runtime/index.js";
import { Trainer } from "../../src/training/index.js";
import { loadNet } from "../nets.js";
import { liveTensors } from "./liveTensors.js";

interface Options {
  readonly engine: EngineName;
  readonly steps: number;
  readonly threads: number;
  readonly batch: number;
  readonly net: string;
}

interface Sample {
  readonly step: number;
  readonly rssMB: number;
  readonly tensors: number;
}

/** Looks at the memory so often, evenly over the steps. */
const looks = 10;

/** How much larger the process may be at the end than after the first tenth: heaps breathe. */
const allowedGrowth = 1.1;

async function main({ engine: name, steps, threads, batch, net }: Options): Promise<void> {
  const { model } = await loadNet(net);
  const [height, width, channels] = model.input;
  const pixels = height * width * channels;
  const classes = model.classes ?? 0;
  const engine = await createEngine(name, { threads });
  const trainer = await Trainer.create(model, {
    engine,
    mode: "semi-supervised",
    optimizer: { kind: "adam" },
    batch,
    seed: 1,
  });
  const stream = randomStream(1, "memory");
  const images = new Float32Array(batch * pixels);
  const test = { images: new Uint8Array(100 * pixels).fill(100), labels: new Int32Array(100) };

  say(`${name}, ${threads} threads: ${steps} steps of ${batch} images of the net ${net}`);
  say("   step   RSS, MB   tensors   seconds");
  const start = performance.now();
  const samples: Sample[] = [];
  for (let step = 1; step <= steps; step += 1) {
    images.forEach((_, at) => (images[at] = stream.uniform()));
    const labels = Int32Array.from({ length: batch }, () => stream.integer(classes + 1) - 1);
    await trainer.step(images, labels, 1e-4);
    if (step % Math.ceil(steps / looks) === 0 || step === steps) {
      // As a training does after every epoch: another program on the same state, and a copy of all of it.
      await trainer.evaluate(test.images, test.labels);
      await trainer.state();
      samples.push({
        step,
        tensors: await liveTensors(name),
        rssMB: Math.round(process.memoryUsage.rss() / 2 ** 20),
      });
      report(samples.at(-1), (performance.now() - start) / 1000);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  conclude(samples);
  await trainer.dispose();
  await engine.dispose();
}

function report(sample: Sample | undefined, seconds: number): void {
  if (sample === undefined) return;
  const columns = [sample.step, sample.rssMB, sample.tensors, Math.round(seconds)];
  say(columns.map((number, at) => `${number}`.padStart(at === 0 ? 7 : 10)).join(""));
}

function conclude(samples: readonly Sample[]): void {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return;
  const isConstant = samples.every(({ tensors }) => tensors === first.tensors);
  const growth = last.rssMB / first.rssMB;
  say(
    `tensors: ${isConstant ? "constant" : "not constant"}; the process is ${growth.toFixed(2)} × as large as at step ${first.step}`,
  );
  if (!isConstant || growth > allowedGrowth) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("A whole number of 1 or more is needed.");
  return value;
}

function engineName(text: string): EngineName {
  const found = engineNames.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`Choose from ${engineNames.join(", ")}.`);
  return found;
}

await new Command("bench:memory")
  .description("Trains for thousands of steps and watches the memory.")
  .option("--engine <name>", `engine to watch: ${engineNames.join(", ")}`, engineName, "onnx")
  .option("--steps <n>", "training steps", count, 10_000)
  .option("--threads <n>", "threads to compute with", count, availableParallelism())
  .option("--batch <n>", "images per step", count, 2)
  .option("--net <name>", "W1, or small for engines that take minutes where others take seconds", "W1")
  .action(main)
  .parseAsync();
