import { feed, Graph, l2, lossTerm, nll, ShapeError, type Tensor } from "swwae/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differentiate } from "../../../src/runtime/graph/differentiate.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { expectClose, normals, value } from "../../support/values.js";

type Vectors = Tensor<["n", number]>;

/** 1 at the label of three classes; all zeros for −1. */
function oneHotRow(label: number): number[] {
  return [0, 1, 2].map((k) => (k === label ? 1 : 0));
}

describe.each(enginesUnderTest)("the negative log-likelihood on %s", (engine) => {
  const logits = value([3, 2], [0, Math.log(3), 5, 5, Math.log(9), 0]);

  const likelihood = async (labels: readonly number[]): Promise<{ nll: number; gradient: number[] }> => {
    const found = await run(engine, { logits, labels: value([3, 2], labels) }, (t) => {
      const loss = nll(t.logits as Vectors, t.labels as Vectors);
      const [gradient] = differentiate(loss, [t.logits]);
      return { loss, gradient: gradient ?? loss };
    });
    return { nll: found["loss"]?.[0] ?? NaN, gradient: found["gradient"] ?? [] };
  };

  it("is the mean of −log softmax at the labels", async () => {
    const found = await likelihood([0, 1, 1, 0, 1, 0]);
    expect(found.nll).toBeCloseTo((Math.log(4 / 3) + Math.log(2) + Math.log(10 / 9)) / 3, 5);
    // (softmax − label) / 3
    expectClose(found.gradient, [1 / 12, -1 / 12, -1 / 6, 1 / 6, -1 / 30, 1 / 30], 1e-6);
  });

  it("does not count samples without a label, and sends no gradient to them", async () => {
    const found = await likelihood([0, 0, 1, 0, 0, 0]);
    expect(found.nll).toBeCloseTo(Math.log(2), 5);
    expectClose(found.gradient, [0, 0, -1 / 2, 1 / 2, 0, 0], 1e-6);
  });

  it("is 0 for a batch without a label", async () => {
    const found = await likelihood([0, 0, 0, 0, 0, 0]);
    expect(found.nll).toBe(0);
    expectClose(found.gradient, [0, 0, 0, 0, 0, 0], 0);
  });

  it("of any mixture is that of its labelled samples alone", async () => {
    const samples = 5;
    const drawn = normals([samples, 3], 8).data;
    const labels = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: samples, maxLength: samples });
    await fc.assert(
      fc.asyncProperty(labels, async (classes) => {
        const kept = classes.flatMap((label, at) => (label >= 0 ? [at] : []));
        fc.pre(kept.length > 0);
        const rowsOf = (at: number): number[] => Array.from(drawn.slice(3 * at, 3 * at + 3));
        const mixed = await run(
          engine,
          { logits: value([samples, 3], drawn), labels: value([samples, 3], classes.flatMap(oneHotRow)) },
          (t) => ({ nll: nll(t.logits as Vectors, t.labels as Vectors) }),
        );
        const alone = await run(
          engine,
          {
            logits: value([kept.length, 3], kept.flatMap(rowsOf)),
            labels: value(
              [kept.length, 3],
              kept.flatMap((at) => oneHotRow(classes[at] ?? -1)),
            ),
          },
          (t) => ({ nll: nll(t.logits as Vectors, t.labels as Vectors) }),
        );
        expectClose(mixed["nll"] ?? [], alone["nll"] ?? [NaN], 1e-6);
      }),
      { numRuns: 8, seed: 1 },
    );
  });
});

describe.each(enginesUnderTest)("the squared distance on %s", (engine) => {
  const a = value([2, 3], [1, 2, 3, 4, 5, 6]);
  const b = value([2, 3], [1, 0, 3, 4, 1, 9]);

  it("sums over each sample, or averages, and is the mean over the batch", async () => {
    const found = await run(engine, { a, b }, (t) => ({
      sum: l2(t.a, t.b, "sum"),
      mean: l2(t.a, t.b, "mean"),
    }));
    expectClose(found["sum"] ?? [], [29 / 2], 1e-6);
    expectClose(found["mean"] ?? [], [29 / 6], 1e-6);
  });

  it("sends gradient into both sides", async () => {
    const found = await run(engine, { a, b }, (t) => {
      const loss = l2(t.a, t.b, "sum");
      const [da, db] = differentiate(loss, [t.a, t.b]);
      return { da: da ?? loss, db: db ?? loss };
    });
    expectClose(found["da"] ?? [], [0, 2, 0, 0, 4, -3], 1e-6);
    expectClose(found["db"] ?? [], [0, -2, 0, 0, -4, 3], 1e-6);
  });
});

describe("loss terms", () => {
  it("have a name, a weight and a value", () => {
    const loss = feed(new Graph(true), "loss", []) as Tensor<[]>;
    expect(lossTerm("L2M bottom", 0.5, loss)).toEqual({ name: "L2M bottom", weight: 0.5, value: loss });
  });

  it("refuse tensors of two shapes", () => {
    const graph = new Graph(true);
    const [a, b] = [feed(graph, "a", [2, 3]), feed(graph, "b", [3, 2])];
    expect(() => l2(a, b, "mean")).toThrow(ShapeError);
    expect(() => l2(a, b, "mean")).toThrow("l2 compares two tensors of one shape, not [2, 3] and [3, 2]");
    expect(() => nll(a as Vectors, b as Vectors)).toThrow(
      "nll compares two tensors of one shape, not [2, 3] and [3, 2]",
    );
  });
});
