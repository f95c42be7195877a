import {
  heNormal,
  initialise,
  lecunNormal,
  ones,
  parameterList,
  running,
  zeros,
  type Model,
  type ParameterSpecs,
} from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { stackedModel } from "../../support/models.js";

const base = stackedModel({
  input: [4, 4, 1],
  classes: null,
  stages: [{ channels: [2], kernel: [3, 3], pool: [2, 2] }],
  where: "hard",
});

const withParameters = (parameters: ParameterSpecs): Model => ({ ...base, parameters });

const model = withParameters({
  encoder: {
    bottom: {
      conv: { kernel: heNormal([5, 5, 8, 64]), bias: zeros([64]) },
      norm: { scale: ones([64]), mean: running(zeros([64])), variance: running(ones([64])) },
    },
  },
  classifier: { kernel: lecunNormal([400, 20]), bias: zeros([20]) },
});

const deviation = (data: Float32Array | undefined): number =>
  Math.sqrt(
    (data ?? new Float32Array()).reduce((total, number) => total + number ** 2, 0) / (data?.length ?? 0),
  );

describe("start values", () => {
  it("have the names, order and shapes of the declaration", () => {
    expect(parameterList(model).map(({ name, shape, trained }) => [name, shape, trained])).toEqual([
      ["encoder.bottom.conv.kernel", [5, 5, 8, 64], true],
      ["encoder.bottom.conv.bias", [64], true],
      ["encoder.bottom.norm.scale", [64], true],
      ["encoder.bottom.norm.mean", [64], false],
      ["encoder.bottom.norm.variance", [64], false],
      ["classifier.kernel", [400, 20], true],
      ["classifier.bias", [20], true],
    ]);
    expect([...initialise(model, 1).keys()]).toEqual(parameterList(model).map(({ name }) => name));
  });

  it("are the same for the same seed and others for another", () => {
    expect(initialise(model, 1)).toEqual(initialise(model, 1));
    expect(initialise(model, 1).get("classifier.kernel")).not.toEqual(
      initialise(model, 2).get("classifier.kernel"),
    );
  });

  it("spread by √(2 / fan-in) before a ReLU and √(1 / fan-in) before linear outputs", () => {
    const values = initialise(model, 1);
    expect(deviation(values.get("encoder.bottom.conv.kernel")?.data) / Math.sqrt(2 / 200)).toBeCloseTo(1, 1);
    expect(deviation(values.get("classifier.kernel")?.data) / Math.sqrt(1 / 400)).toBeCloseTo(1, 1);
  });

  it("are zeros and ones where it is said so", () => {
    const values = initialise(model, 1);
    expect(values.get("encoder.bottom.conv.bias")?.data).toEqual(new Float32Array(64));
    expect(values.get("encoder.bottom.norm.scale")?.data).toEqual(new Float32Array(64).fill(1));
    expect(values.get("encoder.bottom.norm.variance")?.data).toEqual(new Float32Array(64).fill(1));
  });

  it("do not depend on other parameters: a stage keeps its weights when another comes", () => {
    const larger = withParameters({
      encoder: {
        below: { conv: { kernel: heNormal([3, 3, 1, 8]) } },
        ...(model.parameters["encoder"] as ParameterSpecs),
      },
    });
    const name = "encoder.bottom.conv.kernel";
    expect(initialise(larger, 1).get(name)).toEqual(initialise(model, 1).get(name));
  });

  it("differ between parameters of one shape", () => {
    const values = initialise(withParameters({ a: heNormal([3, 3, 2, 2]), b: heNormal([3, 3, 2, 2]) }), 1);
    expect(values.get("a")?.data).not.toEqual(values.get("b")?.data);
  });
});
