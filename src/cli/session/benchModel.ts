/** What a model costs on an engine of this machine: steps, evaluations and reconstructions, and where a step's time goes. */
import {
  type Engine,
  type EngineState,
  evaluationProgram,
  initialise,
  type Mode,
  type Model,
  type Program,
  profileProgram,
  randomStream,
  type StepProfile,
  type TensorValue,
  trainingProgram,
} from "../../runtime/index.js";

/** Figures for one batch size. Times are medians, in milliseconds. */
export interface BatchFigures {
  readonly batch: number;
  /** Tracing, differentiating and lowering the step, until the engine can run it. */
  readonly compileMs: number;
  readonly stepMs: number;
  readonly imagesPerSecond: {
    readonly training: number;
    /** Logits and reconstruction together; null where the model has no classifier. */
    readonly evaluation: number | null;
    readonly reconstruction: number;
  };
  /** The process' memory so far: at its peak, and after the steps. */
  readonly peakMB: number;
  readonly steadyMB: number;
}

export interface BenchOptions {
  readonly mode: Mode;
  readonly batch: number;
  /** Steps to time, after as many to warm up. */
  readonly steps: number;
}

/** Times a model. Its weights and images are noise, which costs what digits cost. */
export async function benchModel(
  model: Model,
  engine: Engine,
  { mode, batch, steps }: BenchOptions,
): Promise<BatchFigures> {
  const begun = performance.now();
  const program = trainingProgram(model, { batch, mode, optimizer: { kind: "adam" } });
  const executable = await engine.compile(program);
  const compileMs = performance.now() - begun;
  const state = await engine.createState(firstStates(model, program));
  try {
    const stepMs = await medianTime(steps, () => executable.run(state, noiseFor(program, model)));
    const steadyMB = Math.round(process.memoryUsage.rss() / 2 ** 20);
    const speedOf = async (outputs: readonly ("logits" | "reconstruction")[]): Promise<number> =>
      (1000 * batch) / (await timeEvaluation(model, engine, state, { batch, steps, outputs }));
    return {
      batch,
      compileMs,
      stepMs,
      imagesPerSecond: {
        training: (1000 * batch) / stepMs,
        evaluation: model.classes === null ? null : await speedOf(["logits", "reconstruction"]),
        reconstruction: await speedOf(["reconstruction"]),
      },
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
      steadyMB,
    };
  } finally {
    await executable.dispose();
    await state.dispose();
  }
}

/** Where the time of a training step goes on the engine onnx. */
export function profileModel(
  model: Model,
  { mode, batch, steps }: BenchOptions,
  machine: { readonly threads?: number; readonly lowering?: "fast" | "reference" },
): Promise<StepProfile> {
  const program = trainingProgram(model, { batch, mode, optimizer: { kind: "adam" } });
  return profileProgram(program, firstStates(model, program), noiseFor(program, model), {
    ...machine,
    steps,
  });
}

async function timeEvaluation(
  model: Model,
  engine: Engine,
  state: EngineState,
  {
    batch,
    steps,
    outputs,
  }: { batch: number; steps: number; outputs: readonly ("logits" | "reconstruction")[] },
): Promise<number> {
  const program = evaluationProgram(model, { batch, outputs });
  const executable = await engine.compile(program);
  try {
    return await medianTime(steps, () => executable.run(state, noiseFor(program, model)));
  } finally {
    await executable.dispose();
  }
}

async function medianTime(steps: number, run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let step = 0; step < 2 * steps; step++) {
    const start = performance.now();
    await run();
    if (step >= steps) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** The seeded initialisers' values, and zeros for the optimiser's moments. */
function firstStates(model: Model, program: Program): ReadonlyMap<string, TensorValue> {
  const values = new Map(initialise(model, 1));
  for (const { name, shape, initial } of program.states) {
    if (initial === "zeros") values.set(name, { shape, data: new Float32Array(countOf(shape)) });
  }
  return values;
}

function noiseFor(program: Program, model: Model): Record<string, Float32Array> {
  const stream = randomStream(1, "bench");
  const feeds: Record<string, Float32Array> = {};
  for (const { name, kind, shape } of program.feeds) {
    const data = new Float32Array(countOf(shape));
    if (name === "labels") data.forEach((_, at) => (data[at] = at % (model.classes ?? 1) === 0 ? 1 : 0));
    else if (kind === "data") data.forEach((_, at) => (data[at] = stream.uniform()));
    else data.fill(kind === "dropout" ? 1 : 0.001);
    feeds[name] = data;
  }
  return feeds;
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
