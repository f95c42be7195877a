/** `experiment Longer extends Table`: what is taken over, and what is not. How mistakes look is shown by fixtures/errors. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { expectDiagnostics } from "../../support/expectDiagnostics.js";

const net = "model Net(X: int = 2) { input 28x28x1 encoder (8)3c-(X)p-10fc loss { NLL 1 L2rec 1 } }";
const table =
  "experiment Table { study few-labels model Net data mnist labels 100, 600 epochs 5 seeds 1, 2 quick { epochs 1 } }";

function experimentsOf(...declarations: readonly string[]) {
  const text = [net, ...declarations].join("\n");
  const { plan, diagnostics } = compile({ path: "a.swwae", text });
  expect(diagnostics).toEqual([]);
  return new Map(plan.experiments.map((experiment) => [experiment.name, experiment]));
}

function diagnose(...declarations: readonly string[]): string[] {
  return compile({ path: "a.swwae", text: [net, ...declarations].join("\n") }).diagnostics.map(
    ({ code }) => code,
  );
}

describe("an experiment that extends another", () => {
  it("takes over its settings, and has its own instead where it says so", () => {
    const longer = experimentsOf(table, "experiment Longer extends Table { epochs 50 labels 1000 }").get(
      "Longer",
    );
    expect(longer?.study).toBe("few-labels");
    expect(longer?.cells.map(({ label, epochs, data }) => [label, epochs, data.labels])).toEqual([
      ["seed 1", 50, 1000],
      ["seed 2", 50, 1000],
    ]);
  });

  it("crosses what it adds behind what it takes over", () => {
    const rates = experimentsOf(
      table,
      "experiment Rates extends Table { labels 100 optimizer adam rate 0.1, 0.2 }",
    );
    expect(rates.get("Rates")?.cells.map(({ label }) => label)).toEqual([
      "seed 1, rate 0.1",
      "seed 1, rate 0.2",
      "seed 2, rate 0.1",
      "seed 2, rate 0.2",
    ]);
  });

  it("has no small version but its own", () => {
    const all = experimentsOf(
      table,
      "experiment Plain extends Table { epochs 9 }",
      "experiment Small extends Table { epochs 9 quick { seeds 3 } }",
    );
    expect(all.get("Plain")?.quick).toBeNull();
    expect(all.get("Small")?.quick?.cells.map(({ label, epochs, seed }) => [label, epochs, seed])).toEqual([
      ["labels 100", 9, 3],
      ["labels 600", 9, 3],
    ]);
  });

  it("may stand before it, and be extended itself", () => {
    const all = experimentsOf(
      "experiment Third extends Second { batch 32 }",
      "experiment Second extends Table { epochs 7 seeds 1 labels all }",
      table,
    );
    expect([...all.keys()]).toEqual(["Third", "Second", "Table"]);
    expect(all.get("Third")?.cells.map(({ epochs, batch }) => [epochs, batch])).toEqual([[7, 32]]);
  });

  it("is still called extends where that is a name", () => {
    const text = "model extended { input 28x28x1 encoder (8)3c-2p loss { L2rec 1 } }";
    const { plan } = compile({ path: "a.swwae", text: `${text} experiment E { model extended data mnist }` });
    expect(plan.experiments).toHaveLength(1);
  });

  it("needs one that there is", () => {
    expect(diagnose(table, "experiment Longer extends Tabel { epochs 50 }")).toEqual(["SW0820"]);
    expect(diagnose("experiment Alone extends Net { epochs 50 }")).toEqual(["SW0820"]);
  });

  it("is not its own base", () => {
    expect(diagnose("experiment Own extends Own { model Net data mnist }")).toEqual(["SW0821"]);
    expect(diagnose("experiment A extends B { }", "experiment B extends A { model Net data mnist }")).toEqual(
      ["SW0821"],
    );
  });

  it("is looked at although its base is wrong", () => {
    expect(diagnose("experiment Table { model Net }", "experiment Longer extends Table { epohs 5 }")).toEqual(
      ["SW0807", "SW0801"],
    );
  });

  it("says where what is wrong was taken over, and mends nothing there", () => {
    const declarations = [
      net,
      table,
      "model Color { input 28x28x3 encoder (8)3c-2p-10fc loss { NLL 1 L2rec 1 } }",
      "experiment Colored extends Table { model Color }",
      "experiment Reconstructed extends Table { mode unsupervised }",
    ];
    const { diagnostics } = compile({ path: "a.swwae", text: declarations.join("\n") });
    expect(diagnostics.map(({ code, notes, fix }) => [code, notes.at(-1), fix])).toEqual([
      ["SW0811", "in experiment `Colored` on line 4, which extends `Table`", null],
      ["SW0810", "what would fit there: labels all", null],
    ]);
  });

  it("says a mistake once that others take over", () => {
    const wrong = "experiment Wrong { model Net data mnist optimizer sgd rate 0.1 nesterov }";
    const text = [net, wrong, "experiment Longer extends Wrong { epochs 50 }"].join("\n");
    expectDiagnostics(text, ["SW0815 sgd"]);
  });
});
