/** The branches that a mode has no use for: gone, and what is left computes what it did among the others. */
import { gradientProgram, type Mode } from "swwae/runtime";
import { expect, it } from "vitest";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";

const model = stackedModel({
  input: [8, 8, 2],
  classes: 3,
  stages: [
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
    { channels: [5], kernel: [3, 3], pool: [2, 2] },
  ],
  where: "hard",
});

const programOf = (mode: Mode) => gradientProgram(model, { batch: 4, mode });

it.each<Mode>(["supervised", "unsupervised"])("the %s mode keeps the terms that it has", async (mode) => {
  const [whole, cut] = [programOf("semi-supervised"), programOf(mode)];
  expect(cut.nodes.length).toBeLessThan(0.8 * whole.nodes.length);
  const feeds = feedsOf(whole, { seed: 2 });
  const run = async (program: typeof whole) =>
    (await runOnce("tfjs", program, statesOf(program, parametersOf(model, 1)), feedsFor(program))).outputs;
  const feedsFor = (program: typeof whole) =>
    Object.fromEntries(program.feeds.map(({ name }) => [name, feeds[name] ?? new Float32Array()]));
  const [all, left] = [await run(whole), await run(cut)];
  const terms = Object.keys(left).filter((name) => name !== "loss" && !name.startsWith("gradient:"));
  expect(terms).toEqual(mode === "supervised" ? ["NLL"] : expect.arrayContaining(["L2rec"]));
  for (const term of terms) expect(left[term], term).toEqual(all[term]);
});

it("the gradients of the two modes add up to those of all terms, where both have them", async () => {
  const feeds = feedsOf(programOf("semi-supervised"), { seed: 2 });
  const gradients = async (mode: Mode) => {
    const program = programOf(mode);
    const own = Object.fromEntries(
      program.feeds.map(({ name }) => [name, feeds[name] ?? new Float32Array()]),
    );
    return (await runOnce("tfjs", program, statesOf(program, parametersOf(model, 1)), own)).outputs;
  };
  const [all, labels, images] = [
    await gradients("semi-supervised"),
    await gradients("supervised"),
    await gradients("unsupervised"),
  ];
  const shared = Object.keys(labels).filter((name) => name.startsWith("gradient:encoder."));
  expect(shared.length).toBeGreaterThan(0);
  for (const name of shared) {
    const sum = labels[name]!.map((value, at) => value + images[name]![at]!);
    const distance = Math.max(...sum.map((value, at) => Math.abs(value - all[name]![at]!)));
    expect(distance, name).toBeLessThan(1e-5);
  }
});
