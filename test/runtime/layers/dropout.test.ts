import { dropout, feed, finishProgram, Graph, type Tensor } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { enginesUnderTest } from "../../support/engines.js";
import { feedsOf, runOnce } from "../../support/sessions.js";

function drop(training: boolean, rate: number) {
  const graph = new Graph(training);
  const x = feed(graph, "x", [50, 40]) as Tensor<["n", number]>;
  return finishProgram("drop", graph, new Map([["y", dropout(x, rate)]]));
}

const ones = new Float32Array(2000).fill(1);

describe.each(enginesUnderTest)("dropout on %s", (engine) => {
  it("multiplies by the mask that it is fed: the expectation stays", async () => {
    const program = drop(true, 0.2);
    const { outputs } = await runOnce(engine, program, new Map(), {
      ...feedsOf(program, { seed: 1 }),
      x: ones,
    });
    const y = [...(outputs["y"] ?? [])];
    expect(new Set(y)).toEqual(new Set([0, 1.25]));
    // 2000 draws: the standard error of the mean is 0.011.
    expect(y.reduce((total, number) => total + number, 0) / y.length).toBeCloseTo(1, 1);
  });

  it("changes nothing in evaluation", async () => {
    const { outputs } = await runOnce(engine, drop(false, 0.2), new Map(), { x: ones });
    expect(outputs["y"]).toEqual(ones);
  });
});

describe("dropout", () => {
  it("asks for a mask of its own, of x's shape, with its rate", () => {
    expect(drop(true, 0.5).feeds).toEqual([
      { name: "x", shape: [50, 40], kind: "data", rate: 0 },
      { name: "dropout1", shape: [50, 40], kind: "dropout", rate: 0.5 },
    ]);
  });

  it("gives two calls on one tensor two masks", () => {
    const graph = new Graph(true);
    const x = feed(graph, "x", [2, 2]) as Tensor<["n", number]>;
    const program = finishProgram(
      "twice",
      graph,
      new Map([
        ["y", dropout(dropout(x, 0.5), 0.5)],
        ["z", dropout(x, 0.5)],
      ]),
    );
    expect(program.feeds.map(({ name }) => name)).toEqual(["x", "dropout1", "dropout2", "dropout3"]);
  });

  it("is nothing at rate 0 and in evaluation", () => {
    expect(drop(true, 0).feeds).toHaveLength(1);
    expect(drop(false, 0.5).feeds).toHaveLength(1);
  });
});
