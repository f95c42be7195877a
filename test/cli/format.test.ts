/** `swwae format`: files in place, --check, --stdin, --json, and what happens to files that cannot be formatted. */
import { spawnSync } from "node:child_process";
import {
  lstatSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { templates } from "../../src/cli/templates/templates.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";

const neat = "model Neat { }\n";
const untidy = "model   Untidy{ } // with a comment";
const tidied = "model Untidy { }  // with a comment\n";
const broken = "model Broken {\n";

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "neat.swwae"), neat);
  writeFileSync(join(folder, "untidy.swwae"), untidy);
  writeFileSync(join(folder, "broken.swwae"), broken);
  return folder;
}

describe("swwae format", () => {
  it("formats files in place, and writes none that is formatted already", async () => {
    const folder = specFolder();
    utimesSync(join(folder, "neat.swwae"), 1000, 1000);
    const { code, stdout, stderr } = await runCli(["format", "neat.swwae", "untidy.swwae"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("unchanged      neat.swwae\nformatted      untidy.swwae\n");
    expect(readFileSync(join(folder, "untidy.swwae"), "utf8")).toBe(tidied);
    expect(statSync(join(folder, "neat.swwae")).mtimeMs).toBe(1_000_000);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it("formats what a link leads to, and keeps the link", async () => {
    const folder = specFolder();
    symlinkSync("untidy.swwae", join(folder, "link.swwae"));
    await runCli(["format", "link.swwae"], { cwd: folder });
    expect(lstatSync(join(folder, "link.swwae")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "untidy.swwae"), "utf8")).toBe(tidied);
  });

  it("leaves a file with syntax errors as it is, shows them, and formats the others", async () => {
    const folder = specFolder();
    const { code, stdout, stderr } = await runCli(["format", "broken.swwae", "untidy.swwae"], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stdout).toBe(
      "failed         broken.swwae has 1 error; left as it is\nformatted      untidy.swwae\n",
    );
    expect(stderr).toMatch(/error SW0103: .*\n.*broken\.swwae:1:15/);
    expect(readFileSync(join(folder, "broken.swwae"), "utf8")).toBe(broken);
  });

  it("names unformatted files with --check, says how to mend them, and writes nothing", async () => {
    const folder = specFolder();
    writeFileSync(join(folder, "it's.swwae"), untidy);
    const files = ["neat.swwae", "untidy.swwae", "it's.swwae"];
    const { code, stdout, stderr } = await runCli(["format", "--check", ...files], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe(
      "not formatted  untidy.swwae\nnot formatted  it's.swwae\n\nTo mend: swwae format untidy.swwae 'it'\\''s.swwae'\n",
    );
    expect(readFileSync(join(folder, "untidy.swwae"), "utf8")).toBe(untidy);
  });

  it("says with --check that all is well", async () => {
    const { code, stdout } = await runCli(["format", "--check", "neat.swwae"], { cwd: specFolder() });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "1 file, all formatted\n" });
  });

  it("has nothing to mend in what swwae init writes", async () => {
    const folder = temporaryFolder();
    for (const { name, spec } of templates) writeFileSync(join(folder, `${name}.swwae`), spec);
    const files = templates.map(({ name }) => `${name}.swwae`);
    const { code, stdout } = await runCli(["format", "--check", ...files], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${files.length} files, all formatted\n` });
  });

  it("prints JSON and nothing else with --json", async () => {
    const args = ["format", "neat.swwae", "untidy.swwae", "broken.swwae", "--json"];
    const { code, stdout, stderr } = await runCli(args, { cwd: specFolder() });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const { files } = JSON.parse(stdout) as { files: { outcome: string; diagnostics: { code: string }[] }[] };
    expect(files.map(({ outcome }) => outcome)).toEqual(["unchanged", "formatted", "failed"]);
    expect(files.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([[], [], ["SW0103"]]);
  });

  it("turns encoders into the form that is asked for, and says which stay", async () => {
    const folder = temporaryFolder();
    const spec = `model A { encoder (8)3c-2p }\nmodel B {\n  encoder { stage low { pool 2x2 } }\n}\n`;
    writeFileSync(join(folder, "forms.swwae"), spec);
    const blocks = await runCli(["format", "forms.swwae", "--blocks"], { cwd: folder });
    expect(blocks).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(folder, "forms.swwae"), "utf8")).toContain(
      "\n    stage stage1 { conv 3x3 8  relu  pool 2x2 }\n",
    );
    const check = await runCli(["format", "forms.swwae", "--notation", "--check"], { cwd: folder });
    expect(check).toMatchObject({
      code: 1,
      stderr:
        "note: forms.swwae:8:3: the encoder of B stays as it is: the notation would lose the name low\n",
    });
    expect(check.stdout).toContain("To mend: swwae format --notation forms.swwae\n");
    const both = await runCli(["format", "forms.swwae", "--blocks", "--notation"], { cwd: folder });
    expect(both).toMatchObject({ code: 2, stdout: "" });
  });

  it("names what cannot be read, and touches nothing then", async () => {
    const folder = specFolder();
    const { code, stderr } = await runCli(["format", "untidy.swwae", "missing.swwae"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain("cannot read missing.swwae: there is no such file or folder (ENOENT)");
    expect(readFileSync(join(folder, "untidy.swwae"), "utf8")).toBe(untidy);
  });

  it("needs files or --stdin, and not both", async () => {
    const none = await runCli(["format"], { cwd: "." });
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toContain("missing required argument 'files'");
    const both = await runCli(["format", "--stdin", "a.swwae"], { cwd: "." });
    expect(both).toMatchObject({ code: 2, stdout: "" });
    expect(both.stderr).toContain("--stdin formats standard input, and takes no files");
  });
});

describe("swwae format --stdin", () => {
  const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
  const run = (input: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, "format", "--stdin", ...args], {
      input,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("formats standard input to standard output", () => {
    expect(run(untidy)).toEqual({ status: 0, stdout: tidied, stderr: "" });
    expect(run("")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("prints errors instead of a text that it cannot read", () => {
    const { status, stdout, stderr } = run(broken);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("<stdin>:1:15");
  });

  it("checks and prints JSON as with files", () => {
    expect(run(untidy, "--check")).toEqual({ status: 1, stdout: "not formatted\n", stderr: "" });
    expect(run(neat, "--check")).toEqual({ status: 0, stdout: "formatted\n", stderr: "" });
    expect(JSON.parse(run(untidy, "--json").stdout)).toEqual({
      outcome: "formatted",
      text: tidied,
      remarks: [],
      diagnostics: [],
    });
  });
});
