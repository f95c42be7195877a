/** One network, three modes: what each clamps, feeds and gives (Sec. 1, 3.2). */
import {
  evaluationProgram,
  gradientProgram,
  ModeError,
  modes,
  trainingProgram,
  type Program,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../support/sessions.js";
import { relativeDifference } from "../../support/values.js";

const options: ModelOptions = {
  input: [8, 8, 1],
  classes: 3,
  stages: [
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
  ],
  where: "hard",
  dropout: 0.5,
  bottleneck: 5,
  normalised: true,
};
const model = stackedModel(options);
const adam = { kind: "adam" } as const;
const train = (mode: (typeof modes)[number]): Program =>
  trainingProgram(model, { batch: 4, mode, optimizer: adam });

const feedNames = (program: Program): string[] => program.feeds.map(({ name }) => name).sort();
const opNames = (program: Program): Set<string> => new Set(program.nodes.map(({ op }) => op.name));
const parametersIn = (program: Program): string[] =>
  program.states.map(({ name }) => name).filter((name) => !name.includes(":"));

describe("supervised mode", () => {
  const program = train("supervised");

  it("is a plain Convnet: no decoder, no unpooling", () => {
    expect(parametersIn(program).filter((name) => name.startsWith("decoder"))).toEqual([]);
    expect(parametersIn(program).filter((name) => name.startsWith("encoder.code"))).toEqual([]);
    const { nodes } = program;
    const unpoolings = nodes.filter(({ op }) => op.name === "unpool");
    // Unpooling is left only as the gradient of pooling: one for each stage.
    expect(unpoolings).toHaveLength(2);
    expect([...program.outputs.keys()]).toEqual(["loss", "NLL"]);
  });

  it("draws the classifier's dropout alone, under the name that it has in every mode", () => {
    expect(feedNames(program)).toEqual(["correction1", "correction2", "dropout2", "image", "labels", "rate"]);
  });
});

describe("unsupervised mode", () => {
  const program = train("unsupervised");

  it("is a convolutional auto-encoder: no classifier, no labels", () => {
    expect(parametersIn(program).filter((name) => name.startsWith("classifier"))).toEqual([]);
    expect(feedNames(program)).not.toContain("labels");
    expect(opNames(program)).not.toContain("logSoftmax");
    expect([...program.outputs.keys()]).toEqual(["loss", "L2rec", "L2M bottom", "L2M middle"]);
  });
});

describe("semi-supervised mode", () => {
  const program = train("semi-supervised");

  it("keeps every term, parameter and feed", () => {
    expect([...program.outputs.keys()]).toEqual(["loss", "NLL", "L2rec", "L2M bottom", "L2M middle"]);
    expect(feedNames(program)).toEqual([
      "correction1",
      "correction2",
      "dropout1",
      "dropout2",
      "image",
      "labels",
      "rate",
    ]);
    // The running statistics are written without being read: 4 more parameters than a training step needs.
    expect(parametersIn(program)).toHaveLength(
      Object.keys(Object.fromEntries(parametersOf(model, 1))).length,
    );
  });

  it("updates each trained parameter, its moments, and each running statistic", () => {
    const trained = parametersIn(program).filter((name) => !/mean|variance/.test(name));
    const statistics = parametersIn(program).filter((name) => /mean|variance/.test(name));
    const moments = trained.flatMap((name) => [`adam.m:${name}`, `adam.v:${name}`]);
    expect([...program.updates.keys()].sort()).toEqual([...trained, ...moments, ...statistics].sort());
  });
});

describe("modes", () => {
  it("refuse a model that they leave without a loss", () => {
    const unlabelled = stackedModel({ ...options, classes: null });
    expect(() => trainingProgram(unlabelled, { batch: 2, mode: "supervised", optimizer: adam })).toThrow(
      ModeError,
    );
    expect(() => gradientProgram(unlabelled, { batch: 2, mode: "supervised" })).toThrow(
      "Stacked has nothing to learn in supervised mode: its loss needs an NLL term, and so a classifier of weight above 0",
    );
    expect(() => evaluationProgram(unlabelled, { batch: 2, outputs: ["logits"] })).toThrow(
      "Stacked has no classifier, so it gives no logits",
    );
  });

  it("need no labels for a model without classifier, in any mode that it has", () => {
    const unlabelled = stackedModel({ ...options, classes: null });
    for (const mode of ["unsupervised", "semi-supervised"] as const) {
      const program = trainingProgram(unlabelled, { batch: 2, mode, optimizer: { kind: "sgd" } });
      expect(feedNames(program)).toEqual(["dropout1", "image", "rate"]);
    }
  });

  it.each(enginesUnderTest)("weigh the same terms on %s: the loss is their weighted sum", async (engine) => {
    const results = new Map<string, Record<string, number>>();
    for (const mode of modes) {
      const program = gradientProgram(stackedModel({ ...options, dropout: 0 }), { batch: 4, mode });
      const states = statesOf(program, parametersOf(model, 3));
      const { outputs } = await runOnce(
        engine,
        program,
        states,
        feedsOf(program, { seed: 5, labelled: 0.5 }),
      );
      results.set(
        mode,
        Object.fromEntries(Object.entries(outputs).map(([name, data]) => [name, data[0] ?? NaN])),
      );
    }
    const { loss = NaN, NLL = NaN, L2rec = NaN, ...rest } = results.get("semi-supervised") ?? {};
    const l2 = 0.5 * L2rec + 0.25 * ((rest["L2M bottom"] ?? NaN) + (rest["L2M middle"] ?? NaN));
    expect(loss).toBeCloseTo(NLL + l2, 4);
    expect(results.get("supervised")?.["loss"]).toBeCloseTo(NLL, 4);
    expect(results.get("unsupervised")?.["loss"]).toBeCloseTo(l2, 4);
  });

  it.each(enginesUnderTest)(
    "let samples without label teach the classifier nothing on %s",
    async (engine) => {
      const plain = stackedModel({ ...options, dropout: 0, normalised: false });
      const program = gradientProgram(plain, { batch: 4, mode: "supervised" });
      const states = statesOf(program, parametersOf(plain, 3));
      const feeds = feedsOf(program, { seed: 5, labelled: 0.5 });
      const { outputs } = await runOnce(engine, program, states, feeds);
      const image = Float32Array.from(feeds["image"] ?? []);
      image.fill(7, image.length / 2);
      const changed = await runOnce(engine, program, states, { ...feeds, image });
      for (const [name, numbers] of Object.entries(outputs)) {
        expect(relativeDifference(changed.outputs[name] ?? [], numbers), name).toBeLessThan(1e-5);
      }
    },
  );
});
