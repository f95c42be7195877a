/** Summaries: golden files over all specs as text, JSON held against the published schema, weights and totals by hand. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { summaryDocument, summaryText } from "../../../../src/compiler/emit/summary/index.js";
import type { ModelSummary } from "../../../../src/compiler/plan/summary/summary.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { expectGolden } from "../../../support/golden.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { planOf, specFiles } from "../../../support/specFiles.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const schemaPath = new URL("../../../../docs/schemas/summary.schema.json", import.meta.url);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(schemaPath, "utf8")) as object,
);

/** The summary of a spec's only model. */
function summaryOf(text: string, batch = 1): ModelSummary {
  const [model] = summaryDocument(compileSpec("one.swwae", text), { batch }).models;
  if (model === undefined) throw new Error("the spec has a model");
  return model;
}

/** A model small enough to count by hand, with this loss. */
function small(loss: string): string {
  return `model Small { input 4x4x1  encoder { stage only { conv 3x3 2  relu  pool 2x2 } }  classifier { dense 3 }  loss { ${loss} } }`;
}

function weightsOf(loss: string): unknown[] {
  return summaryOf(small(loss)).loss.terms.map(({ name, elements, perElement, perSample, idle }) => [
    name,
    elements,
    perElement,
    perSample,
    idle,
  ]);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

describe("summaries", () => {
  test.each(specFiles)("of %s", (path) => {
    const plan = planOf(path);
    const text = summaryText(plan, { batch: 64, color: false });
    expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
    expectGolden(`${golden}${path.replace(/^specs\/(.*)\.swwae$/, "$1")}.txt`, `${text}\n`);
    validate(JSON.parse(JSON.stringify(summaryDocument(plan, { batch: 64 }))));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("add up, and follow the schema, for random models", () => {
    fc.assert(
      fc.property(specArbitrary(), (text) => {
        const model = summaryOf(text, 3);
        validate({ format: 1, file: "one.swwae", models: [model] });
        expect(validate.errors ?? []).toEqual([]);
        const layers = model.parts.flatMap((part) => part.layers);
        expect(total(layers.map(({ parameters }) => parameters))).toBe(model.parameters);
        expect(total(layers.map(({ multiplyAdds }) => multiplyAdds))).toBe(model.multiplyAdds.forward);
        const { total: together, ...parts } = model.memory;
        expect(total(Object.values(parts))).toBe(together);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test("use colours only where they are asked for", () => {
    const plan = planOf("specs/paper/mnist.swwae");
    const escape = String.fromCodePoint(27);
    const plain = summaryText(plan, { batch: 64, color: false });
    const painted = summaryText(plan, { batch: 64, color: true });
    expect(plain).not.toContain(escape);
    expect(painted).toContain(escape);
    expect(painted.replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), "")).toBe(plain);
  });
});

describe("the figures of a model small enough to count by hand", () => {
  test("forward: 4·4·9·2 in the convolution, as much in its mirror, 8·3 in the classifier", () => {
    const { multiplyAdds, parameters } = summaryOf(small("NLL 1  L2rec 1"));
    expect(multiplyAdds).toMatchObject({ encoder: 288, decoder: 288, classifier: 24, forward: 600 });
    expect(parameters).toBe(18 + 2 + (18 + 1) + (24 + 3));
  });

  test("a training step goes through what the loss reaches", () => {
    const steps = ["NLL 1  L2rec 1", "NLL 1", "L2rec 1", "L2M 1"].map(
      (loss) => summaryOf(small(loss)).multiplyAdds.trainingStep,
    );
    expect(steps).toEqual([2 * 288 + 3 * 288 + 3 * 24, 2 * 288 + 3 * 24, 2 * 288 + 3 * 288, 0]);
  });

  test("memory grows with the batch in its activations alone", () => {
    const [one, many] = [1, 10].map((batch) => summaryOf(small("NLL 1"), batch).memory);
    expect(many).toEqual({
      ...one,
      activations: 10 * (one?.activations ?? 0),
      total: (one?.total ?? 0) + 9 * (one?.activations ?? 0),
    });
    // The image, the ReLU's map, the switches, the what, and the log-softmax of the logits.
    expect(one?.activations).toBe(4 * (16 + 32 + 8 + 8 + 3));
    expect(one?.gradients).toBe(4 * (18 + 2 + 24 + 3));
    expect(one?.moments).toBe(2 * (one?.gradients ?? 0));
  });

  test("a weight means the sum or the mean, and the other follows", () => {
    const zero = "identically 0: the decoder starts from only.what itself";
    expect(weightsOf("NLL 2  L2* 0.5  reduce mean")).toEqual([
      ["NLL", 1, 2, 2, null],
      ["L2rec", 16, 0.5 / 16, 0.5, null],
      ["L2M only", 8, 0.5 / 8, 0.5, zero],
    ]);
    expect(weightsOf("L2rec 0.5  reduce sum")).toEqual([
      ["NLL", 1, 0, 0, "weight 0"],
      ["L2rec", 16, 0.5, 8, null],
      ["L2M only", 8, 0, 0, zero],
    ]);
  });
});
