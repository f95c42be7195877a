/** Spellings of other languages: what is left alone, and that no source takes long or breaks the reading. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { specFiles } from "../../support/specFiles.js";
import { validSpecs } from "../emit/validSpecs.js";
import { expectDiagnostics } from "../../support/expectDiagnostics.js";

const codesOf = (text: string): string[] =>
  compile({ path: "a.swwae", text }).diagnostics.map(({ code }) => code);

describe("what is ours", () => {
  it.each(specFiles)("is no foreign spelling: %s", (path) => {
    const { diagnostics } = compile({ path, text: readFileSync(path, "utf8") });
    expect(diagnostics.filter(({ code }) => code.startsWith("SW013"))).toEqual([]);
  });

  it("is none in random sound specs", () => {
    for (const text of fc.sample(validSpecs, { seed: 3, numRuns: 40 })) {
      expect(codesOf(text).filter((code) => code.startsWith("SW013"))).toEqual([]);
    }
  });

  it("goes before a word of another language: parameters, stages and models may be called so", () => {
    expectDiagnostics(
      "model head(switch: where = none, C: int = 2) { input 28x28x1 encoder { stage conv2d { conv (C)x3 (2*C) relu pool (C)x(C) } stage block " +
        "{ dense (10) } } where switch loss { L2rec 1 L2M conv2d (C/2) } }",
      [],
    );
    expectDiagnostics(
      "model M(C: int = 8) { input 28x28x1 encoder (C)3c-bn-2p-0.5do-10fc loss { NLL 1 } }",
      [],
    );
  });
});

describe("a parameter", () => {
  const names = "drop rate epochs batchsize mse head middle block units conv2d relu average softmax x".split(
    " ",
  );
  it.each(names)("may be called %s", (name) => {
    expectDiagnostics(
      `model A(${name}: int = 2) {
        input 28x28x1
        encoder (${name})5c-(2*${name})3c-(${name} + 1)p-10fc
        loss { NLL (${name})  L2* (1.5 + ${name})  reduce sum }
      }
      model B(${name}: int = 2) {
        input 28x28x1
        encoder {
          repeat (${name}) { stage a { conv 3x3 (${name})  relu  pool (${name})x2 } }
          stage b { dropout (1 / (${name} + 1.5))  dense (${name}) }
        }
        loss { L2rec (2 * ${name}) }
      }
      model C(${name}: where = none) { input 28x28x1  encoder (8)5c-2p  where ${name}  loss { L2rec 1 } }
      model D(n: int = 3) extends B(${name} = n) {}
      experiment E { model B(${name} = 2, 3)  data "./maps" }`,
      [],
    );
  });
});

describe("what is translated", () => {
  it("lets the checks behind it see what was meant, and says nothing twice", () => {
    expectDiagnostics(
      "model M { input (28, 28, 1) encoder { stage a { Conv2D(8, 3) pool 40x40 } } loss { L2rec 1 } }",
      ["SW0132 input (28, 28, 1)", "SW0131 Conv2D(8, 3)", "SW0312 pool 40x40"],
    );
  });

  it("shows what is wrong in it when it is mended", () => {
    const text = "model M { input 28x28x1 encoder { stage a { MaxPool2d(40) } } loss { L2rec 1 } }";
    expectDiagnostics(text, ["SW0131 MaxPool2d(40)"]);
    expectDiagnostics(text.replace("MaxPool2d(40)", "pool 40x40"), ["SW0312 pool 40x40"]);
  });

  it("keeps its model from compiling", () => {
    const { plan } = compile({
      path: "a.swwae",
      text: "model M { input 28x28x1 encoder (8)3c–2p loss { L2rec 1 } }",
    });
    expect(plan.models).toEqual([]);
  });
});

describe("long sources", () => {
  const repeated: readonly string[] = [
    "conv(",
    "Conv2D(1, (",
    "a.b.",
    "encoder [ conv ",
    "stage a conv ",
    "model M: \n  encoder:\n",
    "loss 1*NLL + ",
    "model ",
    "5,5,",
    "# ",
    '" ',
    "x = ",
    "optimizer adam ",
    "encoder 5c, ",
  ];
  it.each(repeated)("of %j are read in a time in proportion, and break nothing", (piece) => {
    for (const opening of ["", "model M { ", "model M { encoder { stage a { "]) {
      const started = performance.now();
      codesOf(opening + piece.repeat(1_000));
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
