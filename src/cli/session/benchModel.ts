/** What a model costs on an engine of this machine: steps, evaluations and reconstructions, and where a step's time goes. */
import {
  type Engine,
  type EngineState,
  evaluationProgram,
  firstStates,
  initialise,
  type Mode,
  type Model,
  type Program,
  profileProgram,
  randomStream,
  type StepProfile,
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
  const state = await engine.createState(firstStates(model, program, initialise(model, 1)));
  try {
    const feeds = noiseFor(program, model);
    const stepMs = await medianTime(steps, () => executable.run(state, feeds));
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
  return profileProgram(
    program,
    firstStates(model, program, initialise(model, 1)),
    noiseFor(program, model),
    {
      ...machine,
      steps,
    },
  );
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
    const feeds = noiseFor(program, model);
    return await medianTime(steps, () => executable.run(state, feeds));
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

/** Noise for every feed, which costs what digits cost: it is drawn once, before anything is timed. */
export function noiseFor(program: Program, model: Model): Record<string, Float32Array> {
  const stream = randomStream(1, "bench");
  const feeds: Record<string, Float32Array> = {};
  for (const { name, kind, shape } of program.feeds) {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
    if (name === "labels") data.forEach((_, at) => (data[at] = at % (model.classes ?? 1) === 0 ? 1 : 0));
    else if (kind === "data") data.forEach((_, at) => (data[at] = stream.uniform()));
    // The learning rate is small; masks drop nothing, and Adam's corrections are those of late steps.
    else data.fill(name === "rate" ? 0.001 : 1);
    feeds[name] = data;
  }
  return feeds;
}
