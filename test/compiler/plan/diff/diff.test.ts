/** What distinguishes two models, and whether weights load: in words, for random models, and against real checkpoints. */
import { join } from "node:path";
import * as fc from "fast-check";
import type { ModelPlan } from "swwae/compiler";
import { initialise, type Model } from "swwae/runtime";
import { loadCheckpoint, saveCheckpoint } from "swwae/training";
import { describe, expect, test } from "vitest";
import { emitTypeScript } from "../../../../src/compiler/emit/typescript/index.js";
import { diffModels } from "../../../../src/compiler/plan/diff/diff.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { evaluateModule, modelsOf } from "../../../support/evaluateModule.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const spec = `model Base {
  input 16x16x1
  encoder {
    stage bottom { conv 3x3 4  relu  pool 2x2 }
    stage top { conv 3x3 8  relu  pool 2x2 }
  }
  classifier { dropout 0.5  dense 10 }
  where hard
  loss { NLL 1  L2rec 0.5  L2M 0.5 }
}
`;

function modelOf(text: string): ModelPlan {
  const [model] = compileSpec("one.swwae", text).models;
  if (model === undefined) throw new Error("the spec has a model");
  return model;
}

/** The changes after an edit of the spec's text, each in a line, and how much of the weights fits. */
function afterEdit(from: string, to: string): { changes: string[]; fit: string } {
  if (!spec.includes(from)) throw new Error(`the spec has no ${from}`);
  const { changes, weights } = diffModels(modelOf(spec), modelOf(spec.replace(from, to)));
  return {
    changes: changes.map(({ kind, part, stage, before, after, note }) =>
      [kind, part, stage ?? "-", before ?? "-", after ?? "-", note ?? "-"].join(" | "),
    ),
    fit: weights.fit,
  };
}

/** All that makes a model, without its name, its documentation and places in the text. */
function essence(model: ModelPlan): unknown {
  const text = JSON.stringify({ ...model, name: "" }, (key, value: unknown) =>
    key === "span" || key === "documentation" ? undefined : value,
  );
  return JSON.parse(text) as unknown;
}

describe("a change of the spec in words", () => {
  test.each<[from: string, to: string, changes: string[], fit: string]>([
    ["model Base", "/// Documented.\nmodel Other", [], "all"],
    ["input 16x16x1", "input 20x16x1", ["changed | input | - | 16x16x1 | 20x16x1 | -"], "some"],
    ["conv 3x3 8 ", "conv 5x5 8 ", ["changed | stage | top | conv 3x3 8 | conv 5x5 8 | -"], "some"],
    ["conv 3x3 8  relu", "conv 3x3 8", ["removed | stage | top | relu | - | -"], "all"],
    [
      "conv 3x3 8 ",
      "conv 3x3 8  batchnorm",
      ["added | stage | top | - | batchnorm | behind conv 3x3 8"],
      "some",
    ],
    [
      "{ conv 3x3 4",
      "{ batchnorm  conv 3x3 4",
      ["added | stage | bottom | - | batchnorm | at the beginning"],
      "some",
    ],
    ["where hard", "where none", ["changed | where | - | hard | none | in all stages"], "all"],
    [
      "pool 2x2 }\n  }",
      "pool 2x2  where soft beta 9 }\n  }",
      ["changed | where | top | hard | soft beta 9 | -"],
      "all",
    ],
    [
      "4  relu  pool 2x2",
      "4  relu",
      ["removed | stage | bottom | pool 2x2 | - | -", "removed | where | bottom | hard | - | -"],
      "some",
    ],
    ["stage bottom", "stage lower", ["renamed | encoder | lower | bottom | lower | -"], "some"],
    [
      "    stage top",
      "    stage middle { conv 3x3 6  relu }\n    stage top",
      [
        "added | encoder | middle | - | conv 3x3 6, relu | above bottom",
        "added | loss | middle | - | L2M middle 0.5 | -",
      ],
      "some",
    ],
    [
      "    stage top { conv 3x3 8  relu  pool 2x2 }\n",
      "",
      [
        "removed | encoder | top | conv 3x3 8, relu, pool 2x2, where hard | - | -",
        "changed | loss | bottom | L2M bottom 0.5 | L2M bottom 0.5 | now identically 0",
        "removed | loss | top | L2M top 0.5 | - | -",
      ],
      "some",
    ],
    ["dropout 0.5  dense 10", "dense 10", ["removed | classifier | - | dropout 0.5 | - | -"], "all"],
    [
      "  classifier { dropout 0.5  dense 10 }\n  where hard\n  loss { NLL 1 ",
      "  where hard\n  loss {",
      ["removed | classifier | - | dropout 0.5, dense 10 | - | -", "removed | loss | - | NLL 1 | - | -"],
      "some",
    ],
    ["L2rec 0.5", "L2rec 0.25", ["changed | loss | - | L2rec 0.5 | L2rec 0.25 | -"], "all"],
    ["L2M 0.5", "L2M 0.5 reduce sum", ["changed | loss | - | reduce mean | reduce sum | -"], "all"],
    ["L2rec 0.5", "", ["removed | loss | - | L2rec 0.5 | - | -"], "all"],
  ])("%j → %j", (from, to, changes, fit) => expect(afterEdit(from, to)).toEqual({ changes, fit }));

  test("a dropout behind the top what makes its L2M real", () => {
    expect(afterEdit("pool 2x2 }\n  }", "pool 2x2  dropout 0.1 }\n  }").changes).toEqual([
      "added | stage | top | - | dropout 0.1 | behind pool 2x2",
      "changed | loss | top | L2M top 0.5 | L2M top 0.5 | no longer identically 0",
    ]);
  });

  test("nothing in common means that no weight fits", () => {
    const other = "model Other { input 8x8x1  encoder { stage only { conv 3x3 2 } }  loss { L2rec 1 } }";
    const { weights } = diffModels(modelOf(spec), modelOf(other));
    expect(weights).toMatchObject({ fit: "none", kept: 0, reshaped: [] });
    expect(weights.added.map(({ path }) => path)).toEqual([
      "encoder.only.conv.kernel",
      "encoder.only.conv.bias",
      "decoder.only.conv.kernel",
      "decoder.only.conv.bias",
    ]);
    expect(weights.lost).toHaveLength(10);
  });
});

describe("for random models", () => {
  test("nothing distinguishes a model from itself", () => {
    fc.assert(
      fc.property(specArbitrary(), (text) => {
        const diff = diffModels(modelOf(text), modelOf(text));
        expect(diff).toMatchObject({ identical: true, changes: [], weights: { fit: "all" } });
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  test("two are called identical where their plans are equal, and only there", () => {
    const limits = { size: 4, channels: 1, stages: 1 };
    const models = fc.sample(specArbitrary(limits), { seed: 7, numRuns: 60 }).map(modelOf);
    const essences = models.map((model) => JSON.stringify(essence(model)));
    models.forEach((a, index) => {
      models.forEach((b, other) => {
        const { identical, weights } = diffModels(a, b);
        expect(identical, `${index} and ${other}`).toBe(essences[index] === essences[other]);
        if (identical) expect(weights.fit).toBe("all");
      });
    });
  });
});

/** The model of a spec as it is trained. */
async function runtimeModel(text: string): Promise<Model> {
  const plan = compileSpec("one.swwae", text);
  const models = modelsOf(evaluateModule(await emitTypeScript(plan, { version: "0.0.0" })));
  return [...models.values()][0] as Model;
}

describe("weights that are said to load", () => {
  test.each([
    ["where hard", "where soft beta 10"],
    ["conv 3x3 8  relu", "conv 3x3 8"],
    ["L2rec 0.5", "L2rec 1"],
    ["conv 3x3 8 ", "conv 3x3 8  batchnorm"],
    ["conv 3x3 8 ", "conv 3x3 6 "],
    ["stage bottom", "stage lower"],
  ])("are those that a checkpoint loads: %j → %j", async (from, to) => {
    const edited = spec.replace(from, to);
    const [a, b] = [await runtimeModel(spec), await runtimeModel(edited)];
    const path = join(temporaryFolder(), "model.safetensors");
    await saveCheckpoint(path, a, initialise(a, 1));
    const { fit } = diffModels(modelOf(spec), modelOf(edited)).weights;
    const loads = await loadCheckpoint(path, b).then(
      () => true,
      () => false,
    );
    expect(fit).toBe(loads ? "all" : "some");
  });
});
