/** `swwae check` and the rules that hold for every verb: exit codes, usage errors, JSON, what is loaded. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { brokenSpec, tinySpec } from "./specs.js";

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "tiny.swwae"), tinySpec);
  writeFileSync(join(folder, "broken.swwae"), brokenSpec);
  return folder;
}

describe("swwae check", () => {
  it("says that all is well and exits with 0", async () => {
    const { code, stdout, stderr } = await runCli(["check", "tiny.swwae"], { cwd: specFolder() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("1 model in 1 file, no mistakes\n");
  });

  it("shows every mistake with its place and exits with 1", async () => {
    const { code, stdout, stderr } = await runCli(["check", "tiny.swwae", "broken.swwae"], {
      cwd: specFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/error SW03\d\d: .*\n.*broken\.swwae:4:38/);
    expect(stdout).toMatch(/error SW0501: .*firm.*\n.*broken\.swwae:6:9/);
    expect(stdout).toMatch(/\n2 errors, 0 warnings in 2 files\n$/);
  });

  it("prints JSON and nothing else with --json", async () => {
    const { code, stdout, stderr } = await runCli(["check", "broken.swwae", "tiny.swwae", "--json"], {
      cwd: specFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const result = JSON.parse(stdout) as { files: { file: string; diagnostics: { code: string }[] }[] };
    expect(result).toMatchObject({ errors: 2, warnings: 0 });
    expect(result.files.map(({ file, diagnostics }) => [file, diagnostics.length])).toEqual([
      ["broken.swwae", 2],
      ["tiny.swwae", 0],
    ]);
  });

  it("names all the files that cannot be read", async () => {
    const folder = specFolder();
    mkdirSync(join(folder, "folder.swwae"));
    writeFileSync(join(folder, "binary.swwae"), Uint8Array.from([0xff, 0xfe, 0x00]));
    writeFileSync(join(folder, "notes.md"), "# Notes\n");
    const files = ["missing.swwae", "folder.swwae", "tiny.swwae/deeper.swwae", "binary.swwae", "notes.md"];
    const { code, stdout, stderr } = await runCli(["check", ...files], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("cannot read missing.swwae: there is no such file or folder (ENOENT)");
    expect(stderr).toContain("cannot read folder.swwae: it is a folder, and a file is needed (EISDIR)");
    expect(stderr).toContain("cannot read tiny.swwae/deeper.swwae: a part of the path is a file");
    expect(stderr).toContain("cannot read binary.swwae: it is not UTF-8 text");
    expect(stderr).toContain("notes.md is no spec: the name of a spec ends in .swwae, not in .md");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("loads no emitter, no engine and no progress bar", async () => {
    const folder = specFolder();
    const env = { NODE_V8_COVERAGE: join(folder, "coverage") };
    await runCli(["check", "tiny.swwae"], { cwd: folder, env });
    const loaded = readdirSync(env.NODE_V8_COVERAGE)
      .map((name) => readFileSync(join(env.NODE_V8_COVERAGE, name), "utf8"))
      .join("");
    expect(loaded).toContain('"functionName":"compile"');
    expect(loaded).not.toMatch(/"functionName":"(emitTypeScript|emitOnnx|differentiate|createEngine)"/);
    expect(loaded).not.toMatch(/ts-morph|onnxruntime|tensorflow|cli-progress|chokidar|fast-png/);
  });
});

describe("usage errors exit with 2 and say what is wrong", () => {
  const mistakes: readonly [string, string[], string][] = [
    ["an unknown verb", ["chekc", "a"], "unknown command 'chekc'\n(Did you mean check?)"],
    [
      "an unknown option",
      ["check", "tiny.swwae", "--jsno"],
      "unknown option '--jsno'\n(Did you mean --json?)",
    ],
    ["an option given twice", ["check", "tiny.swwae", "--json", "--json"], "option '--json' was given twice"],
    [
      "a value given twice",
      ["train", "tiny.swwae", "--seed", "1", "--seed=2"],
      "option '--seed <number>' was given twice",
    ],
    ["no file", ["train"], "missing required argument 'file[#name]'"],
    ["too many arguments", ["explain", "SW0501", "SW0502"], "too many arguments"],
    ["a missing value", ["train", "tiny.swwae", "--seed"], "option '--seed <number>' argument missing"],
    [
      "a seed that is no number",
      ["train", "tiny.swwae", "--seed", "x"],
      "Expected a whole number from 0 to 4294967295",
    ],
    ["negative epochs", ["train", "tiny.swwae", "--epochs", "-1"], "Expected a number above 0"],
    ["no epochs", ["train", "tiny.swwae", "--epochs", "0"], "Expected a number above 0"],
    ["an infinite rate", ["train", "tiny.swwae", "--rate", "1e999"], "Expected a number above 0"],
    ["an empty batch", ["train", "tiny.swwae", "--batch", "0"], "Expected a whole number of at least 1"],
    ["a share above 1", ["train", "tiny.swwae", "--labelled-share", "1.5"], "Expected a number from 0 to 1"],
    [
      "an unknown mode",
      ["train", "tiny.swwae", "--mode", "half"],
      "Expected supervised, unsupervised or semi-supervised",
    ],
    [
      "an unknown engine",
      ["evaluate", "run", "--engine", "gpu"],
      "Expected auto, onnx, tensorflow, onnx-web or tfjs",
    ],
  ];
  it.concurrent.each(mistakes)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: "." });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("help", () => {
  it("prints the version of the package", async () => {
    const { code, stdout } = await runCli(["--version"], { cwd: "." });
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` });
  });

  const verbs = ["check", "compile", "demo", "evaluate", "explain", "format", "init", "reconstruct", "train"];
  it.concurrent.each(verbs)("shows options and examples of %s", async (verb) => {
    const { code, stdout } = await runCli([verb, "--help"], { cwd: "." });
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: swwae ${verb} [options]`);
    expect(stdout).toContain("--json");
    expect(stdout).toMatch(new RegExp(`Examples:\n {2}\\$ swwae ${verb}`));
  });

  it("lists all verbs", async () => {
    const { stdout } = await runCli(["--help"], { cwd: "." });
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, "m"));
  });
});

describe("swwae explain", () => {
  it("explains a code, in any case", async () => {
    const { code, stdout } = await runCli(["explain", "sw0501"], { cwd: "." });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^error SW0501: unknown kind of where/);
  });

  it("shows a wrong spec, what the compiler says about it, and a right one", async () => {
    const { stdout } = await runCli(["explain", "SW0501"], { cwd: "." });
    expect(stdout).toMatch(/\nWrong:\n {2}model Digits \{\n(.*\n)+ {4}where harrd\n/);
    expect(stdout).toMatch(/\n {2}error SW0501: unknown kind of where `harrd`\n {4}╭─ example\.swwae:4:9\n/);
    expect(stdout).toMatch(/\nRight:\n {2}model Digits \{\n(.*\n)+ {4}where hard\n/);
  });

  it("prints the row of the table with --json", async () => {
    const { stdout } = await runCli(["explain", "SW0501", "--json"], { cwd: "." });
    const rows = JSON.parse(stdout) as Record<string, Record<string, string>>;
    expect(Object.keys(rows)).toEqual(["SW0501"]);
    expect(Object.keys(rows["SW0501"] ?? {})).toEqual([
      "severity",
      "message",
      "explanation",
      "wrong",
      "right",
    ]);
  });

  it("lists all codes", async () => {
    const { stdout } = await runCli(["explain"], { cwd: "." });
    expect(stdout.split("\n").length).toBeGreaterThan(20);
  });

  it("knows no other code", async () => {
    const { code, stderr } = await runCli(["explain", "SW9999"], { cwd: "." });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error: no diagnostic has the code SW9999\nhint: swwae explain lists all codes\n",
    });
  });
});
