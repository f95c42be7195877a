/** Evaluation programs: what they give, and how they differ from training. */
import { evaluationProgram, gradientProgram, type EvaluationOutput, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../support/sessions.js";
import { relativeDifference } from "../../support/values.js";

const options: ModelOptions = {
  input: [7, 6, 2],
  classes: 3,
  stages: [{ channels: [3], kernel: [3, 3], pool: [2, 2] }],
  where: "hard",
  dropout: 0.5,
  bottleneck: 4,
  normalised: true,
};
const model = stackedModel(options);
const evaluate = (...outputs: EvaluationOutput[]): Program => evaluationProgram(model, { batch: 5, outputs });

describe("an evaluation program", () => {
  it("gives what is asked for, in its shapes", () => {
    const program = evaluate("logits", "reconstruction", "terms");
    expect([...program.outputs].map(([name, { shape }]) => [name, shape])).toEqual([
      ["logits", [5, 3]],
      ["reconstruction", [5, 7, 6, 2]],
      ["NLL", []],
      ["L2rec", []],
      ["L2M bottom", []],
    ]);
    expect(program.feeds.map(({ name }) => name)).toEqual(["image", "labels"]);
    expect(program.updates.size).toBe(0);
  });

  it("holds no more than it needs", () => {
    expect(evaluate("logits").feeds.map(({ name }) => name)).toEqual(["image"]);
    expect(evaluate("logits").states.filter(({ name }) => name.startsWith("decoder"))).toEqual([]);
    expect(evaluate("reconstruction").states.filter(({ name }) => name.startsWith("classifier"))).toEqual([]);
    expect(evaluate("logits").nodes.some(({ op }) => op.name === "unpool")).toBe(false);
  });

  it("encodes once for all that it gives", () => {
    const { nodes } = evaluate("logits", "reconstruction", "terms");
    expect(nodes.filter(({ op }) => op.name === "conv2d")).toHaveLength(2);
  });
});

describe.each(enginesUnderTest)("evaluation on %s", (engine) => {
  it("does not depend on the rest of the batch, nor on chance", async () => {
    const program = evaluate("logits");
    const states = statesOf(program, parametersOf(model, 1));
    const feeds = feedsOf(program, { seed: 1 });
    const { outputs } = await runOnce(engine, program, states, feeds);
    const changed = Float32Array.from(feeds["image"] ?? []);
    changed.fill(3, changed.length / 5);
    const { outputs: other } = await runOnce(engine, program, states, { image: changed });
    expect(
      relativeDifference(other["logits"]?.slice(0, 3) ?? [], outputs["logits"]?.slice(0, 3) ?? []),
    ).toBeLessThan(1e-6);
    expect(other["logits"]?.slice(3)).not.toEqual(outputs["logits"]?.slice(3));
  });

  it("gives the terms of training where neither dropout nor batch statistics come in", async () => {
    const plain = stackedModel({ ...options, dropout: 0, normalised: false });
    const training = gradientProgram(plain, { batch: 5, mode: "semi-supervised" });
    const evaluation = evaluationProgram(plain, { batch: 5, outputs: ["terms"] });
    const parameters = parametersOf(plain, 1);
    const feeds = feedsOf(evaluation, { seed: 1, labelled: 0.6 });
    const trained = await runOnce(engine, training, statesOf(training, parameters), feeds);
    const evaluated = await runOnce(engine, evaluation, statesOf(evaluation, parameters), feeds);
    for (const [name, value] of Object.entries(evaluated.outputs)) {
      expect(relativeDifference(value, trained.outputs[name] ?? []), name).toBeLessThan(1e-5);
    }
  });

  it("shows a NaN among the parameters in every output", async () => {
    const program = evaluate("logits", "reconstruction", "terms");
    const states = statesOf(program, parametersOf(model, 1));
    states.get("encoder.bottom.conv1.kernel")?.data.fill(NaN);
    const { outputs } = await runOnce(engine, program, states, feedsOf(program, { seed: 1 }));
    for (const [name, value] of Object.entries(outputs)) expect(value.some(Number.isNaN), name).toBe(true);
  });
});
