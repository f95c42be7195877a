/** The reference of the grammar, docs/grammar.md and its diagrams: generated, whole, and true. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { placedWords } from "../../grammar/reference/places.js";
import { grammarReference } from "../../grammar/reference/page.js";
import { writePattern } from "../../grammar/reference/tokenEbnf.js";
import { compile } from "../../src/compiler/index.js";
import { expectGolden } from "../support/golden.js";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const files = grammarReference();
const page = files.find(({ path }) => path === "grammar.md")?.text ?? "";

describe("the reference of the grammar", () => {
  it.each(files.map(({ path, text }) => [path, text] as const))(
    "%s is fresh (UPDATE_GOLDEN=1 rewrites it)",
    (path, text) => {
      expectGolden(docs + path, text);
    },
  );

  it("has a picture for each rule, and no other pictures", () => {
    const drawn = files
      .filter(({ path }) => path.endsWith(".svg"))
      .map(({ path }) => path.replace(/.*\//, ""));
    expect(readdirSync(`${docs}images/grammar`).sort()).toEqual(drawn.sort());
  });

  it("links to what is there", () => {
    const headings = new Set([...page.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => anchorOf(title)));
    for (const [, target = ""] of page.matchAll(/\]\(#([^)]*)\)/g)) expect(headings).toContain(target);
    for (const [, target = ""] of page.matchAll(/\]\(((?!#|http)[^)#]*)(?:#[^)]*)?\)/g))
      expect(existsSync(docs + target), target).toBe(true);
  });

  it("says of which words the place decides: everywhere else they are names", () => {
    for (const word of Object.keys(placedWords)) {
      const text = `model Named {\n  input 8x8x1\n  encoder { stage ${word} { conv 3x3 4  relu  pool 2x2 } }\n  loss { L2rec 1 }\n}\n`;
      expect(compile({ path: "named.swwae", text }).diagnostics, word).toEqual([]);
    }
  });
});

describe("patterns as EBNF", () => {
  it.each([
    [/[0-9]+(?:\.[0-9]*)?/, "[0-9]+ ('.' [0-9]*)?"],
    [/"[^"\n]*"/, `'"' [^#xA"]* '"'`],
    [/x(?=[0-9(])/, "'x' /* before [0-9(] */"],
    [/\/\*[\s\S]*?\*\//, "'/*' [#x0-#x10FFFF]* /* as few as there can be */ '*/'"],
  ])("%s", (pattern, text) => {
    expect(writePattern(pattern)).toBe(text);
  });
});

/** The anchor that Markdown makes of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
