/** Cells of experiments: which one is meant, how they are listed, what they say about a training. */
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import type { CellPlan, ExperimentPlan, Plan } from "../../../src/compiler/index.js";
import {
  chooseCell,
  findExperiment,
  listCells,
  noExperiment,
  settingsOfCell,
} from "../../../src/cli/session/experimentCell.js";
import { processTerminal } from "../../../src/cli/terminal.js";

const span = { start: 0, end: 0 };

const single: CellPlan = {
  label: "",
  choices: [],
  model: "Tiny",
  data: { name: "mnist", kind: "known", labels: "all" },
  mode: "semi-supervised",
  optimizer: {
    kind: "adamw",
    rate: 0.003,
    momentum: 0,
    nesterov: false,
    beta1: 0.8,
    beta2: 0.99,
    weightDecay: 0.01,
  },
  labelledShare: 0.25,
  validation: 500,
  clip: 1,
  schedule: { kind: "cosine", warmupEpochs: 2 },
  batch: 50,
  epochs: 4,
  earlyStopping: { patience: 2 },
  seed: 7,
  precision: "fp32",
  augmentation: [{ kind: "shift", pixels: 2 }],
  preprocessing: [{ kind: "standardise" }],
};

const sweep: ExperimentPlan = {
  name: "Sweep",
  documentation: null,
  span,
  study: null,
  axes: [
    { name: "labels", values: ["100", "600"], span },
    { name: "seed", values: ["1", "2"], span },
  ],
  cells: [100, 600].flatMap((labels, row) =>
    [1, 2].map((seed, column) => ({
      ...single,
      label: `labels ${labels}, seed ${seed}`,
      choices: [row, column],
      data: { ...single.data, labels },
      seed,
    })),
  ),
  quick: null,
};

const plan: Plan = { file: "a.swwae", models: [], experiments: [sweep] };

describe("findExperiment", () => {
  it("finds an experiment by its name, and nothing else", () => {
    expect(findExperiment(plan, "Sweep")).toBe(sweep);
    expect(findExperiment(plan, "Tiny")).toBeNull();
    expect(findExperiment(plan, null)).toBeNull();
  });

  it("is not content with a name that a model has too", () => {
    const model = { name: "Sweep" } as Plan["models"][number];
    expect(() => findExperiment({ ...plan, models: [model] }, "Sweep")).toThrow(
      "a.swwae defines both a model and an experiment Sweep",
    );
  });

  it("tells which experiment could be named", () => {
    expect(noExperiment(plan, "--cell")).toMatchObject({ hint: "name one: a.swwae#Sweep" });
    expect(noExperiment({ ...plan, experiments: [] }, "--cell")).toMatchObject({
      hint: "a.swwae defines no experiment",
    });
  });
});

describe("chooseCell", () => {
  it.each([
    [null, 1],
    ["3", 3],
    ["labels 100, seed 2", 2],
    ["seed 2,  labels 600", 4],
  ])("%j is cell %i", (wanted, number) => {
    const chosen = chooseCell(sweep, wanted);
    expect(chosen.number).toBe(number);
    expect(chosen.cell).toBe(sweep.cells[number - 1]);
  });

  it.each(["0", "5", "labels 100", "seed 2, labels 700", ""])("%j is none", (wanted) => {
    expect(() => chooseCell(sweep, wanted)).toThrow(`the experiment Sweep has no cell ${wanted}`);
  });
});

it("lists cells with their number, label and model", () => {
  const lines: string[] = [];
  const terminal = {
    ...processTerminal(),
    colors: pc.createColors(false),
    print: (line: string) => void lines.push(line),
  };
  listCells(sweep, false, terminal);
  expect(lines).toEqual([
    "Sweep: 4 cells",
    "1  labels 100, seed 1  Tiny",
    "2  labels 100, seed 2  Tiny",
    "3  labels 600, seed 1  Tiny",
    "4  labels 600, seed 2  Tiny",
  ]);
  lines.length = 0;
  listCells(sweep, true, terminal);
  expect(JSON.parse(lines.join("\n"))).toMatchObject({
    experiment: "Sweep",
    cells: [{ number: 1, label: "labels 100, seed 1", model: "Tiny" }, {}, {}, {}],
  });
});

describe("settingsOfCell", () => {
  it("takes every setting over", () => {
    expect(settingsOfCell(single, "specs/a.swwae")).toEqual({
      data: "mnist",
      labels: null,
      mode: "semi-supervised",
      optimizer: { kind: "adamw", beta1: 0.8, beta2: 0.99, weightDecay: 0.01 },
      rate: 0.003,
      labelledShare: 0.25,
      validation: 500,
      clip: 1,
      schedule: { kind: "cosine", warmupEpochs: 2 },
      batch: 50,
      epochs: 4,
      seed: 7,
      precision: "fp32",
      earlyStopping: { patience: 2 },
      augmentation: [{ kind: "shift", pixels: 2 }],
      preprocessing: [{ kind: "standardise" }],
    });
  });

  it("knows sgd by its own settings", () => {
    const optimizer = { ...single.optimizer, kind: "sgd", momentum: 0.9, nesterov: true } as const;
    expect(settingsOfCell({ ...single, optimizer }, "a.swwae").optimizer).toEqual({
      kind: "sgd",
      momentum: 0.9,
      nesterov: true,
      weightDecay: 0.01,
    });
  });

  it.each([
    ["specs/paper/a.swwae", "../../data/svhn", "data/svhn"],
    ["a.swwae", "mnist", "./mnist"],
    ["specs/a.swwae", "mnist", "specs/mnist"],
  ])("beside %s finds the data %s", (spec, name, expected) => {
    const data = { name, kind: "path", labels: 10 } as const;
    expect(settingsOfCell({ ...single, data }, spec)).toMatchObject({ data: expected, labels: 10 });
  });
});
