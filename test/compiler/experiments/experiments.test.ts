/** Experiments in the plan: cells, axes, defaults. How mistakes look is shown by fixtures/errors. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { mend } from "../../../src/compiler/mend.js";
import { expectDiagnostics } from "../../support/expectDiagnostics.js";

const net =
  "model Net(X: int = 2, w: where = hard, r: number = 0.5) { input 28x28x1 encoder (8)3c-(X)p-10fc where w loss { NLL 1 L2rec (r) } }";

function experimentOf(settings: string, model = net) {
  const text = `${model} experiment E { ${settings} }`;
  const { plan, diagnostics } = compile({ path: "a.swwae", text });
  expect(diagnostics).toEqual([]);
  const [experiment] = plan.experiments;
  if (experiment === undefined) throw new Error("no experiment");
  return { experiment, models: plan.models.map(({ name }) => name) };
}

function labelsOf(settings: string): string[] {
  return experimentOf(settings).experiment.cells.map(({ label }) => label);
}

describe("an experiment", () => {
  it("has a default for everything but model and data", () => {
    const { experiment } = experimentOf("model Net data mnist");
    expect(experiment.axes).toEqual([]);
    expect(experiment.cells).toEqual([
      {
        label: "",
        labelledShare: 0.5,
        validation: 1000,
        clip: null,
        choices: [],
        model: "Net",
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
        precision: "fp32",
        augmentation: [],
        preprocessing: [{ kind: "scale" }],
      },
    ]);
  });

  it("reads every setting", () => {
    const { experiment } = experimentOf(
      `seeds 7  precision bf16  model Net  data "./digits"  labels 100  mode supervised  stop patience 3  batch (5 * 20)  epochs 20
       optimizer sgd rate 0.1 momentum 0.9 nesterov decay 1e-4  schedule step every 5 factor 0.5 warmup 2
       augment shift 2, flip horizontal, crop 28x28  preprocess resize 20x24, pad 32x32, standardise, contrast 9`,
    );
    expect(experiment.cells[0]).toMatchObject({
      data: { name: "./digits", kind: "path", labels: 100 },
      mode: "supervised",
      optimizer: { kind: "sgd", rate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
      schedule: { kind: "step", every: 5, factor: 0.5, warmupEpochs: 2 },
      batch: 100,
      epochs: 20,
      earlyStopping: { patience: 3 },
      seed: 7,
      precision: "bf16",
      augmentation: [
        { kind: "shift", pixels: 2 },
        { kind: "flip", axis: "horizontal" },
        { kind: "crop", height: 28, width: 28 },
      ],
      preprocessing: [
        { kind: "resize", height: 20, width: 24 },
        { kind: "pad", height: 32, width: 32 },
        { kind: "standardise" },
        { kind: "contrast", size: 9 },
      ],
    });
  });

  it("crosses its lists in source order, the last fastest", () => {
    const { experiment, models } = experimentOf(
      "model Net(X = 4, 8, w = none, soft beta 10) data mnist labels 100, all seeds 1..3 optimizer adam rate 0.1, 0.2",
    );
    expect(experiment.axes.map(({ name, values }) => [name, values])).toEqual([
      ["X", ["4", "8"]],
      ["w", ["none", "soft beta 10"]],
      ["labels", ["100", "all"]],
      ["seed", ["1", "2", "3"]],
      ["rate", ["0.1", "0.2"]],
    ]);
    expect(experiment.cells).toHaveLength(48);
    expect(experiment.cells[0]?.label).toBe("X 4, w none, labels 100, seed 1, rate 0.1");
    expect(experiment.cells[1]).toMatchObject({
      choices: [0, 0, 0, 0, 1],
      optimizer: { rate: 0.2 },
      model: "NetX4None",
    });
    expect(experiment.cells.at(-1)).toMatchObject({
      choices: [1, 1, 1, 2, 1],
      seed: 3,
      model: "NetX8SoftBeta10",
    });
    expect(new Set(experiment.cells.map(({ label }) => label)).size).toBe(48);
    expect(models).toEqual(["Net", "NetX4None", "NetX4SoftBeta10", "NetX8None", "NetX8SoftBeta10"]);
  });

  it("has one axis for models, optimizers or schedules that are listed", () => {
    const { experiment } = experimentOf(
      "model Net(X = 2, 4), Net(r = 0.25) data mnist optimizer adam rate 0.1, 0.2, sgd momentum 0.9 schedule cosine, step every 1, 2 factor 0.5",
    );
    expect(experiment.axes.map(({ name, values }) => [name, values])).toEqual([
      ["model", ["Net X 2", "Net X 4", "Net r 0.25"]],
      ["optimizer", ["adam rate 0.1", "adam rate 0.2", "sgd"]],
      ["schedule", ["cosine", "step every 1", "step every 2"]],
    ]);
    expect(experiment.cells.map(({ model }) => model).filter((_, index) => index % 9 === 0)).toEqual([
      "Net",
      "NetX4",
      "NetR0_25",
    ]);
  });

  it("tells alternatives apart by what they say, and leaves out what all of them say", () => {
    expect(labelsOf("model Net(r = 1), Net(r = 2, w = none), Net data mnist")).toEqual([
      "model Net r 1",
      "model Net r 2 w none",
      "model Net",
    ]);
    expect(
      labelsOf(
        "model Net data mnist optimizer sgd rate 0.1 momentum 0.9, sgd rate 0.2 momentum 0.9 nesterov, adam rate 0.1",
      ),
    ).toEqual(["optimizer sgd rate 0.1", "optimizer sgd rate 0.2 nesterov", "optimizer adam"]);
  });

  it("puts the setting before an option that is called like another axis", () => {
    const named = net
      .replaceAll("r: number", "rate: number")
      .replaceAll("(r)", "(rate)")
      .replaceAll("X", "seed");
    const { experiment } = experimentOf(
      "model Net(rate = 1, 2, seed = 2, 4, w = hard, none) data mnist optimizer adam rate 0.1, 0.2 decay 0, 0.1 seeds 2, 4",
      named,
    );
    expect(experiment.axes.map(({ name }) => name)).toEqual([
      "model rate",
      "model seed",
      "w",
      "optimizer rate",
      "decay",
      "seed",
    ]);
    expect(experiment.cells[0]?.label).toBe(
      "model rate 1, model seed 2, w hard, optimizer rate 0.1, decay 0, seed 2",
    );
    expect(new Set(experiment.cells.map(({ label }) => label)).size).toBe(64);
  });

  it("has no setting twice, however it is written", () => {
    const settings: readonly (readonly [settings: string, twice: string, same: string | null])[] = [
      ["model Net, Net(r = 0.5) data mnist", "Net(r = 0.5)", "it is the same as `Net`"],
      ["model Net(X = 2, 4), Net(X = 3, 4) data mnist", "Net(X = 4)", null],
      ["model Net data mnist optimizer adam, adam rate 1e-3", "adam rate 0.001", "it is the same as `adam`"],
      [
        "model Net data mnist schedule cosine warmup 0, cosine",
        "cosine",
        "it is the same as `cosine warmup 0`",
      ],
    ];
    for (const [written, twice, same] of settings) {
      const text = `${net} experiment E { ${written} }`;
      const { diagnostics, plan } = compile({ path: "a.swwae", text });
      expect(diagnostics.map(({ code, message, notes }) => [code, message, notes])).toEqual([
        ["SW0806", `\`${twice}\` is listed twice`, same === null ? [] : [same]],
      ]);
      expect(plan.experiments).toEqual([]);
    }
    expect(
      mend(
        { path: "a.swwae", text: `${net} experiment E { model Net(X = 4), Net(X = 4) data mnist }` },
        { suggestions: true },
      ).text,
    ).toBe(`${net} experiment E { model Net(X = 4) data mnist }`);
  });

  it("names instances apart from what is there", () => {
    const { models } = experimentOf(
      "model Net(X = 4) data mnist",
      `${net} model NETX4 { input 28x28x1 encoder (8)3c-2p loss { L2rec 1 } }`,
    );
    expect(models).toEqual(["Net", "NETX4", "NetX4_2"]);
  });

  it("is planned only with models that are sound", () => {
    const { plan, diagnostics } = compile({
      path: "a.swwae",
      text: `${net} experiment E { model Net(X = 2, 40) data mnist }`,
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(["SW0312"]);
    expect(plan.experiments).toEqual([]);
  });

  it("uses words of the language as names of its own", () => {
    expectDiagnostics(
      net.replaceAll("Net", "experiment") + " experiment use { model experiment data mnist }",
      [],
    );
  });

  it("sweeps over at most 10,000 cells, however they come about", () => {
    const big = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11";
    const rates = big.replaceAll(/\d+/g, (number) => `0.${number}1`);
    expectDiagnostics(`${net} experiment E { model Net data mnist seeds 1..10000 }`, []);
    expectDiagnostics(`${net} experiment E { model Net data mnist seeds 1..10000 batch 1, 2 }`, ["SW0814 E"]);
    expectDiagnostics(
      `${net} experiment E { model Net data mnist optimizer adam rate ${rates} decay ${rates} beta1 ${rates} beta2 ${rates} }`,
      ["SW0814 optimizer"],
    );
  });
});

/** Codes, each with the title of its fix. */
function diagnose(settings: string): string[] {
  const text = `${net} experiment E { model Net  data mnist  ${settings} }`;
  return compile({ path: "a.swwae", text }).diagnostics.map(({ code, fix }) =>
    fix === null ? code : `${code} ${fix.title}`,
  );
}

describe("a study and its quick version", () => {
  it("are part of the plan", () => {
    const { experiment, models } = experimentOf(
      "study few-labels  model Net(X = 2, 4)  data mnist  labels 100, 600  epochs 5  augment shift 2  quick { epochs 1  labels 100  seeds 1..2 }",
    );
    expect(experiment.study).toBe("few-labels");
    expect(experiment.cells).toHaveLength(4);
    expect(experiment.quick?.cells.map(({ label }) => label)).toEqual([
      "X 2, seed 1",
      "X 2, seed 2",
      "X 4, seed 1",
      "X 4, seed 2",
    ]);
    // What is not changed is as the experiment says.
    expect(experiment.quick?.cells[0]).toMatchObject({
      epochs: 1,
      data: { name: "mnist", labels: 100 },
      augmentation: [{ kind: "shift", pixels: 2 }],
    });
    expect(models).toHaveLength(2);
  });

  it("plan the models that the quick version alone trains", () => {
    const { experiment, models } = experimentOf("model Net(X = 2)  data mnist  quick { model Net(X = 7) }");
    expect(models).toHaveLength(2);
    expect(experiment.quick?.cells[0]?.model).not.toBe(experiment.cells[0]?.model);
  });

  it("know the names of studies that are words of the language elsewhere", () => {
    expect(experimentOf("study necessity-of-where  model Net  data mnist").experiment.study).toBe(
      "necessity-of-where",
    );
  });

  it("are none where nothing is said", () => {
    expect(experimentOf("model Net  data mnist").experiment).toMatchObject({ study: null, quick: null });
  });

  it("are told apart from what they are not", () => {
    expect(diagnose("study few-lables")).toEqual(["SW0803 few-labels"]);
    expect(diagnose("study")).toEqual(["SW0804"]);
    expect(diagnose("quick")).toEqual(["SW0804"]);
    expect(diagnose("quick { }")).toEqual(["SW0804"]);
    expect(diagnose("quick { study few-labels  epochs 1 }")).toEqual(["SW0819"]);
    expect(diagnose("quick { epoch 1 }")).toEqual(["SW0801 epochs"]);
    expect(diagnose("quick { epochs 0 }")).toEqual(["SW0805"]);
    // Wrong in both versions, and said once.
    expect(diagnose("optimizer sgd rate 0.1 nesterov  quick { epochs 1 }")).toHaveLength(1);
    // Wrong in the quick version alone.
    expect(diagnose("quick { preprocess pad 40x40 }")).toHaveLength(1);
  });
});
