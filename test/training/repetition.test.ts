/** The same seed, engine and number of threads give the same bits; trainings side by side give what each gives alone. */
import { type Engine, type EngineName, type Model, type Mode, randomStream } from "swwae/runtime";
import { Trainer } from "swwae/training";
import { afterAll, describe, expect, it } from "vitest";
import { startableEngines, startEngine } from "../support/engines.js";
import { stackedModel } from "../support/models.js";

const batch = 24;
const steps = 20;

/** Of a size that the engines' threads share the work of: 28×28 → 14×14 → 7×7 → 3×3, dropout. */
const larger = stackedModel({
  input: [28, 28, 1],
  classes: 10,
  stages: [
    { channels: [16], kernel: [5, 5], pool: [2, 2] },
    { channels: [16], kernel: [3, 3], pool: [2, 2] },
    { channels: [16], kernel: [3, 3], pool: [2, 2] },
  ],
  where: "hard",
  dropout: 0.5,
});

/** Another, with running statistics. */
const smaller = stackedModel({
  input: [12, 10, 2],
  classes: 4,
  stages: [{ channels: [12, 12], kernel: [3, 3], pool: [2, 3] }],
  where: "soft",
  normalised: true,
});

interface Training {
  readonly model: Model;
  readonly mode: Mode;
  readonly seed: number;
}

const one: Training = { model: larger, mode: "semi-supervised", seed: 1 };
const other: Training = { model: smaller, mode: "unsupervised", seed: 2 };

/** The slow one is left out: it has no threads, and twenty of these steps take it a minute. */
const engines = startableEngines.filter((name) => name !== "tfjs");

const started = new Map<EngineName, Promise<Engine>>();

function engineOf(name: EngineName): Promise<Engine> {
  const engine = started.get(name) ?? startEngine(name, 2);
  started.set(name, engine);
  return engine;
}

afterAll(async () => {
  for (const engine of started.values()) await (await engine).dispose();
});

/** Trains step by step: each `next` is one, the last gives losses and every state, moments included, as bytes. */
async function* train(
  engineName: EngineName,
  { model, mode, seed }: Training,
): AsyncGenerator<undefined, string> {
  const trainer = await Trainer.create(model, {
    engine: await engineOf(engineName),
    mode,
    optimizer: { kind: "adam" },
    batch,
    seed,
  });
  try {
    const random = randomStream(seed, "images");
    const losses: number[] = [];
    const images = new Float32Array(batch * model.input.reduce((product, size) => product * size, 1));
    for (let step = 0; step < steps; step += 1) {
      images.forEach((_, at) => (images[at] = random.uniform()));
      const labels = Int32Array.from({ length: batch }, (_, at) => (at % 3) - 1);
      losses.push((await trainer.step(images, labels, 0.01)).loss);
      yield;
    }
    const states = [...(await trainer.state())].map(
      ([name, { data }]) =>
        `${name} ${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64")}`,
    );
    return [...losses, ...states].join("\n");
  } finally {
    await trainer.dispose();
  }
}

/** Takes trainings to their ends, each one step at a time: in turn, or all at once. */
async function finish(
  trainings: readonly AsyncGenerator<undefined, string>[],
  order: "in turn" | "at once",
): Promise<string[]> {
  for (;;) {
    const results: IteratorResult<undefined, string>[] = [];
    if (order === "at once")
      results.push(...(await Promise.all(trainings.map((training) => training.next()))));
    else for (const training of trainings) results.push(await training.next());
    const ends = results.flatMap(({ done, value }) => (done === true ? [value] : []));
    if (ends.length === trainings.length) return ends;
  }
}

async function alone(engineName: EngineName, training: Training): Promise<string> {
  const [end = ""] = await finish([train(engineName, training)], "in turn");
  return end;
}

const known = new Map<string, Promise<string>>();

/** The same, computed once. */
function knownAlone(engineName: EngineName, training: Training): Promise<string> {
  const key = `${engineName} ${training.seed}`;
  const end = known.get(key) ?? alone(engineName, training);
  known.set(key, end);
  return end;
}

describe.each(engines)("on %s, two threads", (name) => {
  it("a training gives the same bytes twice", async () => {
    const first = await knownAlone(name, one);
    expect(first.split("\n").length).toBeGreaterThan(steps + 30);
    expect((await alone(name, one)) === first).toBe(true);
    expect((await alone(name, { ...one, seed: 3 })) === first).toBe(false);
  });

  it.each(["in turn", "at once"] as const)("two trainings %s give what each gives alone", async (order) => {
    const expected = [await knownAlone(name, one), await knownAlone(name, other)];
    const found = await finish([train(name, one), train(name, other)], order);
    expect(found.map((end, at) => end === expected[at])).toEqual([true, true]);
  });
});

const pairs = engines.flatMap((first, at) => engines.slice(at + 1).map((second) => [first, second] as const));

describe.each(pairs)("on %s and %s", (first, second) => {
  it.each(["in turn", "at once"] as const)("two trainings %s give what each gives alone", async (order) => {
    const expected = [await knownAlone(first, one), await knownAlone(second, one)];
    const found = await finish([train(first, one), train(second, one)], order);
    expect(found.map((end, at) => end === expected[at])).toEqual([true, true]);
  });
});
