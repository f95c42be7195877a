/** Optimisers as part of the step, against their formulas in double precision. */
import {
  feed,
  finishProgram,
  Graph,
  type OptimizerOptions,
  type Program,
  type SgdOptions,
} from "swwae/runtime";
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
    const { beta1, beta2 } = { beta1: 0.9, beta2: 0.999, ...(options.kind === "sgd" ? {} : options) };
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

  it.each<[string, SgdOptions]>([
    ["sgd with momentum", { kind: "sgd", momentum: 0.9 }],
    ["sgd with Nesterov's momentum", { kind: "sgd", momentum: 0.9, nesterov: true }],
    ["sgd with momentum and weight decay", { kind: "sgd", momentum: 0.5, weightDecay: 0.1 }],
    ["sgd with all of them", { kind: "sgd", momentum: 0.5, nesterov: true, weightDecay: 0.1 }],
  ])("%s", async (_, options) => {
    const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
    const after = await descend(options);
    const found = start.map((w, at) => {
      let [p, u] = [w, 0];
      for (let step = 0; step < steps; step += 1) {
        const g = p - (target[at] ?? NaN) + weightDecay * p;
        u = momentum * u + g;
        p -= rate * (nesterov ? g + momentum * u : u);
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

  it("sgd with weight decay alone keeps no velocity", async () => {
    const after = await descend({ kind: "sgd", weightDecay: 0.1, nesterov: true });
    const expected = start.map((w, at) => {
      const rest = (target[at] ?? NaN) / 1.1;
      return rest + (w - rest) * (1 - rate * 1.1) ** steps;
    });
    expectClose(after.get("w") ?? [], expected, 1e-6);
    expect([...after.keys()]).toEqual(["w"]);
  });

  const usual = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

  it.each([
    ["adam", { kind: "adam", ...usual }],
    [
      "adam with settings of its own",
      { kind: "adam", beta1: 0.5, beta2: 0.9, epsilon: 0.01, weightDecay: 0 },
    ],
    ["adam with weight decay in its gradient", { kind: "adam", ...usual, weightDecay: 0.1 }],
    ["adamw, whose weight decay is apart", { kind: "adamw", ...usual, weightDecay: 0.1 }],
  ] as const)("%s", async (_, settings) => {
    const { kind, beta1, beta2, epsilon, weightDecay } = settings;
    const after = await descend(settings);
    const found = start.map((w, at) => {
      let [p, m, v] = [w, 0, 0];
      for (let step = 1; step <= steps; step += 1) {
        const g = p - (target[at] ?? NaN) + (kind === "adam" ? weightDecay * p : 0);
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        const direction = m / (1 - beta1 ** step) / (Math.sqrt(v / (1 - beta2 ** step)) + epsilon);
        p -= rate * (direction + (kind === "adamw" ? weightDecay * p : 0));
      }
      return [p, m, v] as const;
    });
    for (const [moment, name] of ["w", "adam.m:w", "adam.v:w"].entries()) {
      expectClose(
        after.get(name) ?? [],
        found.map((values) => values[moment] ?? NaN),
        2e-5,
      );
    }
  });

  it("adam takes default settings where none are given", async () => {
    expect(await descend({ kind: "adam" })).toEqual(
      await descend({ kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }),
    );
  });
});
