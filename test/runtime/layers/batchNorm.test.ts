import {
  batchNorm,
  feed,
  finishProgram,
  Graph,
  ones,
  running,
  traceParameters,
  zeros,
  type Program,
  type Tensor,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { enginesUnderTest } from "../../support/engines.js";
import { runOnce } from "../../support/sessions.js";
import { expectClose, value } from "../../support/values.js";

type Norm = Record<"scale" | "shift" | "mean" | "variance", Tensor<readonly [number]>>;

const declaration = {
  scale: ones([2]),
  shift: zeros([2]),
  mean: running(zeros([2])),
  variance: running(ones([2])),
};

/** Batch normalisation of [n, h, w, 2] or [n, 2]. */
function normalise(shape: readonly number[], training: boolean): Program {
  const graph = new Graph(training);
  const parameters = traceParameters(graph, declaration) as unknown as Norm;
  const x = feed(graph, "x", shape) as Tensor<["n", number]>;
  return finishProgram("normalise", graph, new Map([["y", batchNorm(x, parameters)]]));
}

const states = new Map([
  ["scale", value([2], [1, 2])],
  ["shift", value([2], [0, 10])],
  ["mean", value([2], [1, 100])],
  ["variance", value([2], [4, 1])],
]);

// Channel 1: 0, 2, 4, 6, mean 3, variance 5 (biased), 20/3 (unbiased). Channel 2: 1, 1, 3, 3, mean 2, variance 1, 4/3.
const numbers = [0, 1, 2, 1, 4, 3, 6, 3];

describe.each(enginesUnderTest)("batch normalisation on %s", (engine) => {
  const normalised = [-3, -1, 1, 3].map((number) => number / Math.sqrt(5 + 1e-5));
  const second = [-1, -1, 1, 1].map((number) => 10 + (2 * number) / Math.sqrt(1 + 1e-5));
  const expected = normalised.flatMap((number, at) => [number, second[at] ?? NaN]);

  it.each([
    ["vectors", [4, 2]],
    ["maps", [2, 1, 2, 2]],
  ])("uses the batch's statistics while training, over all axes but the last: %s", async (_, shape) => {
    const { outputs } = await runOnce(engine, normalise(shape, true), states, {
      x: Float32Array.from(numbers),
    });
    expectClose([...(outputs["y"] ?? [])], expected, 1e-5);
  });

  it("moves the running statistics a tenth of the way, the variance with Bessel's correction", async () => {
    const { states: after } = await runOnce(engine, normalise([4, 2], true), states, {
      x: Float32Array.from(numbers),
    });
    expectClose([...(after.get("mean")?.data ?? [])], [0.9 * 1 + 0.1 * 3, 0.9 * 100 + 0.1 * 2], 1e-6);
    expectClose([...(after.get("variance")?.data ?? [])], [0.9 * 4 + (0.1 * 20) / 3, 0.9 + 0.4 / 3], 1e-6);
    expect([...(after.get("scale")?.data ?? [])]).toEqual([1, 2]);
  });

  it("uses the running statistics in evaluation, and leaves them alone", async () => {
    const program = normalise([4, 2], false);
    const { outputs, states: after } = await runOnce(engine, program, states, {
      x: Float32Array.from(numbers),
    });
    const y = numbers.map((number, at) =>
      at % 2 === 0 ? (number - 1) / Math.sqrt(4 + 1e-5) : 10 + (2 * (number - 100)) / Math.sqrt(1 + 1e-5),
    );
    expectClose([...(outputs["y"] ?? [])], y, 1e-5);
    expect(program.updates.size).toBe(0);
    expect([...(after.get("mean")?.data ?? [])]).toEqual([1, 100]);
  });

  it("stays finite for a channel that does not vary", async () => {
    const { outputs } = await runOnce(engine, normalise([2, 2], true), states, {
      x: Float32Array.from([7, 1, 7, 2]),
    });
    expectClose([outputs["y"]?.[0] ?? NaN, outputs["y"]?.[2] ?? NaN], [0, 0], 1e-6);
  });
});

describe("batch normalisation", () => {
  it("updates its statistics only where its output matters", () => {
    const graph = new Graph(true);
    const parameters = traceParameters(graph, declaration) as unknown as Norm;
    const x = feed(graph, "x", [4, 2]) as Tensor<["n", number]>;
    batchNorm(x, parameters);
    const program = finishProgram("without", graph, new Map([["y", multiply(x, x)]]));
    expect([...program.updates.keys()]).toEqual([]);
    expect(program.states).toEqual([]);
  });
});
