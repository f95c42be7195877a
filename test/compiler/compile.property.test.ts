/** Properties of the whole front end over random sources. SWWAE_RUNS sets how many (default 10,000 over all). */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { diagnosticsToJson } from "../../src/compiler/diagnostics/json.js";
import { renderDiagnostics } from "../../src/compiler/diagnostics/render.js";
import type { LayerPlan, ModelPlan, Shape } from "../../src/compiler/plan/plan.js";
import { mutatedSpec, noise } from "../support/sourceArbitrary.js";
import { specArbitrary } from "../support/specArbitrary.js";
import { environmentVariable } from "../support/environment.js";

const runs = Number(environmentVariable("SWWAE_RUNS") ?? 10_000);
const timeout = 120_000;

function compileText(text: string) {
  return compile({ path: "random.swwae", text });
}

describe("valid specs", () => {
  it(
    "compile without errors, to plans that hold together",
    () => {
      fc.assert(
        fc.property(specArbitrary(), (text) => {
          const { plan, diagnostics } = compileText(text);
          expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          expect(plan.models).toHaveLength(1);
          for (const model of plan.models) expectSound(model);
        }),
        { numRuns: Math.ceil(runs * 0.3) },
      );
    },
    timeout,
  );

  it(
    "compile to the same plan twice",
    () => {
      fc.assert(
        fc.property(specArbitrary(), (text) => {
          expect(JSON.stringify(compileText(text))).toBe(JSON.stringify(compileText(text)));
        }),
        { numRuns: Math.ceil(runs * 0.02) },
      );
    },
    timeout,
  );
});

/** The compiler says something sensible about the source, and nothing twice. */
function survives(text: string): void {
  const { plan, diagnostics } = compileText(text);
  for (const { span, message, label } of diagnostics) {
    expect(Number.isInteger(span.start) && Number.isInteger(span.end)).toBe(true);
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    expect(`${message} ${label}`).not.toMatch(/undefined|NaN,|\[object|\{\w+\}/);
  }
  const places = diagnostics.map(({ code, span, message }) => `${code} ${span.start} ${span.end} ${message}`);
  expect(new Set(places).size, `twice the same: ${places.join(", ")}`).toBe(places.length);
  for (const model of plan.models) expectSound(model);
  renderDiagnostics(diagnostics, text, { color: false });
  JSON.stringify(diagnosticsToJson(diagnostics, text));
}

describe("any source", () => {
  it(
    "never makes the compiler throw when it is nearly a spec",
    () => {
      fc.assert(fc.property(mutatedSpec, survives), { numRuns: Math.ceil(runs * 0.48) });
    },
    timeout,
  );

  it(
    "never makes the compiler throw when it is noise",
    () => {
      fc.assert(fc.property(noise, survives), { numRuns: Math.ceil(runs * 0.2) });
    },
    timeout,
  );
});

/** Cheaper than `expect`, which the many checks of many plans would spend most of their time in. */
function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

function same(a: Shape | undefined, b: Shape | undefined, what: string): void {
  hold(JSON.stringify(a) === JSON.stringify(b), `${what}: ${JSON.stringify(a)} is ${JSON.stringify(b)}`);
}

/** What holds of every plan: shapes that meet, a decoder that returns to the input, parameters that are named once. */
function expectSound(model: ModelPlan): void {
  let arriving: Shape = model.input;
  for (const stage of model.stages) {
    same(stage.input, arriving, "the input of a stage");
    const map = expectChained(stage.layers, stage.input);
    if (stage.pool !== null) {
      const { input, output, size, dropped } = stage.pool;
      same(input, map, "the map that is pooled");
      hold(output.height * size[0] + dropped[0] === input.height, "rows are pooled or dropped");
      hold(output.width * size[1] + dropped[1] === input.width, "columns are pooled or dropped");
      hold(dropped[0] < size[0] && dropped[1] < size[1], "less than a region is dropped");
      hold(output.height * output.width * output.channels > 0, "something is left");
    }
    same(stage.what, stage.pool?.output ?? map, "the what");
    arriving = stage.what;
  }
  same(model.code, arriving, "the code");
  expectMirrored(model);

  const { classifier } = model;
  if (classifier !== null) {
    same(
      expectChained(classifier.layers, model.code),
      { kind: "vector", features: classifier.classes },
      "logits",
    );
  }
  const paths = model.parameters.map(({ path }) => path.join("."));
  hold(new Set(paths).size === paths.length, "every parameter has a path of its own");
  hold(
    model.parameters.every(({ shape }) => shape.every((side) => side > 0)),
    "no parameter is empty",
  );
  hold(Number.isSafeInteger(model.parameterCount), "parameters are counted exactly");
  const matching = model.loss.terms.filter(({ kind }) => kind === "L2M").map(({ stage }) => stage);
  expect(matching).toEqual(model.stages.map(({ name }) => name));
  hold(
    model.loss.terms.every(({ weight, elements }) => weight >= 0 && weight < Infinity && elements > 0),
    "weights are finite",
  );
}

function expectMirrored(model: ModelPlan): void {
  let decoded: Shape = model.code;
  model.decoder.forEach((stage, index) => {
    const encoder = model.stages.at(-1 - index);
    hold(stage.stage === encoder?.name && stage.unpool === encoder.pool, "the decoder mirrors the encoder");
    same(stage.input, decoded, "the input of a decoder stage");
    same(stage.input, encoder?.what, "what L2M compares");
    same(
      expectChained(stage.layers, stage.unpool?.input ?? stage.input),
      stage.output,
      "the output of a decoder stage",
    );
    same(stage.output, encoder?.input, "the output of a decoder stage");
    decoded = stage.output;
  });
  same(decoded, model.input, "the reconstruction");
  // Unless the bottom stage has no weights, the image is restored by a linear layer.
  const bottom = model.decoder.at(-1)?.layers ?? [];
  const last = bottom.findLastIndex(({ kind }) => kind === "conv" || kind === "dense");
  hold(
    last === -1 || bottom.slice(last + 1).every(({ kind }) => kind === "unflatten"),
    "the image is restored linearly",
  );
}

/** The shape behind layers that must fit each other. */
function expectChained(layers: readonly LayerPlan[], input: Shape): Shape {
  let shape = input;
  for (const layer of layers) {
    same(layer.input, shape, "what arrives at a layer");
    shape = layer.output;
  }
  return shape;
}
