/** Properties of whole programs: parameters, files that use each other, extensions and experiments. SWWAE_RUNS as in compile.property.test.ts. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { renderDiagnostics } from "../../src/compiler/diagnostics/render.js";
import { specArbitrary, withParameters } from "../support/specArbitrary.js";
import { environmentVariable } from "../support/environment.js";

const runs = Number(environmentVariable("SWWAE_RUNS") ?? 10_000);
const timeout = 120_000;

/** A plan without places, names and parameters' documentation, as text. */
function withoutPlaces(plan: unknown): string {
  return JSON.stringify(plan, (key, value: unknown) => (key === "span" ? undefined : value));
}

function plansOf(text: string): string {
  const { plan, diagnostics } = compile({ path: "a.swwae", text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return withoutPlaces(plan.models);
}

describe("parameters and repeats", () => {
  it(
    "mean what they stand for",
    () => {
      const pairs = specArbitrary().chain((text) => fc.tuple(fc.constant(text), withParameters(text)));
      fc.assert(
        fc.property(pairs, ([plain, computed]) => {
          // Parameters are not given twice to a spec that has some already.
          fc.pre(!plain.includes("Model("));
          expect(plansOf(computed)).toBe(plansOf(plain));
        }),
        { numRuns: Math.ceil(runs * 0.05) },
      );
    },
    timeout,
  );
});

const experiment = fc
  .record({
    labels: fc.constantFrom("", "labels 10", "labels 10, all"),
    seeds: fc.constantFrom("", "seeds 1..3", "seeds 4, 2"),
    optimizer: fc.constantFrom(
      "",
      "optimizer adam rate 0.1, 0.2",
      "optimizer sgd momentum 0.9, adamw decay 0.1, 0.2",
    ),
    rest: fc.constantFrom(
      "",
      "epochs 3 schedule cosine warmup 1",
      "preprocess scale, contrast 9",
      "augment shift 2 stop patience 2",
    ),
    extension: fc.constantFrom(
      "",
      "experiment F extends E { batch 16, 32 }",
      "experiment F extends E { seeds 7 }",
    ),
  })
  .map(
    ({ labels, seeds, optimizer, rest, extension }) =>
      `experiment E { model B, Model data "x" ${labels} ${seeds} ${optimizer} ${rest} }\n${extension}`,
  );

/** Files by their paths: `main.swwae` uses `lib/base.swwae`, extends its model, and trains both. */
const program = fc.record({ base: specArbitrary(), experiment }).map(({ base, experiment: trained }) => ({
  "main.swwae": `use Model from "./lib/base.swwae"\nmodel B extends Model { where none }\n${trained}\n`,
  "lib/base.swwae": base,
}));

type Files = Readonly<Record<string, string>>;

function compileFiles(files: Files) {
  const text = files["main.swwae"] ?? "";
  return compile({ path: "main.swwae", text }, { host: { read: (path) => files[path] ?? null } });
}

describe("programs of several files", () => {
  it(
    "compile to models and cells that are what their parts say",
    () => {
      fc.assert(
        fc.property(program, (files) => {
          const { plan, diagnostics } = compileFiles(files);
          expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          expect(plan.models.map(({ name }) => name)).toEqual(["B", "Model"]);
          const alone = compile({ path: "base.swwae", text: files["lib/base.swwae"] }).plan;
          expect(withoutPlaces(plan.models[1])).toBe(withoutPlaces(alone.models[0]));
          for (const { axes, cells } of plan.experiments) {
            expect(cells).toHaveLength(axes.reduce((product, { values }) => product * values.length, 1));
            expect(new Set(cells.map(({ label }) => label)).size).toBe(cells.length);
          }
        }),
        { numRuns: Math.ceil(runs * 0.03) },
      );
    },
    timeout,
  );

  it(
    "never make the compiler throw, whatever is cut out of which file",
    () => {
      const cut = fc.tuple(
        program,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.constantFrom("", "use", "(", "X", "}", ",", "repeat 3 {", "extends B"),
      );
      fc.assert(
        fc.property(cut, ([files, isMain, fraction, length, inserted]) => {
          const path = isMain ? "main.swwae" : "lib/base.swwae";
          const text = files[path];
          const start = Math.floor(fraction * text.length);
          const { diagnostics, sources, plan } = compileFiles({
            ...files,
            [path]: text.slice(0, start) + inserted + text.slice(start + length),
          });
          for (const { span, path: where, message, label, notes } of diagnostics) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(sources.get(where)?.length ?? -1);
            expect(`${message} ${label} ${notes.join(" ")}`).not.toMatch(/undefined|\[object|\{\w+\}/);
          }
          const places = diagnostics.map(
            (found) => `${found.code} ${found.path} ${found.span.start} ${found.span.end} ${found.message}`,
          );
          expect(new Set(places).size, places.join(", ")).toBe(places.length);
          for (const { cells } of plan.experiments) {
            for (const { model } of cells) expect(plan.models.some(({ name }) => name === model)).toBe(true);
          }
          renderDiagnostics(diagnostics, sources, { color: false });
        }),
        { numRuns: Math.ceil(runs * 0.15) },
      );
    },
    timeout,
  );
});
