import { trainingProgram, type OptimizerOptions, type Program } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { adamUpdateOf, changedBy } from "../../../src/runtime/engines/adam.js";
import { optimise } from "../../../src/runtime/graph/passes/index.js";
import { stackedModel } from "../../support/models.js";

const model = stackedModel({
  input: [8, 8, 2],
  classes: 3,
  stages: [{ channels: [4], kernel: [3, 3], pool: [2, 2] }],
  where: "hard",
});

function training(optimizer: OptimizerOptions, clip: number | null = null): Program {
  return optimise(trainingProgram(model, { batch: 4, mode: "semi-supervised", optimizer, clip }));
}

/** The states that are recognised to be changed by Adam. */
function recognised(program: Program): readonly string[] {
  const updates = [...program.updates.keys()].map((name) => adamUpdateOf(program, name));
  return updates.flatMap((update) => (update === null ? [] : changedBy(update))).sort();
}

describe("an update by Adam", () => {
  it.each<[string, Program]>([
    ["as it is", training({ kind: "adam" })],
    ["with other decays", training({ kind: "adam", beta1: 0.5, beta2: 0.99, epsilon: 1e-4 })],
    ["with a penalty on the parameters", training({ kind: "adam", weightDecay: 0.01 })],
    ["of a clipped gradient", training({ kind: "adam" }, 1)],
    ["without the decay that would make it AdamW's", training({ kind: "adamw" })],
  ])("is recognised for every parameter and both of its moments, %s", (_, program) => {
    expect(recognised(program)).toEqual([...program.updates.keys()].sort());
    expect(program.updates.size).toBe(18);
  });

  it.each<[string, Program]>([
    ["AdamW's with a decay", training({ kind: "adamw", weightDecay: 0.01 })],
    ["plain descent", training({ kind: "sgd" })],
    ["momentum", training({ kind: "sgd", momentum: 0.9 })],
  ])("is not seen in %s", (_, program) => {
    expect(recognised(program)).toEqual([]);
  });

  it("is not seen where a moment becomes something else", () => {
    const program = training({ kind: "adam" });
    const parameter = "encoder.bottom.conv1.kernel";
    expect(adamUpdateOf(program, parameter)).not.toBeNull();
    const updates = new Map(program.updates);
    updates.delete(`adam.m:${parameter}`);
    expect(adamUpdateOf({ ...program, updates }, parameter)).toBeNull();
  });
});
