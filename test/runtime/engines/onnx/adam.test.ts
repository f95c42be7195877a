/** Adam's updates in few operators: how many there are, and that nothing else is taken along. */
import { trainingProgram, type OptimizerOptions, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { findAdamUpdates } from "../../../../src/runtime/engines/onnx/fast/adam.js";
import { lowerProgram } from "../../../../src/runtime/engines/onnx/lower.js";
import { optimise } from "../../../../src/runtime/graph/passes/index.js";
import { onnx } from "../../../../src/onnx/proto.js";
import { stackedModel } from "../../../support/models.js";
import { feedsOf, parametersOf, runOnce, statesOf } from "../../../support/sessions.js";
import { normals, relativeDifference, value } from "../../../support/values.js";

const model = stackedModel({
  input: [8, 8, 2],
  classes: 3,
  stages: [{ channels: [4, 60, 60], kernel: [3, 3], pool: [2, 2] }],
  where: "hard",
});

function training(optimizer: OptimizerOptions): Program {
  return trainingProgram(model, { batch: 4, mode: "semi-supervised", optimizer });
}

function operatorsIn(program: Program): readonly string[] {
  const { graph } = onnx.ModelProto.decode(lowerProgram(program, "fast"));
  return graph?.node?.map(({ opType }) => opType ?? "") ?? [];
}

describe("Adam's updates on the fast lowering", () => {
  it("take one root for all biases, one for each kernel, and one for the rate", () => {
    const kernels = [...parametersOf(model, 1).values()].filter(({ shape }) => shape.length > 1).length;
    const operators = operatorsIn(training({ kind: "adam" }));
    expect(operators.filter((operator) => operator === "Sqrt")).toHaveLength(kernels + 2);
  });

  it.each<[string, OptimizerOptions]>([
    ["Adam", { kind: "adam" }],
    ["Adam with other numbers", { kind: "adam", beta1: 0.5, beta2: 0.99, epsilon: 1e-3 }],
    ["Adam with a penalty", { kind: "adam", weightDecay: 0.1 }],
    ["AdamW", { kind: "adamw", weightDecay: 0.1 }],
  ])("come to what they are by definition: %s", async (_, optimizer) => {
    const program = training(optimizer);
    const states = statesOf(program, parametersOf(model, 1));
    // Moments as after some steps: from zero a gradient that is next to nothing would be as large a step as any.
    for (const [name, { shape, data }] of states) {
      if (name.startsWith("adam.v"))
        states.set(
          name,
          value(
            shape,
            data.map(() => 0.01),
          ),
        );
      if (name.startsWith("adam.m")) states.set(name, normals(shape, 1, name));
    }
    const feeds = feedsOf(program, { seed: 1, step: 9 });
    const expected = await runOnce("onnx (reference)", program, states, feeds);
    const found = await runOnce("onnx", program, states, feeds);
    for (const [name, { data }] of expected.states) {
      const largest = Math.max(...data.map(Math.abs));
      const difference = relativeDifference(found.states.get(name)?.data ?? [], data, largest / 100);
      expect(difference, name).toBeLessThan(1e-4);
    }
  });

  it("leave AdamW's decay and other optimisers to the step graph", () => {
    for (const optimizer of [
      { kind: "adamw", weightDecay: 0.1 },
      { kind: "sgd", momentum: 0.9 },
    ] as const) {
      expect(findAdamUpdates(optimise(training(optimizer))).updates).toEqual([]);
    }
  });

  it("leave alone what something else uses", () => {
    const program = optimise(training({ kind: "adam" }));
    const all = findAdamUpdates(program);
    const [[name, next] = []] = program.updates;
    if (name === undefined || next === undefined) throw new Error("a training step has updates");
    const asked = { ...program, outputs: new Map([...program.outputs, ["asked", next]]) };
    expect(findAdamUpdates(asked).updates).toHaveLength(all.updates.length - 1);
  });
});
