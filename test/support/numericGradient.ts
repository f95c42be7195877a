/** Gradients by differences, to hold against those that the graph states. */
import type { EngineUnderTest } from "./engines.js";
import { feed, finishProgram, Graph, randomStream, type Tensor } from "swwae/runtime";
import { expect } from "vitest";
import { differentiate } from "../../src/runtime/graph/differentiate.js";
import { multiply } from "../../src/runtime/ops/multiply.js";
import { constantTensor } from "../../src/runtime/ops/source.js";
import { sum } from "../../src/runtime/ops/sum.js";
import { runProgram, type Build, type Inputs } from "./runProgram.js";
import { normals, value } from "./values.js";

/** Half the distance of the two points of a central difference. */
const step = 0.005;

/** Random directions that are tried for each input. */
const directions = 5;

/** Difference that rounding and curvature may leave, relative to the sum of the products' sizes. */
const tolerance = 2e-3;

/**
 * Expects the gradient of Σ r · y, r random and y the one output of `build`, with respect to each input to agree with
 * central differences along random directions. The inputs must stay clear of kinks by more than `step`.
 */
export async function expectGradients<I extends Inputs>(
  engine: EngineUnderTest,
  inputs: I,
  build: (tensors: Parameters<Build<I>>[0], graph: Graph) => Tensor,
): Promise<void> {
  const graph = new Graph(true);
  const names = Object.keys(inputs);
  const tensors = names.map((name) => feed(graph, name, inputs[name]?.shape ?? []));
  const byName = Object.fromEntries(names.map((name, at) => [name, tensors[at]]));
  const y = build(byName as Parameters<Build<I>>[0], graph);
  const weights = normals(y.shape, 1, "weights").data;
  const loss = sum(multiply(y, constantTensor(graph, y.shape, [...weights])));

  const outputs = new Map([["y", y]]);
  differentiate(loss, tensors).forEach((gradient, at) => {
    if (gradient !== null) outputs.set(`gradient ${names[at]}`, gradient);
  });
  const program = finishProgram("differentiate", graph, outputs);
  const stated = await runProgram(engine, program, inputs);
  const forward = finishProgram("forward", graph, new Map([["y", y]]));

  for (const name of names) {
    const input = inputs[name] ?? value([], []);
    const gradient = stated[`gradient ${name}`] ?? Array.from(input.data, () => 0);
    expect(gradient, `gradient of ${name}`).toHaveLength(input.data.length);
    const stream = randomStream(7, name);
    for (let tried = 0; tried < directions; tried += 1) {
      const direction = Array.from(input.data, () => (stream.uniform() < 0.5 ? -1 : 1));
      const at = async (distance: number): Promise<number> => {
        const moved = value(
          input.shape,
          input.data.map((number, index) => number + distance * (direction[index] ?? 0)),
        );
        const { y: values = [] } = await runProgram(engine, forward, { ...inputs, [name]: moved });
        return values.reduce((total, number, index) => total + number * (weights[index] ?? 0), 0);
      };
      const measured = ((await at(step)) - (await at(-step))) / (2 * step);
      const products = gradient.map((number, index) => number * (direction[index] ?? 0));
      const expected = products.reduce((total, product) => total + product, 0);
      const size = products.reduce((total, product) => total + Math.abs(product), 0);
      expect(
        Math.abs(measured - expected) / Math.max(1, size),
        `along ${name} the graph says ${expected}, differences say ${measured}`,
      ).toBeLessThan(tolerance);
    }
  }
}
