/** Parameters, arithmetic, repeat and extends: what they stand for. How mistakes look is shown by fixtures/errors. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { expectDiagnostics } from "../../support/expectDiagnostics.js";

const parts = "input 28x28x1 encoder { stage a { conv 3x3 8 relu pool 2x2 } stage b { conv 3x3 8 relu } }";

/** The plan of a spec that has nothing to complain about, without the places. */
function planOf(text: string) {
  const { plan, diagnostics } = compile({ path: "a.swwae", text });
  expect(diagnostics).toEqual([]);
  return plan;
}

/** A model's plan without names and places, for comparisons of what is written in two ways. */
function bare(text: string, name: string): unknown {
  const model = planOf(text).models.find((candidate) => candidate.name === name);
  expect(model).toBeDefined();
  return JSON.parse(
    JSON.stringify(model, (key, value: unknown) => (key === "span" || key === "name" ? 0 : value)),
  );
}

const wheres = (given: string) =>
  planOf(`model M(w: where = ${given}) { ${parts} where w loss { L2rec 1 } }`).models[0]?.stages[0]?.pool
    ?.where;
const divided = (size: string) =>
  `model M(X: int = 9, r: number = 3) { input 28x28x1 encoder (X)3c-2p loss { L2rec (${size} / r / r) L2* (X / 3) } }`;
const block = (name: string) =>
  `stage ${name} { conv 3x3 4 relu conv 3x3 4 relu conv 3x3 4 relu pool 2x2 where none }`;

const summed = (terms: number) =>
  `model M(X: int = 1) { input 28x28x1 encoder (X${" + X".repeat(terms)})3c-2p loss { L2rec 1 } }`;

describe("parameters", () => {
  it("are numbers wherever a number stands", () => {
    const computed = `model M(S: int = 28, X: int = 2, C: int = 3, r: number = 0.25) {
      input (S)x(S)x1
      encoder { stage a { conv (X + 1)x5 (C * (X + 2) - 2) relu pool (X)x3 dropout (r) where soft beta (10 * X) } stage b { dense (C) } }
      classifier { dense (S / 4) }
      loss { NLL (r) L2M a (2 * r) L2rec (1 - r) }
    }`;
    const plain = `model M {
      input 28x28x1
      encoder { stage a { conv 3x5 10 relu pool 2x3 dropout 0.25 where soft beta 20 } stage b { dense 3 } }
      classifier { dense 7 }
      loss { NLL 0.25 L2M a 0.5 L2rec 0.75 }
    }`;
    expect(bare(computed, "M")).toEqual(bare(plain, "M"));
  });

  it("stand in the paper's notation", () => {
    const computed =
      "model M(C: int = 8, K: int = 3, X: int = 2) { input 28x28x1 encoder (C)5c-(2*C)(K)c-(C)(K)x(X)c-(X)p-(X)x3p-(C + 2)fc loss { NLL 1 L2* 1 } }";
    const plain = "model M { input 28x28x1 encoder (8)5c-(16)3c-(8)3x2c-2p-2x3p-10fc loss { NLL 1 L2* 1 } }";
    expect(bare(computed, "M")).toEqual(bare(plain, "M"));
  });

  it("are kinds of where", () => {
    expect(wheres("none")).toEqual({ kind: "none" });
    expect(wheres("soft beta 10")).toEqual({ kind: "soft", beta: 10 });
  });

  it("without a value make no plan, and no complaints about what is not known", () => {
    const text = `model M(X: int, w: where, r: number) { input 8x8x(X) encoder { stage a { conv (X)x(X) (X) pool (X)x(X) dropout (r) where w } } loss { L2rec (r) } }`;
    expect(planOf(text).models).toEqual([]);
    expectDiagnostics(text.replace("conv", "convv"), ["SW0203 convv"]);
  });

  it("divide whole numbers exactly, and others as usual", () => {
    expectDiagnostics(divided("X"), []);
    expectDiagnostics(divided("X").replace("X / 3", "X / 2"), ["SW0605 9"]);
    expectDiagnostics(divided("X").replace("X / 3", "X / (X - 9)"), ["SW0606 9"]);
  });

  it("may be added up a thousand times, and no sum exhausts the stack", () => {
    expectDiagnostics(summed(1000), []);
    expectDiagnostics(summed(100_000), ["SW0108 +"]);
    expectDiagnostics(summed(3).replace("= 1", `= 1${" * 1".repeat(100_000)}`), ["SW0108 *"]);
  });

  it("are blamed where their value was written, with a fix there", () => {
    const text = `model M(X: int = 50) { input 28x28x1 encoder (8)3c-(X)p loss { L2rec 1 } }`;
    const { diagnostics } = compile({ path: "a.swwae", text });
    expect(diagnostics.map(({ code, fix }) => [code, fix])).toEqual([
      ["SW0312", { title: "X = 28", safe: false, edits: [{ span: { start: 17, end: 19 }, text: "28" }] }],
    ]);
    expect(text.slice(17, 19)).toBe("50");
  });
});

describe("repeat", () => {
  it("stands for its block several times", () => {
    const repeated =
      "model M { input 28x28x1 encoder { repeat 2 { stage s { repeat 3 { conv 3x3 4 relu } pool 2x2 where none } } } loss { L2rec 1 L2M s1 2 } }";
    const written = `model M { input 28x28x1 encoder { ${block("s1")} ${block("s2")} } loss { L2rec 1 L2M s1 2 } }`;
    expect(bare(repeated, "M")).toEqual(bare(written, "M"));
  });

  it("numbers stages of nested repeats by both rounds, and takes parameters", () => {
    const text =
      "model M(n: int = 2) { input 28x28x1 encoder { repeat (n) { repeat (n + 1) { stage s { conv 3x3 4 } } } } loss { L2rec 1 } }";
    expect(planOf(text).models[0]?.stages.map(({ name }) => name)).toEqual([
      "s1_1",
      "s1_2",
      "s1_3",
      "s2_1",
      "s2_2",
      "s2_3",
    ]);
  });

  it("is a name where nothing is repeated", () => {
    expectDiagnostics(
      "model repeat { input 8x8x1 encoder { stage repeat { conv 3x3 4 } } loss { L2rec 1 L2M repeat 0 } }",
      [],
    );
  });

  it("has bounds that hold for all repeats of a model together", () => {
    const text =
      "model M { input 8x8x1 encoder { stage a { repeat 999 { repeat 999 { repeat 999 { relu } } } conv 3x3 2 } } loss { L2rec 1 } }";
    expectDiagnostics(text, ["SW0613 999", "SW0613 999"]);
  });
});

describe("extends", () => {
  const base = `model A(X: int = 2) { ${parts.replace("pool 2x2", "pool (X)x(X)")} classifier { dense 10 } where none loss { NLL 1 L2M a 0.5 reduce sum } }`;

  it("changes what it says and keeps the rest", () => {
    const text = `${base}
      model B extends A(X = 3) {
        input 32x32x3
        encoder { stage top { dense 5 } stage a { conv 5x5 4 relu pool 2x2 } }
        where hard
        loss { NLL 2 L2rec 1 }
      }`;
    const written = `model B {
      input 32x32x3
      encoder { stage a { conv 5x5 4 relu pool 2x2 } stage b { conv 3x3 8 relu } stage top { dense 5 } }
      classifier { dense 10 }
      where hard
      loss { NLL 2 L2M a 0.5 L2rec 1 reduce sum }
    }`;
    expect(bare(text, "B")).toEqual(bare(written, "B"));
  });

  it("gives the base's parameters their values, from one's own too", () => {
    const text = `${base} model B(Y: int = 1) extends A(X = 2 * Y + 2) { where hard }`;
    expect(planOf(text).models[1]?.stages[0]?.pool?.size).toEqual([4, 4]);
  });

  it("replaces a classifier of the notation by one's own, and all of the encoder by the notation", () => {
    const text = `model A { input 28x28x1 encoder (8)3c-2p-10fc loss { NLL 1 L2rec 1 } }
      model B extends A { classifier { dense 5 } }
      model C extends A { encoder (4)3c-2p-7fc }
      model D extends B { encoder (4)3c-2p-7fc }`;
    const { models } = planOf(text);
    expect(models.map(({ name, classifier, stages }) => [name, classifier?.classes, stages.length])).toEqual([
      ["A", 10, 1],
      ["B", 5, 1],
      ["C", 7, 1],
      ["D", 7, 1],
    ]);
  });

  it("does not say again what is wrong with the base", () => {
    const broken = base.replace("relu", "rellu");
    expectDiagnostics(`${broken} model B extends A { loss { L2M a 0.1 } } model C extends B { where hard }`, [
      "SW0203 rellu",
    ]);
  });

  it("finds circles and long chains", () => {
    expectDiagnostics("model A extends A { } model B extends C { } model C extends B { }", [
      "SW0615 A",
      "SW0615 B",
    ]);
    const chain = Array.from(
      { length: 1000 },
      (_, index) => `model M${index} extends M${index + 1} { }`,
    ).join("\n");
    expect(
      compile({
        path: "a.swwae",
        text: `${chain} model M1000 { ${parts} loss { L2rec 1 } }`,
      }).diagnostics.every(({ code }) => code === "SW0615"),
    ).toBe(true);
  });
});
