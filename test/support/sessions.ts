/** Runs of a model's programs with seeded parameters, batches and dropout masks. */
import {
  initialise,
  randomStream,
  type EngineState,
  type Model,
  type Program,
  type TensorValue,
} from "swwae/runtime";
import { engineOf, type EngineUnderTest } from "./engines.js";
import { count, normals, value } from "./values.js";

/** Initial values as the model's, with biases, scales and shifts moved off their round numbers. */
export function parametersOf(model: Model, seed: number): Map<string, TensorValue> {
  const values = initialise(model, seed);
  for (const [name, { shape, data }] of values) {
    if (name.endsWith("kernel") || name.endsWith("mean") || name.endsWith("variance")) continue;
    const noise = normals(shape, seed, `noise ${name}`).data;
    values.set(
      name,
      value(
        shape,
        data.map((number, at) => number + 0.1 * (noise[at] ?? 0)),
      ),
    );
  }
  return values;
}

/** All states of a program: the given parameters, and zeros for the optimiser's moments. */
export function statesOf(
  program: Program,
  parameters: ReadonlyMap<string, TensorValue>,
): Map<string, TensorValue> {
  const states = new Map(parameters);
  for (const { name, shape } of program.states) {
    if (!states.has(name)) states.set(name, value(shape, new Float32Array(count(shape))));
  }
  return states;
}

export interface FeedOptions {
  readonly seed: number;
  readonly rate?: number;
  /** The step's number, from 1. */
  readonly step?: number;
  /** Share of the batch that carries a label, the first samples; 1. */
  readonly labelled?: number;
}

/** A seeded feed for everything that a program asks for. */
export function feedsOf(
  program: Program,
  { seed, rate = 0.01, step = 1, labelled = 1 }: FeedOptions,
): Record<string, Float32Array> {
  const stream = randomStream(seed, "feeds");
  const scalars: Record<string, number> = {
    rate,
    correction1: 1 - 0.9 ** step,
    correction2: 1 - 0.999 ** step,
  };
  const feeds: Record<string, Float32Array> = {};
  for (const feed of program.feeds) {
    const { name, shape } = feed;
    const data = new Float32Array(count(shape));
    if (feed.kind === "scalar") data.fill(scalars[name] ?? NaN);
    else if (feed.kind === "dropout") {
      data.forEach((_, at) => (data[at] = stream.uniform() < feed.rate ? 0 : 1 / (1 - feed.rate)));
    } else if (name === "labels") {
      const [rows = 0, classes = 1] = shape;
      for (let row = 0; row < Math.round(labelled * rows); row += 1) {
        data[row * classes + stream.integer(classes)] = 1;
      }
    } else data.set(normals(shape, seed, name).data);
    feeds[name] = data;
  }
  return feeds;
}

type Feeds = Readonly<Record<string, Float32Array>>;
type Run = (feeds: Feeds) => Promise<Record<string, Float32Array>>;

/** One run of a program on states that are thrown away. */
export async function runOnce(
  engineName: EngineUnderTest,
  program: Program,
  states: ReadonlyMap<string, TensorValue>,
  feeds: Feeds,
): Promise<{ outputs: Record<string, Float32Array>; states: Map<string, TensorValue> }> {
  return withState(engineName, program, states, async (run, state) => {
    const outputs = await run(feeds);
    return { outputs, states: await state.read() };
  });
}

/** Several runs of a program on one state; everything is freed afterwards. */
export async function withState<Result>(
  engineName: EngineUnderTest,
  program: Program,
  states: ReadonlyMap<string, TensorValue>,
  use: (run: Run, state: EngineState) => Promise<Result>,
): Promise<Result> {
  const engine = await engineOf(engineName);
  const executable = await engine.compile(program);
  const state = await engine.createState(states);
  try {
    return await use((feeds) => executable.run(state, feeds), state);
  } finally {
    await executable.dispose();
    await state.dispose();
  }
}

/** Runs of one program, each on states of its own. */
export async function withProgram<Result>(
  engineName: EngineUnderTest,
  program: Program,
  use: (
    run: (states: ReadonlyMap<string, TensorValue>, feeds: Feeds) => Promise<Record<string, Float32Array>>,
  ) => Promise<Result>,
): Promise<Result> {
  const engine = await engineOf(engineName);
  const executable = await engine.compile(program);
  try {
    return await use(async (states, feeds) => {
      const state = await engine.createState(states);
      try {
        return await executable.run(state, feeds);
      } finally {
        await state.dispose();
      }
    });
  } finally {
    await executable.dispose();
  }
}
