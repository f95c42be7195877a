import { describe, it } from "vitest";
import { expectDiagnostics, modelWith } from "../../support/expectDiagnostics.js";

describe("names", () => {
  it("may be what the language does not use itself", () => {
    expectDiagnostics(modelWith("stage conv { pool 2x2 } stage mean { pool 2x2 }"), []);
  });

  it("are given once", () => {
    expectDiagnostics(modelWith("stage a { pool 2x2 } stage a { pool 2x2 }"), ["SW0206 a"]);
    const model = "input 8x8x1 encoder (8)3c-2p loss { L2rec 1 }";
    expectDiagnostics(`model M { ${model} } model N { ${model} } model m { ${model} }`, ["SW0205 m"]);
    expectDiagnostics(`model M { ${model} input 9x9x1 }`, ["SW0207 input"]);
  });

  it("of sections and layers are known", () => {
    expectDiagnostics(modelWith("stage a { pol 2x2 }"), ["SW0203 pol"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 }", "los { L2rec 1 }"), ["SW0202 los"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 }", "optimizer adam loss { L2rec 1 }"), [
      "SW0202 optimizer",
    ]);
  });

  it("that are misspelt lead to no further errors", () => {
    expectDiagnostics(modelWith("stage a { pool 2x2 }", "clasifier { dense 10 } loss { NLL 1 }"), [
      "SW0202 clasifier",
    ]);
    expectDiagnostics(modelWith("stage a { cnov 3x3 8 pool 99x99 }"), ["SW0203 cnov"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 } stge b { pool 99x99 }"), [
      "SW0210 stge",
      "SW0312 pool 99x99",
    ]);
  });

  it("of stages in the loss exist", () => {
    const stages = "stage bottom { pool 2x2 } stage top { pool 2x2 }";
    expectDiagnostics(modelWith(stages, "loss { L2M botom 0.1 }"), ["SW0407 botom"]);
    expectDiagnostics(modelWith(stages, "loss { L2M bottom 0.1 L2M bottom 0.2 }"), ["SW0408 L2M bottom 0.2"]);
    expectDiagnostics(modelWith(stages, "loss { L2rec bottom 0.1 }"), ["SW0409 bottom"]);
  });

  it("of stages are not missed where a stage could not be read", () => {
    expectDiagnostics(modelWith("stage a { pool 2x2 } stage { pool 2x2 }", "loss { L2M b 1 }"), ["SW0102 {"]);
  });

  it("belong where they can mean something", () => {
    expectDiagnostics(modelWith("conv 3x3 8"), ["SW0210 conv 3x3 8"]);
    expectDiagnostics(modelWith("stage a { pool 2x2 } where hard"), ["SW0210 where hard"]);
    expectDiagnostics("model M { input 8x8x1 stage a { pool 2x2 } loss { L2rec 1 } }", ["SW0210 stage"]);
  });
});
