/** Which maps lie in one layout, and which convolutions they meet. */
import { feed, finishProgram, Graph, type Tensor } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { findMapGroups, type MapGroup } from "../../../../src/runtime/engines/onnx/fast/mapGroups.js";
import { add } from "../../../../src/runtime/ops/add.js";
import { conv2d } from "../../../../src/runtime/ops/conv2d.js";
import { maxPool } from "../../../../src/runtime/ops/maxPool.js";
import { multiply } from "../../../../src/runtime/ops/multiply.js";
import { relu } from "../../../../src/runtime/ops/relu.js";
import { state } from "../../../../src/runtime/ops/source.js";
import { sum } from "../../../../src/runtime/ops/sum.js";

/** The group of the map between two convolutions, 2 → 6 → 3 channels, of which something is made on the way and the program gives results. */
function groupBetween(
  onTheWay: (map: Tensor, graph: Graph) => Tensor,
  results: (map: Tensor) => readonly Tensor[] = () => [],
): { readonly group: MapGroup | undefined; readonly first: Tensor; readonly second: Tensor } {
  const graph = new Graph(true);
  const kernel = (name: string, from: number, to: number): Tensor =>
    state(graph, name, [3, 3, from, to], "parameter");
  const first = conv2d(feed(graph, "x", [4, 8, 8, 2]), kernel("first", 2, 6));
  const between = onTheWay(first, graph);
  const second = conv2d(between, kernel("second", 6, 3));
  const given = [sum(second), ...results(between)];
  const program = finishProgram(
    "two convolutions",
    graph,
    new Map(given.map((tensor, at) => [`result ${at}`, tensor] as const)),
  );
  return { group: findMapGroups(program).get(first), first, second };
}

describe("maps that are computed from one another number by number", () => {
  it("are a group, which meets both convolutions by the side with more channels", () => {
    const { group, first, second } = groupBetween((map, graph) =>
      relu(add(map, state(graph, "bias", [6], "parameter"))),
    );
    expect(group?.isFree).toBe(true);
    expect(group?.meetings.map(({ node, isThick }) => [node, isThick])).toEqual([
      [first.node, true],
      [second.node, true],
    ]);
    expect(group?.meetings.map(({ map }) => map)).toEqual([first, second.node.inputs[0]]);
  });

  it("may be summed up, which says nothing about their layout", () => {
    expect(groupBetween(relu, (map) => [sum(map)]).group?.isFree).toBe(true);
  });

  it.each<[string, Parameters<typeof groupBetween>]>([
    ["a pooling", [(map) => relu(map), (map) => [sum(maxPool(map, [2, 2]).what)]]],
    ["a feed", [(map, graph) => multiply(map, feed(graph, "mask", [4, 8, 8, 6]))]],
    ["numbers for each place", [(map, graph) => multiply(map, feed(graph, "mask", [1, 8, 8, 1]))]],
    ["a result of the program", [relu, (map) => [map]]],
  ])("are not free to lie anyhow beside %s", (_, [onTheWay, results]) => {
    expect(groupBetween(onTheWay, results).group?.isFree).toBe(false);
  });
});
