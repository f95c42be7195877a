/** Every example of docs/language.md compiles as it stands, without errors and without warnings. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";

const page = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```swwae\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

/** An example that begins with `// name.swwae` is a file that others use. */
const files = new Map(examples.map((text) => [/^\/\/ (\S+\.swwae)\n/.exec(text)?.[1] ?? "", text]));
const host = { read: (path: string) => files.get(path.replace("docs/", "")) ?? null };

describe("docs/language.md", () => {
  it("has examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)("compiles: %s", (text) => {
    const { plan, diagnostics } = compile({ path: "docs/language.md", text }, { host });
    expect(diagnostics).toEqual([]);
    expect(plan.models.length).toBeGreaterThan(0);
  });
});
