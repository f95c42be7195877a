/** The project file as the verbs read it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { runCli, startCli } from "../runCli.js";
import { brokenSpec, tinySpec } from "../specs.js";

/** A folder with these files; objects are written as JSON. */
function folderWith(files: Record<string, string | object>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const named = (name: string): string => tinySpec.replaceAll("Tiny", name);

describe("swwae.config.json", () => {
  const files = {
    "swwae.config.json": { specs: ["nets", "extra.swwae"], out: "src/nets", target: ["json", "typescript"] },
    "nets/a.swwae": named("A"),
    "nets/deep/b.swwae": named("B"),
    "nets/node_modules/hidden.swwae": brokenSpec,
    "extra.swwae": named("C"),
  };

  it("says what compile compiles, to what and where to", async () => {
    const cwd = folderWith(files);
    const { code, stdout } = await runCli(["compile"], { cwd });
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toEqual(
      ["nets/a", "nets/deep/b", "extra"].flatMap((name) => [
        `written    src/nets/${name}.plan.json`,
        `written    src/nets/${name}.ts`,
      ]),
    );
  });

  it("is found from a folder below, and options come before it", async () => {
    const cwd = folderWith(files);
    const below = join(cwd, "nets/deep");
    const { stdout } = await runCli(["compile", "--target", "json", "--out", "here", "b.swwae"], {
      cwd: below,
    });
    expect(stdout).toBe("written    here/b.plan.json\n");
    expect((await runCli(["compile"], { cwd: below })).code).toBe(0);
    expect(existsSync(join(cwd, "src/nets/nets/deep/b.ts"))).toBe(true);
  });

  it("says what check checks", async () => {
    const { stdout } = await runCli(["check"], { cwd: folderWith(files) });
    expect(stdout).toBe("3 models in 3 files, no mistakes\n");
  });

  it("is told all that is wrong with it, with places", async () => {
    const cwd = folderWith({ "swwae.config.json": '{\n  "spec": ["a"],\n  "out": 3\n}\n' });
    const { code, stderr } = await runCli(["compile"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error: swwae.config.json:2:3: "spec" is no setting; did you mean "specs"?\n' +
        "swwae.config.json:3:10: out is a text, not 3\n",
    );
  });

  it("is told which of its specs are missing", async () => {
    const cwd = folderWith({ "swwae.config.json": '{ "specs": ["nets", "empty"] }', "empty/a.txt": "" });
    const { stderr } = await runCli(["check"], { cwd });
    expect(stderr).toBe(
      "error: swwae.config.json:1:13: there is no file or folder nets\n" +
        "swwae.config.json:1:21: there is no spec in the folder empty\n",
    );
  });

  it.each(["check", "compile"])("is missed by %s where nothing is named", async (verb) => {
    const { code, stderr } = await runCli([verb], { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain("error: no spec is named, and there is no swwae.config.json here or above");
  });
});

describe("swwae train with a project file", () => {
  it("takes its defaults, and options before them", async () => {
    const cwd = folderWith({
      "tiny.swwae": tinySpec,
      "swwae.config.json": {
        train: { runs: "kept", epochs: 0.02, batch: 16, seed: 7, validation: 50, threads: 1 },
      },
    });
    const { code, stdout, stderr } = await runCli(
      ["train", "tiny.swwae", "--limit", "500", "--seed", "8", "--json"],
      { cwd },
    );
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const { run } = JSON.parse(stdout) as { run: string };
    expect(run).toMatch(/^kept\//);
    const record = JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8")) as { options: object };
    expect(record.options).toMatchObject({ epochs: 0.02, batch: 16, seed: 8, validation: 50 });
  });
});

describe("swwae compile --watch of specs that use each other", () => {
  it("compiles what is made of the changed file", async () => {
    const cwd = folderWith({
      "swwae.config.json": { specs: ["a.swwae", "b.swwae"], out: "out", target: "json" },
      "base.swwae": named("Base"),
      "a.swwae": 'use Base from "./base.swwae"\nmodel A extends Base { where none }\n',
      "b.swwae": named("B"),
    });
    const cli = startCli(["compile", "--watch"], { cwd });
    await cli.until(/watching 2 files/);
    // Files that are used are watched from the first compilation on, which takes the system a moment.
    await new Promise((later) => setTimeout(later, 500));
    writeFileSync(join(cwd, "base.swwae"), named("Base").replace("conv 3x3 4", "conv 3x3 6"));
    await cli.until(/(written {4}out\/a\.plan\.json[^]*){2}/);
    cli.process.kill("SIGINT");
    const { stdout } = await cli.ended;
    expect(stdout.trim().split("\n")).toEqual([
      "written    out/a.plan.json",
      "written    out/b.plan.json",
      "written    out/a.plan.json",
    ]);
  });
});

describe("swwae compile --watch with a project file", () => {
  it("compiles what changed, new specs, and everything when the project file changes", async () => {
    const cwd = folderWith({
      "swwae.config.json": { specs: "nets", out: "out", target: "json" },
      "nets/a.swwae": named("A"),
      "nets/b.swwae": named("B"),
    });
    const cli = startCli(["compile", "--watch", "--json"], { cwd });
    const rounds = () =>
      cli
        .output()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as { files: { outputs: { path: string; outcome: string }[] }[] })
        .map(({ files }) =>
          files.flatMap(({ outputs }) => outputs.map(({ path, outcome }) => `${outcome} ${path}`)),
        );
    const count = (wanted: number) => cli.until(new RegExp(`(\\{"files"[^\\n]*\\n[^{]*){${wanted}}`));

    await count(1);
    writeFileSync(join(cwd, "nets/b.swwae"), named("Bee"));
    await count(2);
    writeFileSync(join(cwd, "nets/c.swwae"), named("C"));
    await count(3);
    writeFileSync(
      join(cwd, "swwae.config.json"),
      '{ "specs": "nets", "out": "elsewhere", "target": "json" }',
    );
    await count(4);
    rmSync(join(cwd, "nets/a.swwae"));
    await count(5);
    expect(rounds()).toEqual([
      ["written out/a.plan.json", "written out/b.plan.json"],
      ["written out/b.plan.json"],
      ["unchanged out/a.plan.json", "unchanged out/b.plan.json", "written out/c.plan.json"],
      ["a", "b", "c"].map((name) => `written elsewhere/${name}.plan.json`),
      ["unchanged elsewhere/b.plan.json", "unchanged elsewhere/c.plan.json"],
    ]);
    expect(readFileSync(join(cwd, "elsewhere/b.plan.json"), "utf8")).toContain('"Bee"');
    cli.process.kill("SIGINT");
    expect((await cli.ended).code).toBe(0);
  });
});
