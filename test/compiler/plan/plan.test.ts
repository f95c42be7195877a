import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import type { LayerPlan, ModelPlan, Shape } from "../../../src/compiler/plan/plan.js";
import { modelWith } from "../../support/expectDiagnostics.js";

function planOf(text: string): ModelPlan {
  const { plan } = compile({ path: "a.swwae", text });
  const [model] = plan.models;
  if (model === undefined) throw new Error("the model has errors");
  return model;
}

function writeShape(shape: Shape): string {
  return shape.kind === "map" ? `${shape.height}x${shape.width}x${shape.channels}` : `${shape.features}`;
}

/** "conv 7x7x64" */
function write(layers: readonly LayerPlan[]): string {
  return layers.map((layer) => `${layer.kind} ${writeShape(layer.output)}`).join(", ");
}

/** "top: 3x3x64 unpool 7x7x64 | conv 7x7x64, relu 7x7x64" */
function decoderOf(model: ModelPlan): string[] {
  return model.decoder.map(({ stage, input, unpool, layers }) => {
    const unpooled = unpool ? ` unpool ${writeShape(unpool.input)}` : "";
    return `${stage}: ${writeShape(input)}${unpooled} | ${write(layers)}`;
  });
}

function weightsOf(model: ModelPlan): string[] {
  return model.loss.terms.map(
    ({ kind, stage, weight }) => `${kind}${stage === null ? "" : ` ${stage}`} ${weight}`,
  );
}

const mnist = planOf(`/// The paper's MNIST network.
model Mnist {
  input 28x28x1
  encoder {
    stage bottom { conv 5x5 64  relu  pool 2x2 }
    stage middle { conv 3x3 64  relu  pool 2x2  where soft beta 100 }
    stage top    { conv 3x3 64  relu  pool 2x2 }
  }
  classifier { dropout 0.5  dense 10 }
  where none
  loss { NLL 1  L2rec 0.5  L2M 0.25 }
}`);

describe("the plan of the paper's MNIST network", () => {
  it("follows the maps up", () => {
    expect(
      mnist.stages.map(({ name, layers, what }) => `${name}: ${write(layers)} → ${writeShape(what)}`),
    ).toEqual([
      "bottom: conv 28x28x64, relu 28x28x64 → 14x14x64",
      "middle: conv 14x14x64, relu 14x14x64 → 7x7x64",
      "top: conv 7x7x64, relu 7x7x64 → 3x3x64",
    ]);
    expect(mnist.stages.map(({ pool }) => pool?.dropped)).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    expect(mnist.stages.map(({ pool }) => pool?.where)).toEqual([
      { kind: "none" },
      { kind: "soft", beta: 100 },
      { kind: "none" },
    ]);
  });

  it("mirrors them down, linear at the image", () => {
    expect(decoderOf(mnist)).toEqual([
      "top: 3x3x64 unpool 7x7x64 | conv 7x7x64, relu 7x7x64",
      "middle: 7x7x64 unpool 14x14x64 | conv 14x14x64, relu 14x14x64",
      "bottom: 14x14x64 unpool 28x28x64 | conv 28x28x1",
    ]);
  });

  it("counts and starts its parameters", () => {
    expect(mnist.parameterCount).toBe(1_664 + 4 * 36_928 + 1_601 + 5_770);
    const kernels = mnist.parameters.filter(({ path }) => path.at(-1) === "kernel");
    expect(
      kernels.map(({ path, shape, initialiser }) => `${path.join(".")} ${shape.join("x")} ${initialiser}`),
    ).toEqual([
      "encoder.bottom.conv.kernel 5x5x1x64 heNormal",
      "encoder.middle.conv.kernel 3x3x64x64 heNormal",
      "encoder.top.conv.kernel 3x3x64x64 heNormal",
      "decoder.top.conv.kernel 3x3x64x64 heNormal",
      "decoder.middle.conv.kernel 3x3x64x64 heNormal",
      "decoder.bottom.conv.kernel 5x5x64x1 lecunNormal",
      "classifier.dense.kernel 576x10 lecunNormal",
    ]);
  });

  it("knows its loss, with the top L2M identically 0", () => {
    expect(weightsOf(mnist)).toEqual([
      "NLL 1",
      "L2rec 0.5",
      "L2M bottom 0.25",
      "L2M middle 0.25",
      "L2M top 0.25",
    ]);
    expect(mnist.loss.terms.map(({ identicallyZero }) => identicallyZero)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(mnist.loss.terms.map(({ elements }) => elements)).toEqual([1, 784, 12_544, 3_136, 576]);
    expect(mnist.loss.reduce).toBe("mean");
  });

  it("has a classifier that flattens the code", () => {
    expect(mnist.classifier && write(mnist.classifier.layers)).toBe("flatten 576, dropout 576, dense 10");
    expect(mnist.classifier?.classes).toBe(10);
    expect(mnist.documentation).toBe("The paper's MNIST network.");
  });

  it("is the same when the encoder is written in the notation", () => {
    const short = planOf(
      "model M { input 28x28x1 encoder (64)5c-2p-(64)3c-2p-(64)3c-2p-0.5do-10fc loss { NLL 1 } }",
    );
    expect(short.parameters.map(({ shape }) => shape)).toEqual(mnist.parameters.map(({ shape }) => shape));
    expect(write(short.stages.flatMap(({ layers }) => layers))).toBe(
      write(mnist.stages.flatMap(({ layers }) => layers)),
    );
    expect(short.classifier && write(short.classifier.layers)).toBe("flatten 576, dropout 576, dense 10");
  });
});

describe("the decoder", () => {
  it("repeats the trimmings of the map that it restores, over the borders of stages", () => {
    const model = planOf(
      modelWith(`
        stage a { conv 3x3 4 batchnorm relu  conv 3x3 6 relu batchnorm  pool 2x2 }
        stage b { conv 3x3 8  pool 2x2 }
        stage c { conv 3x3 9 relu }`),
    );
    expect(decoderOf(model)).toEqual([
      "c: 7x7x9 | conv 7x7x8",
      "b: 7x7x8 unpool 14x14x8 | conv 14x14x6, relu 14x14x6, batchnorm 14x14x6",
      "a: 14x14x6 unpool 28x28x6 | conv 28x28x4, batchnorm 28x28x4, relu 28x28x4, conv 28x28x1",
    ]);
    const paths = model.parameters.map(({ path }) => path.join("."));
    expect(paths.filter((path) => path.startsWith("encoder.a."))).toEqual([
      "encoder.a.conv1.kernel",
      "encoder.a.conv1.bias",
      "encoder.a.norm1.scale",
      "encoder.a.norm1.shift",
      "encoder.a.norm1.mean",
      "encoder.a.norm1.variance",
      "encoder.a.conv2.kernel",
      "encoder.a.conv2.bias",
      "encoder.a.norm2.scale",
      "encoder.a.norm2.shift",
      "encoder.a.norm2.mean",
      "encoder.a.norm2.variance",
    ]);
    expect(paths.filter((path) => path.startsWith("decoder."))).toEqual([
      "decoder.c.conv.kernel",
      "decoder.c.conv.bias",
      "decoder.b.conv.kernel",
      "decoder.b.conv.bias",
      "decoder.b.norm.scale",
      "decoder.b.norm.shift",
      "decoder.b.norm.mean",
      "decoder.b.norm.variance",
      "decoder.a.conv1.kernel",
      "decoder.a.conv1.bias",
      "decoder.a.norm.scale",
      "decoder.a.norm.shift",
      "decoder.a.norm.mean",
      "decoder.a.norm.variance",
      "decoder.a.conv2.kernel",
      "decoder.a.conv2.bias",
    ]);
    expect(model.parameters.filter(({ trained }) => !trained)).toHaveLength(8);
  });

  it("starts kernels by He before a ReLU, also behind a batch norm", () => {
    const model = planOf(
      modelWith("stage a { conv 3x3 4 batchnorm relu conv 3x3 4 batchnorm conv 3x3 4 dropout 0.5 relu }"),
    );
    const starts = model.parameters
      .filter(({ path }) => path.at(-1) === "kernel")
      .map(({ initialiser }) => initialiser);
    expect(starts.slice(0, 3)).toEqual(["heNormal", "lecunNormal", "heNormal"]);
    expect(starts.slice(3)).toEqual(["lecunNormal", "heNormal", "lecunNormal"]);
  });

  it("goes from a dense bottleneck back to the map, in front of the map's trimmings", () => {
    const model = planOf(
      modelWith(
        "stage a { conv 3x3 4 relu pool 2x2 } stage code { dense 32 relu dense 8 }",
        "loss { L2* 1 }",
      ),
    );
    expect(model.stages.map(({ layers }) => write(layers))).toEqual([
      "conv 28x28x4, relu 28x28x4",
      "flatten 784, dense 32, relu 32, dense 8",
    ]);
    expect(decoderOf(model)).toEqual([
      "code: 8 | dense 32, relu 32, dense 784, unflatten 14x14x4, relu 14x14x4",
      "a: 14x14x4 unpool 28x28x4 | conv 28x28x1",
    ]);
    const starts = model.parameters.filter(({ path }) => path[0] === "decoder" && path.at(-1) === "kernel");
    expect(starts.map(({ path, initialiser }) => `${path.join(".")} ${initialiser}`)).toEqual([
      "decoder.code.dense1.kernel heNormal",
      "decoder.code.dense2.kernel heNormal",
      "decoder.a.conv.kernel lecunNormal",
    ]);
    expect(
      model.loss.terms.filter(({ kind }) => kind === "L2M").map(({ identicallyZero }) => identicallyZero),
    ).toEqual([false, true]);
  });

  it("looks through stages without weights for what made a map", () => {
    const model = planOf(
      modelWith("stage a { conv 3x3 4 relu pool 2x2 } stage b { pool 7x7 } stage c { conv 1x1 3 }"),
    );
    expect(decoderOf(model)).toEqual([
      "c: 2x2x3 | conv 2x2x4, relu 2x2x4",
      "b: 2x2x4 unpool 14x14x4 | ",
      "a: 14x14x4 unpool 28x28x4 | conv 28x28x1",
    ]);
  });

  it("does not mirror dropout, and keeps the one behind the what apart", () => {
    const model = planOf(
      modelWith(
        "stage a { dropout 0.1 conv 3x3 4 dropout 0.2 relu pool 2x2 dropout 0.3 } stage b { conv 3x3 4 dropout 0.4 }",
        "loss { L2M 1 }",
      ),
    );
    expect(model.stages.map(({ layers }) => layers.map(({ kind }) => kind))).toEqual([
      ["dropout", "conv", "dropout", "relu"],
      ["conv"],
    ]);
    expect(model.stages.map(({ dropout }) => dropout)).toEqual([0.3, 0.4]);
    expect(model.decoder.flatMap(({ layers }) => layers).map(({ kind }) => kind)).toEqual([
      "conv",
      "relu",
      "conv",
    ]);
    expect(model.loss.terms.every(({ identicallyZero }) => !identicallyZero)).toBe(true);
  });

  it("leaves out a dropout of rate 0", () => {
    const model = planOf(modelWith("stage a { conv 3x3 4 dropout 0 pool 2x2 dropout 0 }"));
    expect(model.stages[0]).toMatchObject({ dropout: null, layers: [{ kind: "conv" }] });
  });
});

describe("the weights of the loss", () => {
  it("go by the more specific entry, in any order", () => {
    const stages = "stage a { pool 2x2 } stage b { pool 2x2 } stage c { pool 2x2 dropout 0.5 }";
    const entries = ["L2* 1", "L2M 2", "L2M b 3"];
    for (const order of [entries, entries.toReversed()]) {
      expect(weightsOf(planOf(modelWith(stages, `loss { ${order.join(" ")} }`)))).toEqual([
        "L2rec 1",
        "L2M a 2",
        "L2M b 3",
        "L2M c 2",
      ]);
    }
    expect(weightsOf(planOf(modelWith(stages, "loss { L2rec 0 L2* 1 }")))).toEqual([
      "L2rec 0",
      "L2M a 1",
      "L2M b 1",
      "L2M c 1",
    ]);
  });
});

describe("compile", () => {
  it("plans the models that are free of errors", () => {
    const sound = "input 8x8x1 encoder (8)3c-2p loss { L2rec 1 }";
    const { plan } = compile({
      path: "specs\\a.swwae",
      text: `model A { ${sound} } model B { } model C { ${sound} } ;`,
    });
    expect(plan.models.map(({ name }) => name)).toEqual(["A", "C"]);
    expect(plan.file).toBe("specs/a.swwae");
  });
});
