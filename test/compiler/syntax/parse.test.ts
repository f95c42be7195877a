import { describe, expect, it } from "vitest";
import { createSourceFile, textOf } from "../../../src/compiler/source/sourceFile.js";
import type {
  EncoderNode,
  LayerNode,
  LossNode,
  ModelNode,
  WhereNode,
} from "../../../src/compiler/syntax/ast.js";
import { parse } from "../../../src/compiler/syntax/parse.js";

function parseText(text: string) {
  const source = createSourceFile("a.swwae", text);
  return { source, ...parse(source) };
}

function section<Kind extends string>(model: ModelNode | undefined, kind: Kind) {
  return model?.sections.find((candidate) => candidate.kind === kind);
}

/** "conv 5x5 64" */
function write(layer: LayerNode): string {
  return [layer.name.text, ...layer.values.map(({ text }) => text)].join(" ");
}

/** Blocks without repeats. */
function plain<Item extends { readonly kind: string }>(
  items: readonly Item[],
): Exclude<Item, { kind: "repeat" }>[] {
  return items.filter((item): item is Exclude<Item, { kind: "repeat" }> => item.kind !== "repeat");
}

function stagesOf(text: string): string[] {
  const { spec, diagnostics } = parseText(`model M { encoder ${text} }`);
  expect(diagnostics).toEqual([]);
  const encoder = section(spec.models[0], "encoder") as EncoderNode;
  const stages = plain(encoder.stages).map(
    (stage) => `${stage.name?.text}: ${plain(stage.layers).map(write).join(", ")}`,
  );
  return encoder.classifier
    ? [...stages, `classifier: ${plain(encoder.classifier.layers).map(write).join(", ")}`]
    : stages;
}

describe("the block form", () => {
  const text = `/// First line.
///Second.
model Mnist {
  input 28x28x1 // comment
  encoder {
    /// Of the stage.
    stage bottom { conv 5x5 -64 relu /* in between */ pool 2x2 where soft beta 100 }
  }
  where hard
  loss { NLL 1 L2M bottom 0.1 L2* 0.5 reduce mean }
}`;
  const { source, spec, diagnostics } = parseText(text);
  const [model] = spec.models;
  const encoder = section(model, "encoder") as EncoderNode;

  it("gives nodes with the places they were written at", () => {
    expect(diagnostics).toEqual([]);
    expect(model?.intact).toBe(true);
    expect(model && textOf(source, model.span)).toBe(text.slice(text.indexOf("model")));
    const [stage] = plain(encoder.stages);
    expect(stage?.layers.map((layer) => textOf(source, layer.span))).toEqual([
      "conv 5x5 -64",
      "relu",
      "pool 2x2",
    ]);
    expect(plain(stage?.layers ?? [])[0]?.values.map(({ span }) => textOf(source, span))).toEqual([
      "5x5",
      "-64",
    ]);
    expect(stage?.wheres.map((where) => textOf(source, where.span))).toEqual(["where soft beta 100"]);
  });

  it("attaches documentation to the model and the stage that follow it", () => {
    expect(model?.documentation).toBe("First line.\nSecond.");
    expect(plain(encoder.stages)[0]?.documentation).toBe("Of the stage.");
    expect(parseText("/// Far away.\n// Between.\nmodel M { }").spec.models[0]?.documentation).toBeNull();
  });

  it("tells a loss term's stage from the next term", () => {
    const loss = section(model, "loss") as LossNode;
    const entries = loss.entries.map(({ name, argument, values }) => [
      name.text,
      argument?.text ?? null,
      values.length,
    ]);
    expect(entries).toEqual([
      ["NLL", null, 1],
      ["L2M", "bottom", 1],
      ["L2*", null, 1],
      ["reduce", "mean", 0],
    ]);
  });

  it("tells a where's option from the next layer", () => {
    const stages = parseText("model M { encoder { stage a { where soft bta 3 where hard dense 3 } } }");
    const [stage] = plain((section(stages.spec.models[0], "encoder") as EncoderNode).stages);
    expect(stage?.wheres.map((where: WhereNode) => where.option?.text ?? null)).toEqual(["bta", null]);
    expect(plain(stage?.layers ?? []).map(write)).toEqual(["dense 3"]);
  });
});

describe("the notation", () => {
  it("is the block form, with the ReLUs that it implies", () => {
    expect(stagesOf("(64)5c-2p-(64)3x5c-bn-2x3p-20fc-10fc")).toEqual([
      "stage1: conv 5x5 64, relu, pool 2x2",
      "stage2: conv 3x5 64, batchnorm, relu, pool 2x3",
      "classifier: dense 20, relu, dense 10",
    ]);
  });

  it("ends stages at poolings, and leaves the rest without one", () => {
    expect(stagesOf("(16)5c-(32)3c-4p-(8)3c")).toEqual([
      "stage1: conv 5x5 16, relu, conv 3x3 32, relu, pool 4x4",
      "stage2: conv 3x3 8, relu",
    ]);
  });

  it("gives a dropout to the stage that it follows, or to the classifier that it begins", () => {
    expect(stagesOf("0.1do-(8)3c-0.2do-2p-0.3do-(8)3c-2p-0.5do-10fc")).toEqual([
      "stage1: dropout 0.1, conv 3x3 8, relu, dropout 0.2, pool 2x2, dropout 0.3",
      "stage2: conv 3x3 8, relu, pool 2x2",
      "classifier: dropout 0.5, dense 10",
    ]);
  });

  it("keeps the places of its parts", () => {
    const { source, spec } = parseText("model M { encoder (64)5c-2p }");
    const [stage] = plain((section(spec.models[0], "encoder") as EncoderNode).stages);
    expect(stage?.layers.map((layer) => textOf(source, layer.span))).toEqual(["(64)5c", "(64)5c", "2p"]);
    expect(plain(stage?.layers ?? [])[0]?.values.map(({ span }) => textOf(source, span))).toEqual([
      "5",
      "64",
    ]);
  });
});

/** Code and place of each diagnostic. */
function codes(text: string): string[] {
  return parseText(text).diagnostics.map(({ code, span }) => `${code} ${span.start}-${span.end}`);
}

/** Name and intactness of each model. */
function intact(text: string) {
  return parseText(text).spec.models.map((model) => [model.name?.text, model.intact]);
}

describe("syntax errors", () => {
  it("stand at the end of the text where something is missing there", () => {
    expect(codes("model")).toEqual(["SW0102 5-5"]);
    expect(codes("model M {  ")).toEqual(["SW0103 9-9"]);
  });

  it("are one for each slip", () => {
    expect(codes("model M { loss L2rec 1 } } model N { }")).toEqual(["SW0102 15-20"]);
    expect(codes("model M { classifier dense 10 loss { } }")).toEqual(["SW0102 21-26"]);
    expect(codes("model M { } } loss { } model N { }")).toEqual(["SW0105 12-13"]);
  });

  it("are the lexer's alone where it dropped what the parser misses", () => {
    expect(codes("model ; M { }")).toEqual(["SW0101 6-7"]);
    expect(codes("model ;")).toEqual(["SW0101 6-7"]);
    expect(intact("model ;")).toEqual([[undefined, false]]);
  });

  it("leave the models around intact", () => {
    expect(intact("model A { } model B { encoder { } model C { }")).toEqual([
      ["A", true],
      ["B", false],
      ["C", true],
    ]);
    expect(intact("} model A { }")).toEqual([["A", true]]);
    expect(intact("model A model B { }")).toEqual([
      ["A", false],
      ["B", true],
    ]);
    expect(codes("model A model B { }")).toEqual(["SW0102 7-7"]);
  });

  it("of many models that are not closed are one for each", () => {
    expect(codes("model M { ".repeat(100))).toHaveLength(100);
  });

  it("include nesting that is far too deep, at once", () => {
    expect(codes(`model M { a ${"{".repeat(100_000)}`)).toEqual(["SW0108 75-76"]);
  });
});
