/** The plugin under the real Prettier: as a process, through its API, and in Markdown. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import * as plugin from "../../../src/compiler/format/prettierPlugin.js";
import { format } from "../../../src/compiler/format/index.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const commandLine = createRequire(import.meta.url).resolve("prettier/bin/prettier.cjs");
const untidy = readFileSync(new URL("fixtures/comments.swwae", import.meta.url), "utf8");
const tidied = readFileSync(new URL("golden/comments.swwae", import.meta.url), "utf8");

/** Runs Prettier in the project's folder with the built plugin. */
function runPrettier(pluginName: string, ...args: string[]) {
  const built = join(root, "dist/src/compiler/format/prettierPlugin.js");
  if (!existsSync(built)) throw new Error(`${built} is missing: build it first (npm run build)`);
  const options = ["--plugin", pluginName, "--no-config", "--no-color", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...options], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function specFile(text: string): string {
  const path = join(temporaryFolder(), "spec.swwae");
  writeFileSync(path, text);
  return path;
}

describe("prettier --plugin", () => {
  it.each(["./dist/src/compiler/format/prettierPlugin.js", "swwae/prettier"])("formats with %s", (name) => {
    expect(runPrettier(name, specFile(untidy))).toEqual({ status: 0, stdout: tidied, stderr: "" });
  });

  it("agrees with swwae format, whatever the width and the tabs", () => {
    const specs = ["specs/paper/mnist.swwae", "specs/paper/stl10.swwae", "specs/examples/soft-where.swwae"];
    const run = runPrettier("swwae/prettier", "--check", "--print-width", "40", "--use-tabs", ...specs);
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("shows a syntax error with its place", () => {
    const path = specFile("model M {\n  input 28x28x1\n  loss { L2rec 1\n");
    const { status, stderr } = runPrettier("swwae/prettier", path);
    expect(status).toBe(2);
    expect(stderr).toContain("SyntaxError: SW0103: `loss` is not closed");
    expect(stderr).toContain("(3:17)");
    expect(stderr).toContain("> 3 |   loss { L2rec 1");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("prettier.format", () => {
  const options = { plugins: [plugin], parser: "swwae" };

  it("formats as swwae format does", async () => {
    expect(await prettier.format(untidy, options)).toBe(tidied);
    expect(await prettier.check(tidied, options)).toBe(true);
    expect(format(untidy)).toMatchObject({ text: tidied });
  });

  it("finds the parser by the name of the file", async () => {
    const info = await prettier.getFileInfo("a.swwae", { plugins: [plugin] });
    expect(info.inferredParser).toBe("swwae");
  });

  it("writes the line endings that are asked for", async () => {
    const text = await prettier.format("model M { }\nmodel N { }", { ...options, endOfLine: "crlf" });
    expect(text).toBe("model M { }\r\nmodel N { }\r\n");
  });

  it.each(["", "// only a comment\n"])("formats %j", async (text) => {
    expect(await prettier.format(text, options)).toBe(text);
  });

  it("throws a syntax error with loc, naming all mistakes", async () => {
    const failure = prettier.format("model M {\n  stage a { conv 3x3 8 ;; }\n", options);
    await expect(failure).rejects.toThrow(SyntaxError);
    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(/^SW0101: .*\(2:24\)\nSW0103: /),
      loc: { start: { line: 2, column: 24 }, end: { line: 2, column: 26 } },
    });
  });

  it("formats code blocks in Markdown, also in lists", async () => {
    const page = "- A spec:\n\n  ```swwae\n  model M {\n  /* a\n  b */\n  input 1x1x1 }\n  ```\n";
    expect(await prettier.format(page, { plugins: [plugin], parser: "markdown" })).toBe(
      "- A spec:\n\n  ```swwae\n  model M {\n    /* a\n  b */\n    input 1x1x1\n  }\n  ```\n",
    );
  });
});
