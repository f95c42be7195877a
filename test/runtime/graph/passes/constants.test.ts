/** Known numbers: what the rules make of a step, one by one, and that the numbers stay. */
import { gradientProgram, Graph, printProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import type { Tensor } from "../../../../src/runtime/graph/graph.js";
import { copyLate, foldConstants, multiplyOnce } from "../../../../src/runtime/graph/passes/constants.js";
import { rewrite } from "../../../../src/runtime/graph/passes/rewrite.js";
import { finishProgram } from "../../../../src/runtime/graph/program.js";
import { add } from "../../../../src/runtime/ops/add.js";
import { divide } from "../../../../src/runtime/ops/divide.js";
import { multiply, scale } from "../../../../src/runtime/ops/multiply.js";
import { reshape } from "../../../../src/runtime/ops/reshape.js";
import { constant, feed } from "../../../../src/runtime/ops/source.js";
import { expand } from "../../../../src/runtime/ops/sum.js";
import { engineOf } from "../../../support/engines.js";
import { expectGolden } from "../../../support/golden.js";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, statesOf } from "../../../support/sessions.js";
import { relativeDifference } from "../../../support/values.js";

const rules = [foldConstants, copyLate, multiplyOnce];

/** What is left of an expression of x [2, 3] and c [3], as text. */
function left(expression: (x: Tensor, c: Tensor, graph: Graph) => Tensor): string {
  const graph = new Graph(true);
  const y = expression(feed(graph, "x", [2, 3]), feed(graph, "c", [3]), graph);
  const text = printProgram(rewrite(finishProgram("test", graph, new Map([["y", y]])), rules));
  return [...text.matchAll(/(?:%\d+ = |y = )(\S.*?)(?: {2,}.*)?$/gm)]
    .map((match) => match[1] ?? "")
    .join("; ");
}

describe("known numbers", () => {
  it.each<[string, (x: Tensor, c: Tensor, graph: Graph) => Tensor, string]>([
    ["are computed", (x, _, g) => multiply(x, add(constant(g, 2), constant(g, 3))), "multiply(x, 5); %1"],
    [
      "stay where they are not finite",
      (x, _, g) => multiply(x, divide(constant(g, 1), constant(g, 0))),
      "divide(1, 0); multiply(x, %1); %2",
    ],
    [
      "are not copied",
      (x, _, g) => multiply(expand(reshape(constant(g, 2), [1, 1]), [2, 3]), x),
      "multiply(x, 2); %1",
    ],
    ["nor are numbers per channel", (x, c) => add(x, expand(c, [2, 3])), "add(x, c); %1"],
    ["are multiplied once", (x) => scale(scale(x, 2), 3), "multiply(x, 6); %1"],
    ["vanish where they are 1", (x) => scale(scale(x, 2), 0.5), "x"],
    ["stand for a sum of equals", (x) => scale(add(x, x), 3), "multiply(x, 6); %1"],
    ["take away instead of adding the negative", (x, c) => add(scale(c, -1), x), "subtract(x, c); %1"],
    [
      "are taken away in multiples, too",
      (x, c) => add(x, scale(c, -2)),
      "multiply(c, 2); subtract(x, %1); %2",
    ],
    [
      "are not lost where they underflow",
      (x) => scale(scale(x, 1e-30), 1e-30),
      "multiply(x, 1e-30); multiply(%1, 1e-30); %2",
    ],
  ])("%s", (_, expression, expected) => {
    expect(left(expression)).toBe(expected);
  });
});

describe("a step with known numbers", () => {
  const model = stackedModel({
    input: [7, 6, 2],
    classes: 3,
    stages: [
      { channels: [4], kernel: [3, 3], pool: [2, 2] },
      { channels: [5], kernel: [3, 3], pool: [1, 3] },
    ],
    where: "soft",
    beta: 2,
    normalised: true,
  });
  const program = gradientProgram(model, { batch: 4, mode: "semi-supervised" });

  it("is shorter", () => {
    expectGolden("test/runtime/golden/gradient-before-constants.txt", printProgram(program));
    expectGolden("test/runtime/golden/gradient-after-constants.txt", printProgram(rewrite(program, rules)));
  });

  it("gives the same numbers", async () => {
    const engine = await engineOf("tfjs");
    const results: Record<string, Float32Array>[] = [];
    for (const variant of [program, rewrite(program, rules)]) {
      const executable = await engine.compile(variant);
      const state = await engine.createState(statesOf(variant, parametersOf(model, 1)));
      results.push(await executable.run(state, feedsOf(variant, { seed: 3 })));
    }
    const [before = {}, after = {}] = results;
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, values] of Object.entries(before)) {
      expect(relativeDifference(after[name] ?? [], values, 1e-3), name).toBeLessThan(1e-4);
    }
  });
});
