/** Printed programs: a small model's training step in the three modes, and with each kind of where. */
import { evaluationProgram, modes, printProgram, trainingProgram } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { expectGolden } from "../../support/golden.js";
import { stackedModel, type ModelOptions } from "../../support/models.js";

const options: ModelOptions = {
  input: [7, 6, 1],
  classes: 3,
  stages: [
    { channels: [2], kernel: [3, 3], pool: [2, 2] },
    { channels: [4], kernel: [2, 2], pool: [3, 1] },
  ],
  where: "hard",
  dropout: 0.5,
};

describe("printed programs", () => {
  it.each(modes)("are those of the golden files: training, %s", (mode) => {
    const program = trainingProgram(stackedModel(options), { batch: 4, mode, optimizer: { kind: "sgd" } });
    expectGolden(`test/runtime/golden/train-${mode}.txt`, printProgram(program));
  });

  it("show adamw's moments and batch normalisation's running statistics", () => {
    const [stage] = options.stages;
    if (stage === undefined) throw new Error("the model has a stage");
    const model = stackedModel({ ...options, stages: [stage], normalised: true, dropout: 0 });
    const optimizer = { kind: "adamw", weightDecay: 0.01 } as const;
    const program = trainingProgram(model, { batch: 4, mode: "supervised", optimizer });
    expectGolden("test/runtime/golden/train-adam.txt", printProgram(program));
  });

  it.each(["soft", "none"] as const)("are those of the golden files: evaluation, where %s", (where) => {
    const program = evaluationProgram(stackedModel({ ...options, where, beta: 100 }), {
      batch: 4,
      outputs: ["logits", "reconstruction"],
    });
    expectGolden(`test/runtime/golden/evaluate-${where}.txt`, printProgram(program));
  });

  it("are the same for the same model", () => {
    const [first, second] = [1, 2].map(() =>
      printProgram(evaluationProgram(stackedModel(options), { batch: 4, outputs: ["reconstruction"] })),
    );
    expect(first).toBe(second);
  });
});
