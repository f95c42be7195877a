/** The verbs that show what a model is: their results, their exit codes, and what they say of a reference that cannot be. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { brokenSpec, tinySpec } from "./specs.js";

const small = tinySpec.replace("Tiny", "Small").replace("conv 3x3 8", "conv 3x3 6");

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "tiny.swwae"), tinySpec);
  writeFileSync(join(folder, "two.swwae"), tinySpec + small);
  writeFileSync(join(folder, "broken.swwae"), brokenSpec);
  writeFileSync(join(folder, "empty.swwae"), "");
  return folder;
}

describe("swwae summary", () => {
  it("shows all models of a file, or the one that is named, without colours", async () => {
    const cwd = specFolder();
    const all = await runCli(["summary", "two.swwae"], { cwd });
    expect({ code: all.code, stderr: all.stderr }).toEqual({ code: 0, stderr: "" });
    expect(all.stdout).toMatch(/^Tiny\n[^]*\nSmall\n[^]*\nMultiply-adds are/);
    expect(all.stdout).not.toContain(String.fromCodePoint(27));
    const one = await runCli(["summary", "two.swwae#Small"], { cwd });
    expect(one.stdout).toMatch(/^Small\n/);
    expect(one.stdout).not.toContain("Tiny");
  });

  it("prints JSON and nothing else with --json, for the batch that is asked for", async () => {
    const { code, stdout, stderr } = await runCli(["summary", "tiny.swwae", "--json", "--batch", "5"], {
      cwd: specFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      file: "tiny.swwae",
      models: [{ name: "Tiny", batch: 5 }],
    });
  });

  it.each([
    ["two.swwae#Big", "two.swwae defines no model Big, but Tiny, Small\nhint: name one: two.swwae#Tiny"],
    ["empty.swwae", "empty.swwae defines no model"],
    ["empty.swwae#Any", "empty.swwae defines no model"],
    ["missing.swwae", "cannot read missing.swwae: there is no such file"],
    ["broken.swwae", "broken.swwae has 2 errors"],
  ])("says what is wrong with %s", async (reference, message) => {
    const { code, stdout, stderr } = await runCli(["summary", reference], { cwd: specFolder() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("swwae graph", () => {
  it("writes the SVG to standard output, or to a file", async () => {
    const cwd = specFolder();
    const shown = await runCli(["graph", "tiny.swwae", "--theme", "dark"], { cwd });
    expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(/^<svg [^>]*id="swwae-Tiny-dark"[^]*<\/svg>\n$/);
    const written = await runCli(["graph", "two.swwae#Tiny", "--theme", "dark", "--out", "tiny.svg"], {
      cwd,
    });
    expect({ code: written.code, stdout: written.stdout }).toEqual({
      code: 0,
      stdout: "written    tiny.svg\n",
    });
    expect(readFileSync(join(cwd, "tiny.svg"), "utf8")).toBe(shown.stdout);
  });

  it("writes a flowchart, alone or inside JSON", async () => {
    const cwd = specFolder();
    const { stdout } = await runCli(["graph", "tiny.swwae", "--format", "mermaid"], { cwd });
    expect(stdout).toMatch(/^flowchart TB\n/);
    const json = await runCli(["graph", "tiny.swwae", "--format", "mermaid", "--json"], { cwd });
    expect(JSON.parse(json.stdout)).toEqual({ model: "Tiny", format: "mermaid", drawing: stdout });
  });

  it("asks which of several models is meant", async () => {
    const { code, stdout, stderr } = await runCli(["graph", "two.swwae"], { cwd: specFolder() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe("error: two.swwae defines 2 models: Tiny, Small\nhint: name one: two.swwae#Tiny\n");
  });

  it("knows no other format and no other theme", async () => {
    for (const option of [
      ["--format", "png"],
      ["--theme", "pink"],
    ]) {
      const { code, stderr } = await runCli(["graph", "tiny.swwae", ...option], { cwd: specFolder() });
      expect(code).toBe(2);
      expect(stderr).toContain("Expected ");
    }
  });
});

describe("swwae diff", () => {
  const none = tinySpec.replace("where hard", "where none");

  /** A folder of specs with a run of the tiny model, as `swwae train` leaves it. */
  function runFolder(): string {
    const cwd = specFolder();
    writeFileSync(join(cwd, "none.swwae"), none);
    mkdirSync(join(cwd, "run"));
    const record = {
      format: 2,
      started: "2026-01-31T10:15:00.000Z",
      spec: { path: "tiny.swwae", text: tinySpec + small },
      model: "Tiny",
      seed: 1,
      mode: "semi-supervised",
      engine: "onnx",
      data: "mnist",
      options: {},
      versions: {},
      status: "finished",
      steps: 1,
      stepsBefore: 0,
      plannedSteps: 1,
      checkpointEvery: null,
      checkpoint: "last",
      machineOptions: {},
      machine: {},
      result: null,
    };
    writeFileSync(join(cwd, "run/run.json"), JSON.stringify(record));
    return cwd;
  }

  it.each([
    ["tiny.swwae", "two.swwae#Tiny", 0, "the same network with the same loss"],
    ["run", "tiny.swwae", 0, "weights saved under A load into B (all 10 tensors)"],
    ["run", "none.swwae", 3, "~  where  where hard → none (in all stages)"],
    ["none.swwae", "run", 3, "~  where  where none → hard (in all stages)"],
    ["run", "two.swwae#Small", 4, "~  stage top  conv 3x3 8 → conv 3x3 6"],
    ["run", "two.swwae#Small", 4, "weights saved under A do not load into B: "],
  ])("from %s to %s exits with %d", async (a, b, expected, text) => {
    const { code, stdout, stderr } = await runCli(["diff", a, b], { cwd: runFolder() });
    expect({ code, stderr }).toEqual({ code: expected, stderr: "" });
    expect(stdout).toContain(text);
  });

  it("prints JSON and nothing else with --json, with the same exit code", async () => {
    const { code, stdout, stderr } = await runCli(["diff", "run", "none.swwae", "--json"], {
      cwd: runFolder(),
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      before: { reference: "run", model: "Tiny" },
      identical: false,
      weightsLoad: true,
      weights: { fit: "all" },
    });
  });

  it.each([
    ["two.swwae", 1, "two.swwae defines 2 models: Tiny, Small"],
    [".", 1, ". is no run folder: it has no run.json"],
    ["broken.swwae", 1, "broken.swwae has 2 errors"],
    ["missing", 1, "cannot read missing: there is no such file or folder"],
  ])("says what is wrong with %s", async (reference, expected, message) => {
    const { code, stdout, stderr } = await runCli(["diff", "tiny.swwae", reference], { cwd: runFolder() });
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("needs two models", async () => {
    const { code, stderr } = await runCli(["diff", "tiny.swwae"], { cwd: runFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain("missing required argument 'b'");
  });
});

describe("docs/reading-a-model.md", () => {
  const text = readFileSync("docs/reading-a-model.md", "utf8");
  const examples = [...text.matchAll(/```text\n\$ swwae (.*)\n([^]*?)```/g)];

  it.each(examples.map(([, command = "", output = ""]) => [command, output]))(
    "shows what `swwae %s` prints",
    async (command, output) => {
      const { stdout, stderr } = await runCli(command.split(" "), { cwd: "." });
      expect({ stdout, stderr }).toEqual({ stdout: output, stderr: "" });
    },
  );

  it("has examples of its own", () => expect(examples).toHaveLength(2));
});

describe("help", () => {
  it.each(["summary", "graph", "diff"])("shows options and examples of %s", async (verb) => {
    const { code, stdout } = await runCli([verb, "--help"], { cwd: "." });
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: swwae ${verb} [options]`);
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}\\$ swwae ${verb}`));
  });
});
