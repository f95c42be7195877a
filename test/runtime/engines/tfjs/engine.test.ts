/** What is particular to the tfjs engine: it leaks nothing, says nothing, and stays on its backend. */
import { createEngine, evaluationProgram, feed, finishProgram, Graph, trainingProgram } from "swwae/runtime";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { add } from "../../../../src/runtime/ops/add.js";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, statesOf } from "../../../support/sessions.js";

const model = stackedModel({
  input: [4, 5, 1],
  classes: 2,
  stages: [{ channels: [2], kernel: [3, 3], pool: [2, 2] }],
  where: "hard",
  normalised: true,
  dropout: 0.5,
});
const training = trainingProgram(model, { batch: 2, mode: "semi-supervised", optimizer: { kind: "adam" } });

afterEach(() => vi.restoreAllMocks());

describe("the tfjs engine", () => {
  it("says nothing on the console", async () => {
    const said = [vi.spyOn(console, "warn"), vi.spyOn(console, "log"), vi.spyOn(console, "error")];
    const engine = await createEngine("tfjs");
    await engine.createState(parametersOf(model, 1));
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
    expect(tf.env().getBool("PROD")).toBe(false);
  });

  it("holds as many tensors after 100 steps as after one, and none in the end", async () => {
    const engine = await createEngine("tfjs");
    const before = tf.memory().numTensors;
    const executable = await engine.compile(training);
    const state = await engine.createState(statesOf(training, parametersOf(model, 1)));
    expect(tf.memory().numTensors).toBe(before + training.states.length);

    const counts = new Set<number>();
    for (let step = 1; step <= 100; step += 1) {
      await executable.run(state, feedsOf(training, { seed: step, step }));
      counts.add(tf.memory().numTensors);
    }
    expect([...counts]).toEqual([before + training.states.length]);

    await expect(executable.run(state, {})).rejects.toThrow("is missing");
    expect(tf.memory().numTensors).toBe(before + training.states.length);
    await state.dispose();
    await executable.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("frees every value after its last use: a long chain takes no more memory than a short one", async () => {
    const engine = await createEngine("tfjs");
    const graph = new Graph(false);
    const x = feed(graph, "x", [1000]);
    let y = x;
    for (let link = 0; link < 100; link += 1) y = add(y, x);
    const executable = await engine.compile(finishProgram("chain", graph, new Map([["y", y]])));
    const state = await engine.createState(new Map());
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(async () => {
      await executable.run(state, { x: new Float32Array(1000).fill(1) });
      return [];
    });
    expect(peakBytes - before).toBeLessThan(5 * 4000);
  });

  it("refuses states that were disposed of", async () => {
    const engine = await createEngine("tfjs");
    const executable = await engine.compile(training);
    const state = await engine.createState(statesOf(training, parametersOf(model, 1)));
    await state.dispose();
    await expect(executable.run(state, feedsOf(training, { seed: 1 }))).rejects.toThrow(
      "This state has been disposed of",
    );
    await expect(state.read()).rejects.toThrow("This state has been disposed of");
  });

  it("gives the same numbers from two engines, side by side, and after one is gone", async () => {
    const program = evaluationProgram(model, { batch: 2, outputs: ["logits", "reconstruction"] });
    const feeds = feedsOf(program, { seed: 3 });
    const [one, two] = [await createEngine("tfjs"), await createEngine("tfjs", { threads: 4 })];
    const parameters = parametersOf(model, 1);
    const [first, second] = [await one.createState(parameters), await two.createState(parameters)];
    const [left, right] = [await one.compile(program), await two.compile(program)];
    const expected = await left.run(first, feeds);
    expect(await right.run(second, feeds)).toEqual(expected);
    await first.dispose();
    await one.dispose();
    expect(await right.run(second, feeds)).toEqual(expected);
  });

  it("says so where something else in the process has switched tfjs' backend", async () => {
    const engine = await createEngine("tfjs");
    const executable = await engine.compile(training);
    const state = await engine.createState(statesOf(training, parametersOf(model, 1)));
    const spy = vi.spyOn(tf.engine(), "backendName", "get").mockReturnValue("webgl");
    await expect(executable.run(state, feedsOf(training, { seed: 1 }))).rejects.toThrow(
      'The tfjs engine needs TensorFlow.js\' "cpu" backend, but this process has switched to "webgl"',
    );
    spy.mockRestore();
    await executable.run(state, feedsOf(training, { seed: 1 }));
  });
});
