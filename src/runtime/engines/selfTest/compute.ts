/** Runs the programs of the self-test on an engine, on numbers that are the same everywhere. */
import type { Program } from "../../graph/program.js";
import { countOf, type Shape } from "../../graph/shape.js";
import { randomStream } from "../../model/random.js";
import type { Engine, TensorValue } from "../engine.js";
import { opsProgram } from "./opCases.js";
import { stepProgram } from "./stepProgram.js";

/** Tensors by what they are: an op, a result of the training step, or a state after it. */
export type Computed = ReadonlyMap<string, Float32Array>;

/** Runs every op once, and one training step. Rejects with whatever the engine throws. */
export async function computeSelfTest(engine: Engine): Promise<Computed> {
  const ops = await runOnce(engine, opsProgram());
  const step = await runOnce(engine, stepProgram());
  return new Map([
    ...prefixed("op ", ops.outputs),
    ...prefixed("training step: ", step.outputs),
    ...prefixed("training step: new ", step.states),
  ]);
}

async function runOnce(engine: Engine, program: Program): Promise<Record<"outputs" | "states", Computed>> {
  const executable = await engine.compile(program);
  try {
    const state = await engine.createState(
      new Map(program.states.map(({ name, shape }) => [name, { shape, data: numbers(name, shape) }])),
    );
    try {
      const feeds = program.feeds.map(({ name, shape }) => [name, fed(name, shape)] as const);
      const outputs = await executable.run(state, Object.fromEntries(feeds));
      const states = [...(await state.read())].filter(([name]) => program.updates.has(name));
      return {
        outputs: new Map(Object.entries(outputs)),
        states: new Map(states.map(([name, { data }]: [string, TensorValue]) => [name, data])),
      };
    } finally {
      await state.dispose();
    }
  } finally {
    await executable.dispose();
  }
}

function fed(name: string, shape: Shape): Float32Array {
  if (name === "rate") return Float32Array.of(0.1);
  if (name !== "labels") return numbers(name, shape);
  // Classes 0 and 1, and a sample without label.
  return Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 0);
}

/** Normal numbers; those of a kernel are small enough to leave a convolution's results in the range of what goes in. */
function numbers(name: string, shape: Shape): Float32Array {
  const stream = randomStream(1, `self-test ${name}`);
  const deviation = name.endsWith("kernel") ? Math.sqrt(2 / countOf(shape.slice(0, -1))) : 1;
  return Float32Array.from({ length: countOf(shape) }, () => deviation * stream.normal());
}

function prefixed(prefix: string, tensors: Computed): [string, Float32Array][] {
  return [...tensors].map(([name, data]) => [prefix + name, data]);
}
