/** The formatter: goldens of whole files, single rules of layout, and what stays as it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { format } from "../../../src/compiler/format/index.js";
import { expectGolden } from "../../support/golden.js";
import { expectSameSpec } from "./sameSpec.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const root = join(folder, "../../..");

function swwaeFiles(path: string): string[] {
  const names = readdirSync(join(root, path), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".swwae")).map((name) => join(path, name));
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The layout of a source that has no syntax errors. */
function formatted(text: string): string {
  const result = format(text);
  if ("diagnostics" in result) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.text;
}

describe("whole files", () => {
  it.each(swwaeFiles("test/compiler/format/fixtures"))("%s looks as its golden file", (path) => {
    const text = read(path);
    const result = formatted(text);
    expectGolden(join(root, path.replace("fixtures", "golden")), result);
    expect(formatted(result)).toBe(result);
    expectSameSpec(text, result);
  });

  it.each(swwaeFiles("specs"))("%s is formatted", (path) => {
    expect(formatted(read(path))).toBe(read(path));
  });

  it.each([...swwaeFiles("test/compiler/fixtures"), ...swwaeFiles("test/compiler/emit")])(
    "%s keeps its words, or is left alone where it cannot be read",
    (path) => {
      const text = read(path);
      const result = format(text, { path });
      if ("diagnostics" in result) {
        expect(result.diagnostics.length).toBeGreaterThan(0);
        return;
      }
      expectSameSpec(text, result.text);
      expect(formatted(result.text)).toBe(result.text);
    },
  );
});

/** A stage whose one line has 81 columns besides its indentation and its name, and a neighbour. */
function longStage(name: string): string {
  return `model M {\n  encoder {\n    stage a { relu }\n    stage ${name} { ${"relu  ".repeat(12)}}\n  }\n}\n`;
}

describe("layout", () => {
  it("aligns the braces of neighbouring stages, and no others", () => {
    const text = `model M {
  encoder {
    stage a { relu }
    stage long { relu }

    stage apart { relu }
    // a comment between
    stage b { relu }
  }
}
`;
    const result = formatted(text);
    expect(result).toContain(
      "    stage a    { relu }\n    stage long { relu }\n\n    stage apart { relu }\n",
    );
    expect(result).toContain("\n    // a comment between\n    stage b { relu }\n");
  });

  it("aligns the weights of an open loss, but not what has none", () => {
    expect(formatted("model M { loss {\nNLL 1 L2M top 2 reduce sum } }")).toBe(
      "model M {\n  loss {\n    NLL     1\n    L2M top 2\n    reduce sum\n  }\n}\n",
    );
  });

  it("aligns trailing comments of neighbouring lines", () => {
    expect(formatted("model M {\ninput 1x1x1 // a\nwhere soft beta 10 // b\n\nwhere hard // c\n}")).toBe(
      "model M {\n  input 1x1x1         // a\n  where soft beta 10  // b\n\n  where hard  // c\n}\n",
    );
  });

  it("aligns no comment that would be moved beyond 100 columns", () => {
    const comment = `// ${"x".repeat(70)}`;
    const text = `model M {\n  input 1x1x1  ${comment}\n  where soft beta ${"1".repeat(20)}  // b\n}\n`;
    expect(formatted(text)).toBe(text);
    const longer = `${comment}${"x".repeat(30)}`;
    expect(formatted(text.replace(comment, longer))).toContain(`input 1x1x1${" ".repeat(27)}${longer}\n`);
  });

  it("leaves a block open where its first item is on a new line, unless it holds layers", () => {
    expect(formatted("model M { loss { NLL 1 } }")).toBe("model M { loss { NLL 1 } }\n");
    expect(formatted("model M {\nloss { NLL 1 } }")).toBe("model M {\n  loss { NLL 1 }\n}\n");
    expect(formatted("model M {\nclassifier {\ndense\n10 } }")).toBe(
      "model M {\n  classifier { dense 10 }\n}\n",
    );
  });

  it("keeps lines within 100 columns", () => {
    const fits = formatted(longStage("n".repeat(100 - 4 - 81)));
    expect(Math.max(...fits.split("\n").map(({ length }) => length))).toBe(100);
    const tooLong = formatted(longStage("n".repeat(100 - 4 - 81 + 1)));
    expect(tooLong.split("\n").filter((line) => line === "      relu")).toHaveLength(12);
    expect(tooLong).toContain("    stage a { relu }\n");
  });

  it("writes the notation as one word, and in need a line for each stage", () => {
    expect(formatted("model M { encoder ( 64 ) 5c - 2p -\n10fc }")).toBe(
      "model M { encoder (64)5c-2p-10fc }\n",
    );
    const long = `model M { encoder ${"(512)3c-bn-".repeat(5)}2p-0.5do-${"(512)3c-bn-".repeat(5)}2p-10fc }`;
    expect(formatted(long)).toBe(
      [
        "model M {",
        "  encoder",
        `    ${"(512)3c-bn-".repeat(5)}2p-0.5do-`,
        `    ${"(512)3c-bn-".repeat(5)}2p-`,
        "    10fc",
        "}",
        "",
      ].join("\n"),
    );
  });

  it("keeps one blank line of many, and none at the edges of a block", () => {
    expect(formatted("\n\nmodel M {\n\n\ninput 1x1x1\n\n\n\nwhere hard\n\n}\n\n\n")).toBe(
      "model M {\n  input 1x1x1\n\n  where hard\n}\n",
    );
  });

  it("sets models of several lines apart, with the comments that belong to them", () => {
    expect(formatted("model A { }\nmodel B { }\n// about C\nmodel C {\ninput 1x1x1 }\nmodel D { }")).toBe(
      "model A { }\nmodel B { }\n\n// about C\nmodel C {\n  input 1x1x1\n}\n\nmodel D { }\n",
    );
  });
});

describe("large sources", () => {
  it("are formatted however long their lines and lists are", () => {
    const entries = "NLL 1\n".repeat(2000);
    const name = "x".repeat(100_000);
    const result = formatted(`model M {\nloss {\n${entries}${name} 1\n} }`);
    expect(result.length).toBeLessThan(200_000);
    expect(result.match(/^ {4}NLL 1$/gm)).toHaveLength(2000);
  });
});

describe("any text", () => {
  it.each([
    ["", ""],
    [" \n\t\n", ""],
    ["\uFEFFmodel A { }", "model A { }\n"],
    ["model A { }\r\n\r\n\r\nmodel B { } // x\r\n", "model A { }\n\nmodel B { }  // x\n"],
    ["// only a comment", "// only a comment\n"],
    ["/* a */ /// b", "/* a */ /// b\n"],
    ["/* a\r\n b */\n\n\n// c", "/* a\n b */\n\n// c\n"],
  ])("%j becomes %j", (text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });

  it("leaves a file with syntax errors alone and reports all of them", () => {
    const result = format("model M { loss { NLL 1 \nmodel { }", { path: "a.swwae" });
    const found = "diagnostics" in result ? result.diagnostics : [];
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(["SW0103 a.swwae", "SW0102 a.swwae"]);
  });

  it("formats a file whose only errors are of later phases", () => {
    expect(formatted("model M { input 0x0 encoder { stage a { pol 2 } } }")).toBe(
      "model M {\n  input 0x0\n  encoder { stage a { pol 2 } }\n}\n",
    );
  });
});

describe("docs/formatting.md", () => {
  const [example = ""] = read("docs/formatting.md").match(/(?<=```swwae\n)[\s\S]*?(?=```)/) ?? [];

  it("shows a spec that is formatted and compiles", () => {
    expect(formatted(example)).toBe(example);
    expect(compile({ path: "docs/formatting.md", text: example }).diagnostics).toEqual([]);
  });
});
