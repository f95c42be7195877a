/** Experiments: their cells, and the types of their axes. */
import { defineExperiment, experimentCells, type ExperimentSettings } from "swwae/runtime";
import { describe, expect, expectTypeOf, it } from "vitest";
import { barModel } from "../../support/bars.js";

const small = barModel();
const large = barModel({ dropout: 0 });

const base: ExperimentSettings = {
  model: small,
  data: { kind: "known", name: "mnist", labels: 100 },
  mode: "semi-supervised",
  optimizer: { kind: "adam", rate: 0.001 },
  schedule: { kind: "constant", warmupEpochs: 0 },
  batch: 10,
  epochs: 1,
  earlyStopping: null,
  seed: 1,
  augmentation: [],
  preprocessing: [],
};

describe("experimentCells", () => {
  it("are all combinations, the last axis varying fastest", () => {
    const sweep = defineExperiment({
      name: "Sweep",
      axes: { net: ["small", "large"], labels: [100, "all"] },
      settings: ({ net, labels }) => {
        expectTypeOf(net).toEqualTypeOf<"small" | "large">();
        expectTypeOf(labels).toEqualTypeOf<100 | "all">();
        return { ...base, model: { small, large }[net], data: { ...base.data, labels } };
      },
    });
    const cells = experimentCells(sweep);
    expect(cells.map(({ label }) => label)).toEqual([
      "net small, labels 100",
      "net small, labels all",
      "net large, labels 100",
      "net large, labels all",
    ]);
    expect(cells.map(({ settings }) => settings.model)).toEqual([small, small, large, large]);
    expect(cells.map(({ settings }) => settings.data.labels)).toEqual([100, "all", 100, "all"]);
  });

  it("of an experiment in which nothing varies is one, without a label", () => {
    const single = defineExperiment({ name: "Single", axes: {}, settings: () => base });
    expect(experimentCells(single)).toEqual([{ label: "", settings: base }]);
  });
});
