/** Engines against each other: every loss term and every gradient, and whole trainings, on small models of every kind. */
import {
  gradientProgram,
  inspectionProgram,
  modes,
  trainingProgram,
  type Mode,
  type Model,
  type OptimizerOptions,
  type Program,
  type TensorValue,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";
import {
  enginesUnderTest,
  hasTensorflow,
  startEngine,
  type EngineUnderTest,
  withoutTensorflow,
} from "../../support/engines.js";
import { kinds, plain, wheres } from "../../support/modelKinds.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf, withState } from "../../support/sessions.js";
import { relativeDifference } from "../../support/values.js";

const [reference = "tfjs", ...others] = enginesUnderTest;

/** The paper's MNIST network with fewer channels: 28 → 14 → 7 → 3, L2M after a bottleneck too. */
const paper: ModelOptions = {
  input: [28, 28, 1],
  classes: 10,
  stages: [
    { channels: [8], kernel: [5, 5], pool: [2, 2] },
    { channels: [8], kernel: [3, 3], pool: [2, 2] },
    { channels: [8], kernel: [3, 3], pool: [2, 2] },
  ],
  where: "hard",
};

/** The lower half of each image is blank, and all of the last one: regions of equal numbers, as in pictures of digits. */
function blankBelow(images: Float32Array, [height, width, channels]: ModelOptions["input"]): Float32Array {
  const last = images.length - height * width * channels;
  return images.map((number, at) => {
    const row = Math.floor(at / (width * channels)) % height;
    return row >= height / 2 || at >= last ? 0 : number;
  });
}

const combinations = Object.entries(kinds).flatMap(([kind, options]) =>
  wheres.flatMap((where) => modes.map((mode) => ({ kind, where, mode, options }))),
);

/** Expects every output within 1e-4 and every state within 1e-5 of the reference's. */
async function expectAgreement(
  engine: EngineUnderTest,
  program: Program,
  states: ReadonlyMap<string, TensorValue>,
  feeds: Record<string, Float32Array>,
): Promise<void> {
  const expected = await runOnce(reference, program, states, feeds);
  const found = await runOnce(engine, program, states, feeds);
  expect(Object.keys(found.outputs).sort()).toEqual([...program.outputs.keys()].sort());

  // A bias before batch normalisation has gradient 0 but for rounding: small gradients are measured by the large ones.
  const largest = Math.max(
    ...Object.values(expected.outputs).flatMap((numbers) => [...numbers].map(Math.abs)),
  );
  expect(largest).toBeGreaterThan(0.1);
  for (const [name, numbers] of Object.entries(expected.outputs)) {
    expect(relativeDifference(found.outputs[name] ?? [], numbers, largest / 100), name).toBeLessThan(1e-4);
  }
  for (const [name, { data }] of expected.states) {
    expect(relativeDifference(found.states.get(name)?.data ?? [], data, 1e-3), name).toBeLessThan(1e-5);
  }
}

describe.each(others)(`%s agrees with ${reference}`, (engine) => {
  it.each(combinations)("$kind: where $where, $mode", async ({ options, where, mode }) => {
    const model = stackedModel({ ...options, where });
    const program = gradientProgram(model, { batch: 3, mode });
    const feeds = feedsOf(program, { seed: 2, labelled: 2 / 3 });
    await expectAgreement(engine, program, statesOf(program, parametersOf(model, 1)), feeds);
  });

  it("the paper's MNIST network with fewer channels", async () => {
    const model = stackedModel(paper);
    const program = gradientProgram(model, { batch: 2, mode: "semi-supervised" });
    const feeds = feedsOf(program, { seed: 2, labelled: 0.5 });
    await expectAgreement(engine, program, statesOf(program, parametersOf(model, 1)), feeds);
  });

  it.each(wheres)("blank images, whose regions are full of ties: where %s", async (where) => {
    const model = stackedModel({ ...plain, where });
    const program = gradientProgram(model, { batch: 4, mode: "semi-supervised" });
    const parameters = parametersOf(model, 1);
    // What is blank comes out of the ReLU equal and positive in every other channel, and zero in the rest.
    for (const [name, { data }] of parameters) {
      if (name.endsWith("bias")) data.forEach((_, at) => (data[at] = at % 2 === 0 ? 0.25 : -0.25));
    }
    const feeds = feedsOf(program, { seed: 3 });
    const image = blankBelow(feeds["image"] ?? new Float32Array(), plain.input);
    await expectAgreement(engine, program, statesOf(program, parameters), { ...feeds, image });
  });

  const adam: OptimizerOptions = { kind: "adam", weightDecay: 0.01 };
  const adamw: OptimizerOptions = { kind: "adamw", weightDecay: 0.01 };
  const sgd: OptimizerOptions = { kind: "sgd", momentum: 0.9 };
  const nesterov: OptimizerOptions = { kind: "sgd", momentum: 0.8, nesterov: true, weightDecay: 0.01 };
  const trainings: readonly Training[] = [
    {
      title: "hard where, adam",
      model: { ...plain, where: "hard" },
      mode: "semi-supervised",
      optimizer: adam,
      rate: 1e-3,
    },
    {
      title: "soft where, adamw",
      model: { ...plain, where: "soft" },
      mode: "unsupervised",
      optimizer: adamw,
      rate: 1e-3,
    },
    {
      title: "batch normalisation and dropout, sgd with momentum",
      model: { ...plain, where: "hard", normalised: true, dropout: 0.3 },
      mode: "semi-supervised",
      optimizer: sgd,
      rate: 0.01,
    },
    {
      title: "no where, sgd with Nesterov's momentum",
      model: { ...plain, where: "none" },
      mode: "semi-supervised",
      optimizer: nesterov,
      rate: 0.01,
    },
    {
      title: "a plain Convnet, sgd",
      model: { ...plain, where: "none" },
      mode: "supervised",
      optimizer: { kind: "sgd" },
      rate: 0.05,
    },
  ];

  const flips: (readonly [moved: number, all: number])[] = [];

  it.each(trainings)(
    "after one step of training and after a hundred: $title",
    async (training) => {
      const model = stackedModel(training.model);
      const expected = await trainedByReference(training);
      const found = await train(engine, training);

      expect(relativeDifference(found.losses.slice(0, 1), expected.losses.slice(0, 1))).toBeLessThan(1e-4);
      expect(relativeDifference(found.losses, expected.losses)).toBeLessThan(1e-2);
      expect(expected.losses.at(-1)).toBeLessThan(expected.losses[0] ?? NaN);
      for (const [name, { data }] of expected.states) {
        expect(relativeDifference(found.states.get(name)?.data ?? [], data, 1e-2), name).toBeLessThan(1e-2);
      }
      if (training.model.where === "hard") flips.push(await countFlips(model, expected.states, found.states));
    },
    30_000,
  );

  it("moves few switches in those hundred steps", () => {
    const [moved, all] = flips.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    console.log(
      `${engine}: ${moved} of ${all} switches fall elsewhere than with ${reference} after 100 steps`,
    );
    expect(all).toBeGreaterThan(100);
    expect(moved / all).toBeLessThan(0.01);
  });
});

interface Training {
  readonly title: string;
  readonly model: ModelOptions;
  readonly mode: Mode;
  readonly optimizer: OptimizerOptions;
  readonly rate: number;
}

interface Trained {
  readonly losses: readonly number[];
  readonly states: ReadonlyMap<string, TensorValue>;
}

function train(
  engine: EngineUnderTest,
  { model: options, mode, optimizer, rate }: Training,
): Promise<Trained> {
  const model = stackedModel(options);
  const program = trainingProgram(model, { batch: 4, mode, optimizer });
  return withState(engine, program, statesOf(program, parametersOf(model, 5)), async (run, state) => {
    const losses: number[] = [];
    for (let step = 1; step <= 100; step += 1) {
      const { loss } = await run(feedsOf(program, { seed: 100 + (step % 4), step, rate, labelled: 0.5 }));
      losses.push(loss?.[0] ?? NaN);
    }
    return { losses, states: await state.read() };
  });
}

const referenceTrainings = new Map<string, Promise<Trained>>();

/** The reference is slow, and its trainings are the same for every engine. */
function trainedByReference(training: Training): Promise<Trained> {
  const trained = referenceTrainings.get(training.title) ?? train(reference, training);
  referenceTrainings.set(training.title, trained);
  return trained;
}

/** How many switches two sets of weights put elsewhere, on the same images and engine. */
async function countFlips(
  model: Model,
  a: ReadonlyMap<string, TensorValue>,
  b: ReadonlyMap<string, TensorValue>,
): Promise<readonly [moved: number, all: number]> {
  const program = inspectionProgram(model, { batch: 16, outputs: ["where"] });
  const feeds = feedsOf(program, { seed: 9 });
  const of = async (states: ReadonlyMap<string, TensorValue>) =>
    (await runOnce(reference, program, statesOf(program, states), feeds)).outputs;
  const [one, other] = [await of(a), await of(b)];
  const rows = Object.entries(one).filter(([name]) => name.startsWith("x:"));
  let [moved, all] = [0, 0];
  for (const [name, x] of rows) {
    const y = name.replace("x:", "y:");
    x.forEach((value, at) => {
      all += 1;
      if (value !== other[name]?.[at] || one[y]?.[at] !== other[y]?.[at]) moved += 1;
    });
  }
  return [moved, all];
}

describe.each(enginesUnderTest)("%s", (name) => {
  it("gives the same bits every time, on one thread and on two", async () => {
    const model = stackedModel({ ...plain, where: "hard", normalised: true });
    const program = gradientProgram(model, { batch: 4, mode: "semi-supervised" });
    const states = statesOf(program, parametersOf(model, 1));
    const feeds = feedsOf(program, { seed: 2 });
    for (const threads of [1, 2]) {
      const engine = await startEngine(name, threads);
      const results: Record<string, Float32Array>[] = [];
      for (let time = 0; time < 3; time += 1) {
        const executable = await engine.compile(program);
        const state = await engine.createState(states);
        results.push(await executable.run(state, feeds));
        await state.dispose();
        await executable.dispose();
      }
      expect(results[1]).toEqual(results[0]);
      expect(results[2]).toEqual(results[0]);
      await engine.dispose();
    }
  });
});

describe.skipIf(!hasTensorflow)(`tensorflow${withoutTensorflow}`, () => {
  it("is among the engines of this suite", () => expect(enginesUnderTest).toContain("tensorflow"));
});
