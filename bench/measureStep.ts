/**
 * Times one engine on one net, in a process of its own: `node measureStep.js NET ENGINE LOWERING PRECISION THREADS BATCH STEPS`.
 *
 * Prints one line of JSON: the milliseconds of each step after a warm-up, and the process' peak memory.
 */
import {
  createEngine,
  firstStates,
  initialise,
  trainingProgram,
  type EngineName,
  type Precision,
} from "../src/runtime/index.js";
import { noiseFor } from "../src/cli/session/benchModel.js";
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

  const state = await engine.createState(firstStates(net.model, program, initialise(net.model, 1)));
  const feeds = noiseFor(program, net.model);

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
