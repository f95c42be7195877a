/** Diagrams: golden files over all specs, and what must hold for any model: nothing overlaps, nothing is cut off, valid XML. */
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import type { ModelPlan } from "swwae/compiler";
import { describe, expect, test } from "vitest";
import { diagramContent } from "../../../../src/compiler/emit/diagram/content.js";
import { drawModel } from "../../../../src/compiler/emit/diagram/drawModel.js";
import { emitDiagram } from "../../../../src/compiler/emit/diagram/index.js";
import { layOut } from "../../../../src/compiler/emit/diagram/layout.js";
import type { Mark } from "../../../../src/compiler/emit/diagram/scene.js";
import { dark, light } from "../../../../src/compiler/emit/diagram/theme.js";
import { textWidth } from "../../../../src/compiler/emit/diagram/textWidth.js";
import { compileSpec } from "../../../support/compileSpec.js";
import { expectGolden } from "../../../support/golden.js";
import { specArbitrary } from "../../../support/specArbitrary.js";
import { planOf, specFiles } from "../../../support/specFiles.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

/** The only model of a spec. */
function modelOf(text: string): ModelPlan {
  const [model] = compileSpec("one.swwae", text).models;
  if (model === undefined) throw new Error("the spec has a model");
  return model;
}

function svgOf(model: ModelPlan, theme: "light" | "dark" | "auto" = "auto"): string {
  return emitDiagram(model, { format: "svg", theme });
}

function mermaidOf(text: string): string {
  return emitDiagram(modelOf(text), { format: "mermaid", theme: "auto" });
}

/** Tags that are not closed, closed wrongly or misplaced; an empty list for well-formed XML as we write it. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const problems: string[] = [];
  for (const [, slash, name = "", rest = ""] of xml.matchAll(/<(\/?)([a-z]+)((?:"[^"<]*"|[^">])*)>/g)) {
    if (slash === "/") {
      if (open.pop() !== name) problems.push(`</${name}>`);
    } else if (!rest.endsWith("/")) open.push(name);
  }
  const text = xml.replaceAll(/<\/?[a-z]+(?:"[^"<]*"|[^">])*>/g, "");
  if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(text)) problems.push("an unescaped character");
  return [...problems, ...open];
}

type Rectangle = Extract<Mark, { kind: "rectangle" }>;

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** What is wrong with the places of a model's marks. */
function misplaced(model: ModelPlan): string[] {
  const content = diagramContent(model);
  const { marks, width, height } = drawModel(content, layOut(content));
  const rectangles = marks.filter((mark) => mark.kind === "rectangle");
  const solid = rectangles.filter(
    ({ meaning }) => !["background", "band", "whereStrip", "plainStrip"].includes(meaning),
  );
  const bands = rectangles.filter(({ meaning }) => meaning === "band");
  const problems: string[] = [];
  for (const group of [solid, bands]) {
    group.forEach((a, index) => {
      for (const b of group.slice(index + 1))
        if (overlap(a, b)) problems.push(`${a.meaning} overlaps ${b.meaning}`);
    });
  }
  for (const { x, y, width: wide, height: high, meaning } of rectangles) {
    if (x < 0 || y < 0 || x + wide > width || y + high > height)
      problems.push(`${meaning} leaves the picture`);
  }
  const texts: [end: number, text: string, y: number][] = [];
  const fromTheLeft = marks.filter((mark) => mark.kind === "text").sort((a, b) => a.x - b.x);
  for (const mark of fromTheLeft) {
    const size = { title: 22, idle: 12, what: 12, where: 12, term: 12 }[mark.style as string] ?? 13;
    const wide = textWidth(mark.text, size) + (mark.aside ? 8 + textWidth(mark.aside, size) : 0);
    const left = mark.x - wide * { start: 0, middle: 0.5, end: 1 }[mark.anchor];
    if (left < 0 || left + wide > width) problems.push(`"${mark.text}" leaves the picture`);
    for (const [end, text] of texts.filter(([, , y]) => y === mark.y)) {
      if (left < end) problems.push(`"${mark.text}" begins before "${text}" ends`);
    }
    texts.push([left + wide, mark.text, mark.y]);
  }
  return problems;
}

/** Contrast of two colours as the guidelines for accessible content define it: 1 to 21, 4.5 is enough to read. */
function contrast(a: string, b: string): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("diagrams of all specs", () => {
  test.each(specFiles)("%s", (path) => {
    const name = path.replace(/^specs\/(.*)\.swwae$/, "$1");
    for (const model of planOf(path).models) {
      expect(misplaced(model)).toEqual([]);
      expectGolden(`${golden}${name}.${model.name}.svg`, svgOf(model));
      expectGolden(
        `${golden}${name}.${model.name}.mmd`,
        emitDiagram(model, { format: "mermaid", theme: "auto" }),
      );
    }
  });

  test("the picture in the documentation is the present one", () => {
    const [mnist] = planOf("specs/paper/mnist.swwae").models;
    const picture = fileURLToPath(new URL("../../../../docs/images/mnist-graph.svg", import.meta.url));
    expectGolden(picture, svgOf(mnist as ModelPlan));
  });
});

describe("a diagram of any model", () => {
  test("has nothing that overlaps or is cut off, and is well-formed", () => {
    fc.assert(
      fc.property(specArbitrary({ stages: 6 }), (text) => {
        const model = modelOf(text);
        expect(misplaced(model), text).toEqual([]);
        expect(unbalanced(svgOf(model)), text).toEqual([]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test("bears any documentation and any name", () => {
    const model = modelOf(
      [
        `/// <b>"Fish & chips"</b> ${"\u0007\uFFFF"} ${"very ".repeat(200)}long, 魚`,
        `model ${"M".repeat(60)} { input 8x8x1`,
        `  encoder { /// A & B`,
        `    stage ${"wide".repeat(20)} { conv 3x3 2  relu  pool 2x2 } }`,
        "  loss { L2rec 1 } }",
      ].join("\n"),
    );
    const svg = svgOf(model);
    expect(unbalanced(svg)).toEqual([]);
    for (const character of ["\u0007", "\uFFFF"]) expect(svg).not.toContain(character);
    expect(svg).toContain("&lt;b&gt;&quot;Fish &amp; chips&quot;&lt;/b&gt;");
    expect(misplaced(model)).toEqual([]);
  });

  test("is scoped by an id that selectors can say, for models with arguments too", () => {
    const model = modelOf("model M { input 8x8x1 encoder (2)3c-2p loss { L2rec 1 } }");
    const svg = svgOf({ ...model, name: "Net(X: 4, w: soft beta 0.5)" });
    expect(svg).toContain('id="swwae-Net-X-4-w-soft-beta-0-5-auto"');
    expect(svg).toContain(">Net(X: 4, w: soft beta 0.5)<");
  });

  test("shows each kind of where in its own way", () => {
    const [hard, soft, none, map] = ["hard", "soft beta 7", "none", "map"].map((where) =>
      svgOf(modelOf(`model M { input 8x8x1 encoder (2)3c-2p where ${where} loss { L2rec 1 } }`)),
    );
    expect(hard).toMatch(/line-where" d="M[\d.]+ [\d.]+ L[\d.]+ [\d.]+" marker-end/);
    expect(soft).toMatch(/line-where" d="M[^"]* q4 -9 8 0 [^"]*" marker-end/);
    expect(soft).toContain(">where: soft, β 7<");
    expect(none).not.toContain('class="line-where"');
    expect(none).toContain(">upsample 2×2<");
    expect(map).not.toContain('class="line-where"');
    expect(map).toContain(">the whole map<");
    expect(map).toContain(">unpool 2×2<");
  });

  test("names every term of the loss at its place, and one that is identically 0 as such", () => {
    const svg = svgOf(
      modelOf(`model M { input 8x8x1 encoder (2)3c-2p-(2)3c-2p-3fc loss { NLL 1 L2rec 0 L2M 0.5 } }`),
    );
    expect(svg).toContain(">NLL · 1<");
    expect(svg).toContain(">L2M stage1 · 0.5<");
    expect(svg).toContain(">L2M stage2 ≡ 0<");
    expect(svg).not.toContain("L2rec");
  });

  test("has a title and a description that say what it shows", () => {
    const [mnist] = planOf("specs/paper/mnist.swwae").models;
    const svg = svgOf(mnist as ModelPlan);
    expect(svg).toContain('role="img" aria-labelledby="swwae-Mnist-auto-title swwae-Mnist-auto-description"');
    expect(svg).toContain(
      '<title id="swwae-Mnist-auto-title">The stacked what-where auto-encoder Mnist</title>',
    );
    expect(svg).toMatch(
      /<desc id="swwae-Mnist-auto-description">The encoder goes up at the left from an image of 28×28×1/,
    );
  });
});

describe("themes", () => {
  const model = modelOf("model M { input 8x8x1 encoder (2)3c-2p loss { L2rec 1 } }");
  const page = { light: "fill: #ffffff; stroke: none", dark: "fill: #10151c; stroke: none" };

  test("light and dark have their colours, auto has both", () => {
    expect(svgOf(model, "light")).toContain(page.light);
    expect(svgOf(model, "light")).not.toContain(page.dark);
    expect(svgOf(model, "dark")).toContain(page.dark);
    expect(svgOf(model, "dark")).not.toContain("prefers-color-scheme");
    const auto = svgOf(model, "auto");
    expect(auto.indexOf(page.light)).toBeLessThan(auto.indexOf("@media (prefers-color-scheme: dark)"));
    expect(auto.indexOf("@media (prefers-color-scheme: dark)")).toBeLessThan(auto.indexOf(page.dark));
  });

  test.each([
    ["light", light],
    ["dark", dark],
  ])("every text stands out from what it stands on in %s", (_, palette) => {
    const { page, band, box, text, muted, what, whatTint, where, whereTint, term, termTint } = palette;
    const pairs = [
      ...[page, band, box, whatTint, whereTint].flatMap((ground) => [
        [text, ground],
        [muted, ground],
      ]),
      [what, page],
      [where, band],
      [term, termTint],
    ] as [string, string][];
    const weak = pairs.filter(([colour, ground]) => contrast(colour, ground) < 4.5);
    expect(weak).toEqual([]);
  });

  test("every rule is scoped to the diagram", () => {
    const style = /<style>([^]*)<\/style>/.exec(svgOf(model, "auto"))?.[1] ?? "";
    const rules = style.split("\n").map((line) => line.trim());
    const unscoped = rules.filter(
      (rule) => rule !== "" && rule !== "}" && !rule.startsWith("#swwae-M-auto "),
    );
    expect(unscoped).toEqual(["@media (prefers-color-scheme: dark) {"]);
  });
});

describe("mermaid", () => {
  test("quotes every text and draws every connection", () => {
    const text = mermaidOf(
      `model M { input 8x8x1 encoder { stage end { conv 3x3 2 relu pool 2x2 dropout 0.1 } stage s { conv 3x3 2 pool 2x2 where none } } loss { L2* 1 } }`,
    );
    expect(text).toMatch(/^flowchart TB\n/);
    expect(text).toContain('  e0 -->|"what, dropout 0.1"| e1\n');
    expect(text).toContain('  e0 ==>|"where: switches"| d0\n');
    expect(text).not.toContain("e1 ==>");
    expect(text).toContain("  e0 -.- l2m0\n  d1 -.- l2m0\n");
    expect(text).not.toContain("l2m1");
  });

  test("of any model is made of statements that the language has, about nodes that are declared", () => {
    const label = String.raw`(?:\["[^"]*"\]|\(\["[^"]*"\]\))`;
    const node = new RegExp(String.raw`^ +([a-z][a-z0-9]*)${label}(?::::term)?$`);
    const edge = /^ {2}([a-z][a-z0-9]*) (?:-->|==>|-\.->|-\.-)(?:\|(?:"[^"]*"|what)\|)? ([a-z][a-z0-9]*)$/;
    const other = /^flowchart TB$|^ {2}subgraph [a-z]+\["[a-z]+"\]$|^ {2}end$|^ {2}classDef term [\w:#,-]+$/;
    fc.assert(
      fc.property(specArbitrary({ stages: 6 }), (text) => {
        const lines = mermaidOf(text).trimEnd().split("\n");
        const declared = new Set(lines.flatMap((line) => node.exec(line)?.[1] ?? []));
        for (const line of lines) {
          const [, from, to] = edge.exec(line) ?? [];
          const isEdge = from !== undefined && to !== undefined && declared.has(from) && declared.has(to);
          expect(isEdge || node.test(line) || other.test(line), line).toBe(true);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
