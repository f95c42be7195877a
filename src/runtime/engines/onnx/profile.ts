/** Where the time of a program goes on the engine onnx: ONNX Runtime's own measurement of every node, gathered by the step graph's. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraphBuilder, type Value } from "../../../onnx/graphBuilder.js";
import type { Program } from "../../graph/program.js";
import type { TensorValue } from "../engine.js";
import { sharedOptions } from "./engine.js";
import { OnnxExecutable } from "./executable.js";
import { lowerMarked, type LoweringName } from "./lower.js";
import { loadOrt, nativeSession } from "./native.js";
import type { Ort } from "./ort.js";
import { OnnxState } from "./states.js";
import { purposeOf, type Work, workOf } from "./work.js";

/** The share of a step that one kind of op for one layer takes. */
export interface ProfileEntry extends Work {
  /** Of the step graph; "other" for what ONNX Runtime has put in by itself. */
  readonly op: string;
  /** The layer it works for, or the shape of what it computes. */
  readonly purpose: string;
  /** In each step. */
  readonly milliseconds: number;
}

export interface StepProfile {
  /** The costliest first. */
  readonly entries: readonly ProfileEntry[];
  /** Of a whole step, with what lies between the nodes. */
  readonly milliseconds: number;
  /** What the machine does at most: multiplications and additions in a large product, bytes read and written in a large sum. */
  readonly limits: { readonly flopsPerSecond: number; readonly bytesPerSecond: number };
}

export interface ProfileOptions {
  readonly threads?: number;
  readonly lowering?: LoweringName;
  /** Steps to measure, after as many again to warm up. */
  readonly steps: number;
}

type Feeds = Readonly<Record<string, Float32Array>>;

/** Runs a program on the engine onnx and measures its parts. Measuring costs a little by itself. */
export async function profileProgram(
  program: Program,
  states: ReadonlyMap<string, TensorValue>,
  feeds: Feeds,
  { threads, lowering = "fast", steps }: ProfileOptions,
): Promise<StepProfile> {
  const ort = loadOrt();
  const { model, nodeOf } = lowerMarked(program, lowering);
  const folder = await mkdtemp(join(tmpdir(), "swwae-profile-"));
  try {
    const session = await ort.InferenceSession.create(model, {
      ...sharedOptions,
      ...nativeSession(threads),
      enableProfiling: true,
      profileFilePrefix: join(folder, "profile"),
    });
    const executable = new OnnxExecutable(ort, session, program);
    const state = new OnnxState(ort, states);
    const times: number[] = [];
    for (let step = 0; step < 2 * steps; step++) {
      const start = performance.now();
      await executable.run(state, feeds);
      times.push(performance.now() - start);
    }
    session.endProfiling();
    await state.dispose();
    await executable.dispose();
    const [file = ""] = await readdir(folder);
    const events = JSON.parse(await readFile(join(folder, file), "utf8")) as ProfileEvent[];
    return {
      entries: gather(events, nodeOf, steps),
      milliseconds: times.slice(steps).reduce((sum, time) => sum + time, 0) / steps,
      limits: await measureLimits(ort, threads),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line of ONNX Runtime's report; `dur` is in microseconds. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
}

function gather(
  events: readonly ProfileEvent[],
  nodeOf: ReturnType<typeof lowerMarked>["nodeOf"],
  steps: number,
): ProfileEntry[] {
  const kernels = events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
  // As many events for every run; the first half of the runs was to warm up.
  const measured = kernels.slice(kernels.length / 2);
  const byPurpose = new Map<
    string,
    { entry: Omit<ProfileEntry, "milliseconds">; time: number; nodes: Set<unknown> }
  >();
  for (const { name, dur } of measured) {
    const node = nodeOf(name);
    const [op, purpose] = node === null ? ["other", ""] : [node.op.name, purposeOf(node)];
    const key = `${op} ${purpose}`;
    const found = byPurpose.get(key) ?? {
      entry: { op, purpose, flops: 0, bytes: 0 },
      time: 0,
      nodes: new Set(),
    };
    found.time += dur / 1000 / steps;
    if (node !== null && !found.nodes.has(node)) {
      found.nodes.add(node);
      const { flops, bytes } = workOf(node);
      found.entry = { ...found.entry, flops: found.entry.flops + flops, bytes: found.entry.bytes + bytes };
    }
    byPurpose.set(key, found);
  }
  return [...byPurpose.values()]
    .map(({ entry, time }) => ({ ...entry, milliseconds: time }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}

/** How many sums stand one behind the other where the speed of memory is measured. */
const sums = 8;

/** The best of some runs of a large matrix product, and of large sums. */
async function measureLimits(ort: Ort, threads: number | undefined): Promise<StepProfile["limits"]> {
  const side = 1536;
  const product = await bestTime(ort, threads, [side, side], (builder, a, b) =>
    builder.add("MatMul", [a, b]),
  );
  const count = 2 ** 24;
  const sum = await bestTime(ort, threads, [count], (builder, a, b) =>
    Array.from({ length: sums }).reduce<Value>((total) => builder.add("Add", [total, b]), a),
  );
  // Each sum reads two tensors and writes one; what is given back is read once more.
  const bytes = 4 * count * (3 * sums + 1);
  return { flopsPerSecond: (2 * side ** 3) / product, bytesPerSecond: bytes / sum };
}

/**
 * Seconds that an expression of two tensors of a shape takes. Its largest number alone is given back: memory for a large result is
 * new at every run, and its first use costs more than the expression.
 */
async function bestTime(
  ort: Ort,
  threads: number | undefined,
  shape: readonly number[],
  expression: (builder: GraphBuilder, a: Value, b: Value) => Value,
): Promise<number> {
  const builder = new GraphBuilder();
  const result = expression(builder, builder.input("a", shape), builder.input("b", shape));
  builder.output("c", builder.add("ReduceMax", [result], { attributes: { keepdims: 0 } }), []);
  const session = await ort.InferenceSession.create(builder.build("limits"), {
    ...sharedOptions,
    ...nativeSession(threads),
  });
  const size = shape.reduce((total, length) => total * length, 1);
  const tensor = () => new ort.Tensor("float32", new Float32Array(size).fill(0.5), shape);
  const inputs = { a: tensor(), b: tensor() };
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 8; time++) {
    const start = performance.now();
    await session.run(inputs);
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  await session.release();
  return best;
}
