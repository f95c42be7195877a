/** Recording and finishing: equal calls are one node, and a program holds what its results need. */
import { feed, finishProgram, Graph } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { add } from "../../../src/runtime/ops/add.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { multiply, scale } from "../../../src/runtime/ops/multiply.js";
import { reshape } from "../../../src/runtime/ops/reshape.js";
import { constant, state } from "../../../src/runtime/ops/source.js";
import { expand, sum, sumTo } from "../../../src/runtime/ops/sum.js";

describe("a graph", () => {
  it("records equal calls once", () => {
    const graph = new Graph(true);
    const x = feed(graph, "x", [2, 4, 4, 1]);
    expect(feed(graph, "x", [2, 4, 4, 1])).toBe(x);
    expect(add(x, x)).toBe(add(x, x));
    expect(scale(x, 2)).toBe(multiply(x, constant(graph, 2)));
    expect(maxPool(x, [2, 2]).switches).toBe(maxPool(x, [2, 2]).switches);
    expect(maxPool(x, [2, 1]).switches).not.toBe(maxPool(x, [2, 2]).switches);
    expect(state(graph, "w", [1], "parameter")).not.toBe(state(graph, "v", [1], "parameter"));
    expect(graph.nodes.filter(({ op }) => op.name === "add")).toHaveLength(1);
  });

  it("does not record what changes nothing", () => {
    const graph = new Graph(true);
    const x = feed(graph, "x", [2, 3]);
    expect(scale(x, 1)).toBe(x);
    expect(reshape(x, [2, 3])).toBe(x);
    expect(expand(x, [2, 3])).toBe(x);
    expect(sumTo(x, [2, 3])).toBe(x);
    expect(sum(x, [])).toBe(x);
    expect(graph.nodes).toHaveLength(1);
  });

  it("refuses tensors of another graph", () => {
    const [a, b] = [feed(new Graph(true), "a", [1]), feed(new Graph(true), "b", [1])];
    expect(() => add(a, b)).toThrow("add mixes tensors of two graphs");
  });

  it("refuses constants that are not finite", () => {
    expect(() => constant(new Graph(true), NaN)).toThrow("a constant is not finite");
    expect(() => constant(new Graph(true), Infinity)).toThrow("a constant is not finite");
  });

  it("sums back to whatever shape was stretched", () => {
    const graph = new Graph(true);
    const x = feed(graph, "x", [4, 2, 3]);
    for (const shape of [[], [1], [3], [2, 1], [1, 2, 3], [4, 1, 1], [1, 1, 1]]) {
      expect(sumTo(x, shape).shape).toEqual(shape);
    }
  });
});

describe("a finished program", () => {
  const graph = new Graph(true);
  const [x, unused] = [feed(graph, "x", [2]), feed(graph, "unused", [2])];
  const weight = state(graph, "weight", [2], "parameter");
  const moment = state(graph, "moment", [2], "zeros");
  const product = multiply(x, weight);
  multiply(unused, weight);
  graph.update({ state: moment, value: add(moment, product), because: product });

  it("holds what outputs and updates need, inputs before their users, and nothing else", () => {
    const program = finishProgram("keep", graph, new Map([["y", product]]), new Map([["weight", product]]));
    expect(program.feeds).toEqual([{ name: "x", shape: [2], kind: "data", rate: 0 }]);
    expect(program.states).toEqual([
      { name: "weight", shape: [2], initial: "parameter" },
      { name: "moment", shape: [2], initial: "zeros" },
    ]);
    expect([...program.updates.keys()]).toEqual(["weight", "moment"]);
    const seen = new Set<unknown>();
    for (const node of program.nodes) {
      for (const input of node.inputs) expect(seen).toContain(input.node);
      seen.add(node);
    }
  });

  it("drops a layer's update where the layer has no part in the outputs", () => {
    const program = finishProgram("drop", graph, new Map([["y", scale(unused, 3)]]));
    expect([...program.updates.keys()]).toEqual([]);
    expect(program.states).toEqual([]);
    expect(program.feeds.map(({ name }) => name)).toEqual(["unused"]);
  });
});
