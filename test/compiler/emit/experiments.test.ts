/** Experiments in generated modules: their text, and that their cells are the plan's. */
import { fileURLToPath } from "node:url";
import { type Experiment, experimentCells } from "swwae/runtime";
import { describe, expect, it, test } from "vitest";
import { emitTypeScript } from "../../../src/compiler/emit/typescript/index.js";
import type { CellPlan, ExperimentPlan, Plan } from "../../../src/compiler/index.js";
import { compileSpec } from "../../support/compileSpec.js";
import { evaluateModule } from "../../support/evaluateModule.js";
import { expectExperiments } from "../../support/experimentCells.js";
import { expectGolden } from "../../support/golden.js";

const goldens = fileURLToPath(new URL("golden/", import.meta.url));
const span = { start: 0, end: 0 };

const { models } = compileSpec(
  "experiments.swwae",
  ["Hard2", "Hard4", "None2", "None4"]
    .map(
      (name) =>
        `model ${name} { input 8x8x1  encoder (2)3c-${name.at(-1)}p-3fc  where ${name.slice(0, 4).toLowerCase()}  loss { NLL 1  L2rec 1 } }`,
    )
    .join("\n"),
);

const cell: CellPlan = {
  label: "",
  choices: [],
  model: "Hard2",
  data: { name: "mnist", kind: "known", labels: "all" },
  mode: "semi-supervised",
  optimizer: {
    kind: "adam",
    rate: 0.001,
    momentum: 0,
    nesterov: false,
    beta1: 0.9,
    beta2: 0.999,
    weightDecay: 0,
  },
  schedule: { kind: "constant", warmupEpochs: 0 },
  batch: 64,
  epochs: 10,
  earlyStopping: null,
  seed: 1,
  labelledShare: 0.5,
  validation: 1000,
  clip: null,
  precision: "fp32",
  augmentation: [],
  preprocessing: [],
};

/** An experiment of all combinations; `change` makes a cell of the values chosen. */
function experiment(
  name: string,
  axes: Readonly<Record<string, readonly string[]>>,
  change: (values: Readonly<Record<string, string>>) => Partial<CellPlan>,
): ExperimentPlan {
  const combinations = Object.values(axes).reduce<number[][]>(
    (found, values) => found.flatMap((choices) => values.map((_, index) => [...choices, index])),
    [[]],
  );
  const cells = combinations.map((choices): CellPlan => {
    const values = Object.entries(axes).map(([axis, words], at) => [axis, words[choices[at]!]!] as const);
    const label = values.map(([axis, word]) => `${axis} ${word}`).join(", ");
    return { ...cell, label, choices, ...change(Object.fromEntries(values)) };
  });
  const named = Object.entries(axes).map(([axis, values]) => ({ name: axis, values, span }));
  return { name, documentation: null, span, study: null, axes: named, cells, quick: null };
}

const sgd = { ...cell.optimizer, kind: "sgd", rate: 0.1, momentum: 0.9, nesterov: true } as const;

const plan: Plan = {
  file: "experiments.swwae",
  models,
  experiments: [
    {
      ...experiment("Single", {}, () => ({
        data: { name: "../data/svhn", kind: "path", labels: 1000 },
        optimizer: { ...cell.optimizer, kind: "adamw", weightDecay: 0.01 },
        schedule: { kind: "step", every: 10, factor: 0.5, warmupEpochs: 1 },
        earlyStopping: { patience: 5 },
        augmentation: [
          { kind: "shift", pixels: 2 },
          { kind: "flip", axis: "horizontal" },
        ],
        preprocessing: [{ kind: "standardise" }],
      })),
      documentation: "Nothing varies.\nBut much is said.",
    },
    experiment("FewLabels", { labels: ["100", "600", "all"], seed: ["1", "2"] }, ({ labels, seed }) => ({
      data: { ...cell.data, labels: labels === "all" ? "all" : Number(labels) },
      seed: Number(seed),
    })),
    experiment("Wheres", { X: ["2", "4"], w: ["hard", "none"] }, ({ X, w }) => ({
      model: `${w === "hard" ? "Hard" : "None"}${X}`,
    })),
    experiment(
      "Optimizers",
      { optimizer: ["adam", "sgd"], rate: ["0.1", "0.010"], "warm up": ["0", "5"] },
      ({ optimizer, rate, "warm up": warmUp }) => ({
        optimizer: { ...(optimizer === "sgd" ? sgd : cell.optimizer), rate: Number(rate) },
        schedule: { kind: "cosine", warmupEpochs: Number(warmUp) },
      }),
    ),
    experiment("Hard4s", { Hard4: ["Hard2", "Hard4"], momentum: ["0", "0.9"] }, ({ Hard4, momentum }) => ({
      model: Hard4 ?? "",
      optimizer: { ...sgd, momentum: Number(momentum), nesterov: momentum !== "0" },
    })),
    experiment("pool", { batch: ["10", "20"], epochs: ["1", "2"] }, ({ batch, epochs }) => ({
      // Epochs that depend on the batch too: 1 and 2, but 2 and 4 for the larger one.
      batch: Number(batch),
      epochs: (Number(epochs) * Number(batch)) / 10,
    })),
  ],
};

test("axes and alternatives that are called alike are told apart", async () => {
  const named = compileSpec(
    "named.swwae",
    `model Net(rate: number = 1) { input 28x28x1  encoder (2)3c-2p-10fc  loss { NLL 1  L2rec (rate) } }
     experiment Rates { model Net(rate = 1, 2)  data mnist  optimizer adam rate 0.1, 0.2 }
     experiment Alternatives { model Net  data mnist  optimizer adam rate 0.1, adam rate 0.1 decay 0.1, sgd rate 0.1 }`,
  );
  const module = evaluateModule(await emitTypeScript(named, { version: "0.0.0" }));
  expectExperiments(named, module);
  expect(experimentCells((module as { Rates: Experiment }).Rates).map(({ label }) => label)).toEqual([
    "model rate 1, optimizer rate 0.1",
    "model rate 1, optimizer rate 0.2",
    "model rate 2, optimizer rate 0.1",
    "model rate 2, optimizer rate 0.2",
  ]);
});

describe("experiments in generated modules", () => {
  it("read as a person would write them", async () => {
    const text = await emitTypeScript(plan, { version: "0.0.0" });
    expectGolden(`${goldens}experiments.ts`, text);
    expectExperiments(plan, evaluateModule(text));
  });

  it("are not imported for where there are none", async () => {
    const text = await emitTypeScript({ ...plan, experiments: [] }, { version: "0.0.0" });
    expect(text).not.toContain("defineExperiment");
  });
});
