/** Every example of docs/language.md compiles as it stands, without errors and without warnings. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";

const page = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```swwae\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

describe("docs/language.md", () => {
  it("has examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)("compiles: %s", (text) => {
    const { plan, diagnostics } = compile({ path: "docs/language.md", text });
    expect(diagnostics).toEqual([]);
    expect(plan.models.length).toBeGreaterThan(0);
  });
});
