/** Differentiation as a whole: what adds up, what is left out, what is refused. */
import { feed, Graph, type Tensor } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { differentiate } from "../../../src/runtime/graph/differentiate.js";
import { add } from "../../../src/runtime/ops/add.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { positive } from "../../../src/runtime/ops/positive.js";
import { sum } from "../../../src/runtime/ops/sum.js";
import { unpool } from "../../../src/runtime/ops/unpool.js";
import { enginesUnderTest } from "../../support/engines.js";
import { run } from "../../support/runProgram.js";
import { image, value } from "../../support/values.js";

describe.each(enginesUnderTest)("differentiation on %s", (engine) => {
  it("adds up what arrives from several uses", async () => {
    const x = value([2], [3, 5]);
    // f = x·x + x·(x·x): f' = 2x + 3x²
    const { dx } = await run(engine, { x }, (t) => {
      const square = multiply(t.x, t.x);
      const loss = sum(add(square, multiply(t.x, square)));
      return { dx: differentiate(loss, [t.x])[0] ?? loss };
    });
    expect(dx).toEqual([33, 85]);
  });

  it("can be differentiated again", async () => {
    const x = value([2], [3, 5]);
    const { second } = await run(engine, { x }, (t) => {
      const cube = sum(multiply(t.x, multiply(t.x, t.x)));
      const [slope] = differentiate(cube, [t.x]);
      const loss = sum(slope ?? t.x);
      return { second: differentiate(loss, [t.x])[0] ?? loss };
    });
    expect(second).toEqual([18, 30]);
  });

  it("sends no gradient through a hard switch", async () => {
    const x = image([
      [1, 2],
      [3, 4],
    ]);
    const decoded = image([[10]]);
    const found = await run(engine, { x, decoded }, (t) => {
      const back = unpool(t.decoded, maxPool(t.x, [2, 2]).switches);
      const loss = sum(multiply(back, back));
      const [dx, ddecoded] = differentiate(loss, [t.x, t.decoded]);
      expect(dx).toBeNull();
      return { ddecoded: ddecoded ?? loss };
    });
    expect(found["ddecoded"]).toEqual([20]);
  });
});

describe("differentiation", () => {
  const graph = new Graph(true);
  const x = feed(graph, "x", [3]);

  it("gives null where the loss does not depend on a tensor, or only through what is flat", () => {
    const other = feed(graph, "other", [3]);
    const loss = sum(multiply(x, positive(other)));
    const [dx, dother] = differentiate(loss, [x, other]);
    expect(dx?.shape).toEqual([3]);
    expect(dother).toBeNull();
    expect(differentiate(loss, [feed(graph, "unused", [2])])).toEqual([null]);
  });

  it("gives the loss itself the gradient 1", () => {
    const loss = sum(x);
    const [gradient] = differentiate(loss, [loss]);
    expect(gradient?.node.op.name).toBe("constant");
    expect(gradient?.node.attributes).toEqual({ shape: [], value: [1] });
  });

  it("takes only scalars", () => {
    expect(() => differentiate(multiply(x, x), [x])).toThrow("only a scalar can be differentiated");
  });

  it("records nothing for tensors that nobody asks about", () => {
    const fresh = new Graph(true);
    const [a, b] = [feed(fresh, "a", [2]), feed(fresh, "b", [2])];
    const loss = sum(multiply(a, multiply(b, b)));
    const before = fresh.nodes.length;
    differentiate(loss, [a]);
    const added = fresh.nodes.slice(before).map(({ op }) => op.name);
    // 1, stretched to [2], times b²: the gradient of b would take three more products.
    expect(added.filter((name) => name === "multiply").length).toBeLessThanOrEqual(2);
    const gradient = differentiate(loss, [a])[0] as Tensor;
    expect(gradient.shape).toEqual([2]);
  });
});
