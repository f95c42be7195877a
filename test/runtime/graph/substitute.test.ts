/** Recorded computations with another beginning. */
import { feed, Graph } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { substitute } from "../../../src/runtime/graph/substitute.js";
import { add } from "../../../src/runtime/ops/add.js";
import { maxPool } from "../../../src/runtime/ops/maxPool.js";
import { multiply, scale } from "../../../src/runtime/ops/multiply.js";
import { unpool } from "../../../src/runtime/ops/unpool.js";
import { run } from "../../support/runProgram.js";
import { image, value } from "../../support/values.js";

describe("a substitution", () => {
  it("computes the result anew from the replacement, wherever the replaced tensor was used", async () => {
    const inputs = { a: value([2], [1, 2]), b: value([2], [10, 20]) };
    const { before, after } = await run("tfjs", inputs, ({ a, b }) => {
      const doubled = scale(a, 2);
      const result = add(multiply(doubled, a), doubled);
      return { before: result, after: substitute(result, doubled, b) };
    });
    expect(before).toEqual([4, 12]); // 2a · a + 2a
    expect(after).toEqual([20, 60]); //  b · a + b
  });

  it("follows each output of an op by itself", async () => {
    const inputs = {
      first: image([
        [1, 2],
        [3, 4],
      ]),
      second: image([
        [9, 0],
        [0, 0],
      ]),
    };
    const { after } = await run("tfjs", inputs, ({ first, second }) => {
      const { what, switches } = maxPool(first, [2, 2]);
      return { after: substitute(unpool(what, switches), first, second) };
    });
    expect(after).toEqual([9, 0, 0, 0]);
  });

  it("leaves alone what does not depend on the replaced tensor", () => {
    const graph = new Graph(false);
    const [a, b] = [feed(graph, "a", [2]), feed(graph, "b", [2])];
    const result = scale(a, 2);
    const count = graph.nodes.length;
    expect(substitute(result, b, a)).toBe(result);
    expect(graph.nodes).toHaveLength(count);
    expect(substitute(a, a, b)).toBe(b);
  });
});
