/** Optimisers as part of the step, against their formulas in double precision. */
import { feed, finishProgram, Graph, type OptimizerOptions, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { differentiate } from "../../../src/runtime/graph/differentiate.js";
import { multiply, scale } from "../../../src/runtime/ops/multiply.js";
import { state } from "../../../src/runtime/ops/source.js";
import { subtract } from "../../../src/runtime/ops/subtract.js";
import { sum } from "../../../src/runtime/ops/sum.js";
import { updatesOf } from "../../../src/runtime/programs/optimizer.js";
import { enginesUnderTest } from "../../support/engines.js";
import { statesOf, withState } from "../../support/sessions.js";
import { expectClose, value } from "../../support/values.js";

/** Minimises ½ Σ (w − target)², whose gradient is w − target. */
function descent(options: OptimizerOptions): Program {
  const graph = new Graph(true);
  const weight = state(graph, "w", [2], "parameter");
  const difference = subtract(weight, feed(graph, "target", [2]));
  const loss = scale(sum(multiply(difference, difference)), 0.5);
  const [gradient] = differentiate(loss, [weight]);
  if (!gradient) throw new Error("the loss depends on the weight");
  return finishProgram(
    "descend",
    graph,
    new Map([["loss", loss]]),
    new Map(updatesOf(options, weight, gradient)),
  );
}

const start = [1, -3];
const target = [0.25, 2];
const rate = 0.1;
const steps = 5;

describe.each(enginesUnderTest)("optimisers on %s", (engine) => {
  const descend = async (options: OptimizerOptions): Promise<Map<string, readonly number[]>> => {
    const { beta1, beta2 } = { beta1: 0.9, beta2: 0.999, ...(options.kind === "adam" ? options : {}) };
    const program = descent(options);
    const states = statesOf(program, new Map([["w", value([2], start)]]));
    return withState(engine, program, states, async (run, live) => {
      for (let step = 1; step <= steps; step += 1) {
        const scalars = { rate, correction1: 1 - beta1 ** step, correction2: 1 - beta2 ** step };
        const feeds: Record<string, Float32Array> = { target: Float32Array.from(target) };
        for (const { name, kind } of program.feeds) {
          if (kind === "scalar") feeds[name] = new Float32Array([scalars[name as keyof typeof scalars]]);
        }
        await run(feeds);
      }
      return new Map([...(await live.read())].map(([name, { data }]) => [name, [...data]]));
    });
  };

  it("sgd: p ← p − rate · g", async () => {
    const after = await descend({ kind: "sgd" });
    const expected = start.map((w, at) => {
      const goal = target[at] ?? NaN;
      return goal + (w - goal) * (1 - rate) ** steps;
    });
    expectClose(after.get("w") ?? [], expected, 1e-6);
    expect([...after.keys()]).toEqual(["w"]);
  });

  it("sgd with momentum: u ← momentum · u + g", async () => {
    const after = await descend({ kind: "sgd", momentum: 0.9 });
    const found = start.map((w, at) => {
      let [p, u] = [w, 0];
      for (let step = 0; step < steps; step += 1) {
        u = 0.9 * u + (p - (target[at] ?? NaN));
        p -= rate * u;
      }
      return [p, u] as const;
    });
    expectClose(
      after.get("w") ?? [],
      found.map(([p]) => p),
      1e-5,
    );
    expectClose(
      after.get("sgd.velocity:w") ?? [],
      found.map(([, u]) => u),
      1e-5,
    );
  });

  it.each([
    ["adam", { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
    ["adam with settings of its own", { beta1: 0.5, beta2: 0.9, epsilon: 0.01, weightDecay: 0 }],
    ["adam with decoupled weight decay", { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 }],
  ])("%s", async (_, settings) => {
    const { beta1, beta2, epsilon, weightDecay } = settings;
    const after = await descend({ kind: "adam", ...settings });
    const found = start.map((w, at) => {
      let [p, m, v] = [w, 0, 0];
      for (let step = 1; step <= steps; step += 1) {
        const g = p - (target[at] ?? NaN);
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        const direction = m / (1 - beta1 ** step) / (Math.sqrt(v / (1 - beta2 ** step)) + epsilon);
        p -= rate * (direction + weightDecay * p);
      }
      return [p, m, v] as const;
    });
    expectClose(
      after.get("w") ?? [],
      found.map(([p]) => p),
      2e-5,
    );
    expectClose(
      after.get("adam.m:w") ?? [],
      found.map(([, m]) => m),
      2e-5,
    );
    expectClose(
      after.get("adam.v:w") ?? [],
      found.map(([, , v]) => v),
      2e-5,
    );
  });

  it("adam takes default settings where none are given", async () => {
    expect(await descend({ kind: "adam" })).toEqual(
      await descend({ kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }),
    );
  });
});
