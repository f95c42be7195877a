/** Gradient clipping by the global norm, as part of the step. */
import { feed, finishProgram, Graph, trainingProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { differentiate } from "../../../src/runtime/graph/differentiate.js";
import { multiply } from "../../../src/runtime/ops/multiply.js";
import { add } from "../../../src/runtime/ops/add.js";
import { state } from "../../../src/runtime/ops/source.js";
import { sum } from "../../../src/runtime/ops/sum.js";
import { clipByNorm } from "../../../src/runtime/programs/clipping.js";
import { barModel } from "../../support/bars.js";
import { enginesUnderTest } from "../../support/engines.js";
import { statesOf, withState } from "../../support/sessions.js";
import { expectClose, value } from "../../support/values.js";

/** Σ a · v + Σ b · w has the gradients a and b, of which v and w get `clip`ped ones. */
function gradients(clip: number | null) {
  const graph = new Graph(true);
  const [v, w] = [state(graph, "v", [2, 2], "parameter"), state(graph, "w", [1], "parameter")];
  const loss = add(sum(multiply(v, feed(graph, "a", [2, 2]))), sum(multiply(w, feed(graph, "b", [1]))));
  const [dv, dw] = clipByNorm(differentiate(loss, [v, w]), clip);
  if (!dv || !dw) throw new Error("the loss depends on both");
  const outputs = new Map([["v", dv] as const, ["w", dw] as const]);
  return finishProgram("clip", graph, outputs);
}

describe.each(enginesUnderTest)("clipping on %s", (engine) => {
  // ‖(1, 2, −2, 4, 12)‖ = 13
  it.each([
    [null, 1],
    [20, 1],
    [13, 1],
    [1.3, 0.1],
  ])("to %s scales all gradients by %d together", async (clip, factor) => {
    const program = gradients(clip);
    const states = statesOf(
      program,
      new Map([
        ["v", value([2, 2], [1, 1, 1, 1])],
        ["w", value([1], [1])],
      ]),
    );
    const outputs = await withState(engine, program, states, (run) =>
      run({ a: Float32Array.of(1, 2, -2, 4), b: Float32Array.of(12) }),
    );
    expectClose(
      [...outputs["v"]!, ...outputs["w"]!],
      [1, 2, -2, 4, 12].map((each) => each * factor),
      1e-6,
    );
  });
});

it("is no part of a step that does not ask for it", () => {
  const options = { batch: 2, mode: "semi-supervised", optimizer: { kind: "sgd" } } as const;
  const ops = (clip: number | null) => trainingProgram(barModel(), { ...options, clip }).nodes.length;
  expect(ops(null)).toBe(trainingProgram(barModel(), options).nodes.length);
  expect(ops(1)).toBeGreaterThan(ops(null));
});
