/** Silences: which warnings they take out. How those about themselves look is shown by fixtures/errors. */
import { describe, it } from "vitest";
import { expectDiagnostics } from "../../support/expectDiagnostics.js";

const model = (comment: string, behind = "") =>
  `model M { input 8x8x1\nencoder (8)3c-2p\n${comment}\nloss { L2rec 1 L2M 1 } ${behind}\n}`;

describe("a silence", () => {
  it("holds for its own line and the next", () => {
    expectDiagnostics(model(""), ["SW0406 L2M 1"]);
    expectDiagnostics(model("// swwae-ignore SW0406 why not"), []);
    expectDiagnostics(model("", "// swwae-ignore SW0406 why not"), []);
    expectDiagnostics(model("// swwae-ignore SW0406 why not\n"), [
      "SW0902 // swwae-ignore SW0406 why not",
      "SW0406 L2M 1",
    ]);
  });

  it("needs a reason, a code of a warning, and something to silence", () => {
    expectDiagnostics(model("// swwae-ignore SW0406  "), ["SW0901 // swwae-ignore SW0406"]);
    expectDiagnostics(model("// swwae-ignore SW0616 why not"), [
      "SW0902 // swwae-ignore SW0616 why not",
      "SW0406 L2M 1",
    ]);
    expectDiagnostics(model("// swwae-ignore because"), ["SW0903 because", "SW0406 L2M 1"]);
    expectDiagnostics(model("// swwae-ignore SW0312 why not"), ["SW0904 SW0312", "SW0406 L2M 1"]);
  });

  it("is no other comment", () => {
    expectDiagnostics(model("// about swwae-ignore\n// swwae-ignored\n/* swwae-ignore */"), ["SW0406 L2M 1"]);
  });
});
