/** What each rule lets pass and what it does not; how the diagnostics look is shown by fixtures/errors. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { applyFix } from "../../../src/compiler/diagnostics/diagnostic.js";
import { expectDiagnostics, modelWith } from "../../support/expectDiagnostics.js";

const stage = "stage a { conv 3x3 8 relu pool 2x2 }";

describe("required sections", () => {
  it("are input, encoder and loss", () => {
    expectDiagnostics("model M { }", ["SW0209 M", "SW0209 M", "SW0209 M"]);
    expectDiagnostics("model M { input 8x8x1 encoder (8)3c-2p }", ["SW0209 M"]);
  });
});

describe("sizes", () => {
  it("end at 65,536 and at 2^28 numbers", () => {
    expectDiagnostics(modelWith("stage a { conv 1x1 65536 }"), []);
    expectDiagnostics(modelWith("stage a { conv 1x1 65537 }"), ["SW0305 65537"]);
    expectDiagnostics(
      modelWith("stage a { conv 3x3 8 dropout 0 } stage b { conv 1x1 65536 } stage c { conv 1x1 65536 }"),
      ["SW0306 conv 1x1 65536"],
    );
    expectDiagnostics("model M { input 16384x16384x1 encoder (1)1c loss { L2rec 1 } }", []);
    expectDiagnostics("model M { input 16384x16385x1 encoder (1)1c loss { L2rec 1 } }", [
      "SW0306 16384x16385x1",
    ]);
  });

  it("are whole and positive", () => {
    expectDiagnostics(modelWith("stage a { conv 0x3 8 }"), ["SW0303 0"]);
    expectDiagnostics(modelWith("stage a { conv 3x-1 8 }"), ["SW0303 -1"]);
    expectDiagnostics(modelWith("stage a { conv 3x2.5 8 }"), ["SW0304 2.5"]);
    expectDiagnostics(modelWith("stage a { dense Infinity }"), ["SW0302 Infinity"]);
  });

  it("of kernels and regions have two numbers", () => {
    expectDiagnostics(modelWith("stage a { conv 3 8 pool 2 }"), ["SW0307 3", "SW0307 2"]);
    expectDiagnostics(modelWith("stage a { pool 2x2x2 }"), ["SW0302 2x2x2"]);
  });
});

describe("dropout", () => {
  it("has a rate in [0, 1)", () => {
    expectDiagnostics(modelWith("stage a { dropout 0 conv 3x3 8 dropout 0.999 }"), []);
    expectDiagnostics(modelWith("stage a { conv 3x3 8 dropout 1 }"), ["SW0308 1"]);
    expectDiagnostics(modelWith("stage a { conv 3x3 8 dropout -0.1 }"), ["SW0308 -0.1"]);
  });
});

describe("stages", () => {
  it("are convolutional or dense", () => {
    expectDiagnostics(modelWith(`${stage} stage b { dense 10 relu } stage c { relu dense 3 }`), []);
    expectDiagnostics(modelWith("stage a { conv 3x3 8 dense 10 }"), ["SW0314 dense 10"]);
    expectDiagnostics(modelWith("stage a { dense 10 conv 3x3 8 pool 2x2 }"), ["SW0309 conv 3x3 8"]);
    expectDiagnostics(modelWith("stage a { dense 10 } stage b { relu } stage c { pool 2x2 }"), [
      "SW0309 pool 2x2",
    ]);
  });

  it("end with their pooling", () => {
    expectDiagnostics(modelWith("stage a { pool 2x2 dropout 0.5 }"), []);
    expectDiagnostics(modelWith("stage a { pool 2x2 pool 2x2 }"), ["SW0310 pool 2x2"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 relu conv 3x3 8 }"), ["SW0310 relu"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 dropout 0.5 conv 3x3 8 }"), ["SW0310 conv 3x3 8"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 dense 10 }"), ["SW0314 dense 10"]);
  });

  it("pool no more than there is", () => {
    expectDiagnostics(modelWith("stage a { pool 28x28 } stage b { pool 1x1 }"), []);
    expectDiagnostics(modelWith("stage a { pool 29x28 }"), ["SW0312 pool 29x28"]);
    expectDiagnostics(modelWith(`${stage} stage b { pool 2x15 } stage c { pool 99x99 }`), [
      "SW0312 pool 2x15",
    ]);
  });

  it("are not empty", () => {
    expectDiagnostics(modelWith(""), ["SW0311 encoder"]);
    expectDiagnostics(modelWith("stage a { } stage b { pool 2x2 where hard }"), ["SW0311 a"]);
  });
});

function classifier(layers: string): string {
  return modelWith(stage, `classifier { ${layers} } loss { NLL 1 }`);
}

describe('the fix "start a new stage"', () => {
  it("takes a name that is free", () => {
    const text = modelWith("stage a { pool 2x2 conv 3x3 8 } stage a2 { pool 2x2 }");
    const [diagnostic] = compile({ path: "a.swwae", text }).diagnostics;
    expect(diagnostic?.fix?.edits[0]?.text).toBe("} stage a3 { ");
    expectDiagnostics(applyFix(text, diagnostic?.fix ?? { title: "", safe: false, edits: [] }), []);
  });
});

describe("the classifier", () => {
  it("ends in a dense layer and has no use for maps", () => {
    expectDiagnostics(classifier("dropout 0.5 dense 20 batchnorm relu dense 10"), []);
    expectDiagnostics(classifier("dense 10 relu"), ["SW0313 relu"]);
    expectDiagnostics(classifier("conv 3x3 8 dense 10"), ["SW0212 conv 3x3 8"]);
    expectDiagnostics(classifier(""), ["SW0311 classifier"]);
  });

  it("is one", () => {
    const text = "model M { input 8x8x1 encoder (8)3c-2p-10fc classifier { dense 10 } loss { NLL 1 } }";
    expectDiagnostics(text, ["SW0211 classifier"]);
  });
});

function where(text: string): string {
  return modelWith(stage, `where ${text} loss { L2rec 1 }`);
}

describe("where", () => {
  it("is hard, soft with a positive beta, none, or map", () => {
    for (const text of ["hard", "none", "map", "soft beta 100", "soft beta 1e-3"])
      expectDiagnostics(where(text), []);
    expectDiagnostics(where("soft"), ["SW0502 where soft"]);
    expectDiagnostics(where("soft beta -1"), ["SW0503 -1"]);
    expectDiagnostics(where("soft beta NaN"), ["SW0503 NaN"]);
    expectDiagnostics(where("none beta 1"), ["SW0504 beta 1"]);
    expectDiagnostics(where("soft alpha 1"), ["SW0507 alpha"]);
    expectDiagnostics(where("switch"), ["SW0501 switch"]);
  });

  it("of a stage needs a pooling", () => {
    expectDiagnostics(modelWith("stage a { conv 3x3 8 where hard }"), ["SW0505 where hard"]);
    expectDiagnostics(modelWith("stage a { dense 8 where hard }"), ["SW0505 where hard"]);
  });
});

describe("the loss", () => {
  const two = `${stage} stage b { conv 3x3 8 relu pool 2x2 }`;

  it("has finite weights that are not negative", () => {
    expectDiagnostics(modelWith(two, "loss { L2rec 0 L2M a 1e-3 L2* 2 reduce sum }"), []);
    expectDiagnostics(modelWith(two, "loss { L2rec -0.5 L2M -Infinity L2* 1e400 }"), [
      "SW0403 -0.5",
      "SW0404 -Infinity",
      "SW0404 1e400",
    ]);
    expectDiagnostics(modelWith(two, "loss { L2rec L2* 1 }"), ["SW0402 L2rec"]);
    expectDiagnostics(modelWith(two, "loss { reduce median L2* 1 }"), ["SW0410 median"]);
  });

  it("takes NLL from a classifier", () => {
    expectDiagnostics(modelWith(two, "loss { NLL 1 L2rec 1 }"), ["SW0405 NLL 1"]);
    expectDiagnostics(modelWith(two, "loss { NLL 0 L2rec 1 }"), []);
    expectDiagnostics(modelWith(two, "classifier { dense 10 } loss { NLL 1 }"), []);
  });

  it("warns of an L2M that is identically 0 only where it was asked for", () => {
    expectDiagnostics(modelWith(two, "loss { L2* 1 }"), []);
    expectDiagnostics(modelWith(two, "loss { L2M 1 }"), []);
    expectDiagnostics(modelWith(two, "loss { L2rec 1 L2M b 0.1 }"), ["SW0406 L2M b 0.1"]);
    expectDiagnostics(modelWith(two, "loss { L2rec 1 L2M b 0 }"), []);
    expectDiagnostics(modelWith(stage, "loss { L2rec 1 L2M 0.5 }"), ["SW0406 L2M 0.5"]);
    expectDiagnostics(modelWith(stage, "loss { L2* 0.5 }"), []);
  });

  it("does not warn where a dropout makes the top term real", () => {
    expectDiagnostics(modelWith("stage a { conv 3x3 8 relu pool 2x2 dropout 0.5 }", "loss { L2M 1 }"), []);
    expectDiagnostics(modelWith("stage a { conv 3x3 8 relu pool 2x2 dropout 0 }", "loss { L2M 1 }"), [
      "SW0406 L2M 1",
    ]);
    expectDiagnostics(modelWith(`${stage} stage code { dense 8 }`, "loss { L2M a 1 }"), []);
    expectDiagnostics(modelWith(`${stage} stage code { dense 8 }`, "loss { L2M code 1 }"), [
      "SW0406 L2M code 1",
    ]);
  });

  it("warns of weights that are all 0", () => {
    expectDiagnostics(modelWith(two, "loss { }"), ["SW0411 loss"]);
    expectDiagnostics(modelWith(two, "loss { L2* 0 }"), ["SW0411 loss"]);
  });
});
