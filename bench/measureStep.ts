/**
 * Times one engine on one net, in a process of its own: `node measureStep.js NET ENGINE LOWERING PRECISION THREADS BATCH STEPS`.
 *
 * Prints one line of JSON: the milliseconds of each step after a warm-up, and the process' peak memory.
 */
import {
  createEngine,
  initialise,
  randomStream,
  trainingProgram,
  type EngineName,
  type Precision,
} from "../src/runtime/index.js";
import { loadNet } from "./nets.js";

/** Steps that are not counted: memory is still being reserved and caches are cold. */
const warmup = 5;

interface Measurement {
  readonly netName: string;
  readonly engineName: EngineName;
  readonly lowering: "fast" | "reference";
  readonly precision: Precision;
  readonly threads: number;
  readonly batch: number;
  readonly steps: number;
}

async function measure(asked: Measurement): Promise<void> {
  const { netName, engineName, lowering, precision, threads, batch, steps } = asked;
  const net = await loadNet(netName);
  const program = trainingProgram(net.model, { batch, mode: "semi-supervised", optimizer: { kind: "adam" } });
  const engine = await createEngine(engineName, { threads, lowering, precision });
  if (engine.precision !== precision) throw new Error(engine.precisionReason);
  const executable = await engine.compile(program);

  const values = initialise(net.model, 1);
  for (const { name, shape, initial } of program.states) {
    if (initial === "zeros") values.set(name, { shape, data: new Float32Array(count(shape)) });
  }
  const state = await engine.createState(values);

  const stream = randomStream(1, "benchmark");
  const feeds: Record<string, Float32Array> = {};
  for (const { name, shape, kind } of program.feeds) {
    const data = new Float32Array(count(shape));
    feeds[name] = kind === "dropout" ? data.fill(1) : data.map(() => stream.uniform());
  }
  feeds["labels"] = oneHot(batch, net.model.classes ?? 1);

  const milliseconds: number[] = [];
  for (let step = 1; step <= warmup + steps; step += 1) {
    feeds["rate"] = Float32Array.of(0.001);
    feeds["correction1"] = Float32Array.of(1 - 0.9 ** step);
    feeds["correction2"] = Float32Array.of(1 - 0.999 ** step);
    const start = performance.now();
    await executable.run(state, feeds);
    if (step > warmup) milliseconds.push(performance.now() - start);
  }
  const rssMB = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ milliseconds, rssMB })}\n`);
}

function oneHot(batch: number, classes: number): Float32Array {
  const labels = new Float32Array(batch * classes);
  for (let sample = 0; sample < batch; sample += 1) labels[sample * classes + (sample % classes)] = 1;
  return labels;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

const [netName = "", engineName = "", lowering = "", precision = "", threads = "", batch = "", steps = ""] =
  process.argv.slice(2);
await measure({
  netName,
  engineName: engineName as EngineName,
  lowering: lowering === "reference" ? "reference" : "fast",
  precision: precision === "bf16" ? "bf16" : "fp32",
  threads: Number(threads),
  batch: Number(batch),
  steps: Number(steps),
});
