/**
 * Specs as beginners, hurried experts and people from Keras or PyTorch get them wrong: fixtures/mistakes. Each file holds the source, a line of marks, what
 * the compiler says about it, and behind a second line of marks what all its fixes make of it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { renderDiagnostics } from "../../src/compiler/diagnostics/render.js";
import { mend } from "../../src/compiler/mend.js";
import { expectGolden } from "../support/golden.js";

const folder = fileURLToPath(new URL("fixtures/mistakes/", import.meta.url));
const marks = `${"~".repeat(80)}\n`;
const files = readdirSync(folder).flatMap((group) =>
  readdirSync(folder + group).map((name) => `${group}/${name}`),
);

interface Mistake {
  readonly text: string;
  readonly rendered: string;
  readonly mended: string;
  /** Whether what all fixes make of it compiles without errors, and whether the safe ones are enough. */
  readonly isMended: boolean;
  readonly isSafelyMended: boolean;
}

function read(path: string): Mistake {
  const [text = ""] = readFileSync(folder + path, "utf8").split(marks);
  const name = path.replace(/^.*\//, "");
  const source = { path: name, text };
  const isSound = (suggestions: boolean): boolean =>
    mend(source, { suggestions }).diagnostics.every(({ severity }) => severity !== "error");
  const rendered = renderDiagnostics(compile(source).diagnostics, text, { color: false });
  return {
    text,
    rendered,
    mended: mend(source, { suggestions: true }).text,
    isMended: isSound(true),
    isSafelyMended: isSound(false),
  };
}

const mistakes = new Map(files.map((path) => [path, read(path)]));

describe.each([...mistakes])("%s", (path, { text, rendered, mended, isMended, isSafelyMended }) => {
  it("is told what is wrong with it", () => {
    const result = isMended ? `mended by --fix${isSafelyMended ? "" : "-all"}:\n${mended}` : "not mended\n";
    expectGolden(folder + path, `${text}${marks}${rendered}\n${marks}${result}`);
  });

  it("is wrong", () => {
    expect(
      compile({ path: "a.swwae", text }).diagnostics.filter(({ severity }) => severity === "error"),
    ).not.toEqual([]);
  });
});

describe("the mistakes", () => {
  it("are a hundred or more, and for at least eighty of them all fixes together make a sound spec", () => {
    const list = [...mistakes.values()];
    const mended = list.filter(({ isMended }) => isMended).length;
    const safely = list.filter(({ isSafelyMended }) => isSafelyMended).length;
    console.log(
      `${list.length} wrong specs: ${mended} are mended by all fixes, ${safely} by the safe ones alone`,
    );
    expect(list.length).toBeGreaterThanOrEqual(100);
    expect(mended).toBeGreaterThanOrEqual(80);
  });
});
