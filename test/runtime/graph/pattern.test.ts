import { describe, expect, it } from "vitest";
import { Graph, type Tensor } from "../../../src/runtime/graph/graph.js";
import { match, operation } from "../../../src/runtime/graph/pattern.js";
import { add } from "../../../src/runtime/ops/add.js";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { feed } from "../../../src/runtime/ops/source.js";

/** a · b + a, whose product goes by a name of its own. */
const pattern = operation("add", [operation("multiply", ["a", "b"], "product"), "a"]);

function inputs(): { readonly x: Tensor; readonly y: Tensor } {
  const graph = new Graph(false);
  return { x: feed(graph, "x", [2]), y: feed(graph, "y", [2]) };
}

describe("a pattern", () => {
  it("tells what stands at its places", () => {
    const { x, y } = inputs();
    const product = multiply(x, y);
    expect(match(add(product, x), pattern)).toEqual(
      new Map([
        ["product", product],
        ["a", x],
        ["b", y],
      ]),
    );
  });

  it("wants the same tensor wherever a name stands", () => {
    const { x, y } = inputs();
    expect(match(add(multiply(x, y), y), pattern)).toBeNull();
    expect(match(add(multiply(x, x), x), pattern)?.get("b")).toBe(x);
  });

  it("wants the ops that it names, in their places", () => {
    const { x, y } = inputs();
    expect(match(multiply(multiply(x, y), x), pattern)).toBeNull();
    expect(match(add(x, multiply(x, y)), pattern)).toBeNull();
    expect(match(x, pattern)).toBeNull();
  });
});
