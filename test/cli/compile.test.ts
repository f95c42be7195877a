/** `swwae compile`: what is written where, what is left alone, and the watch. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { baseFolder, outputStem } from "../../src/cli/session/compileFiles.js";
import { printModel } from "../../src/onnx/printModel.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli, startCli } from "./runCli.js";
import { brokenSpec, tinySpec } from "./specs.js";

/** A folder with these spec files. */
function folderWith(specs: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(specs)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("where outputs go", () => {
  it.each([
    [["specs/paper/mnist.swwae"], ["paper/mnist"]],
    [
      ["specs/a.swwae", "specs/paper/mnist.swwae"],
      ["a", "paper/mnist"],
    ],
    [["nets/a.swwae"], ["a"]],
    [
      ["nets/a/x.swwae", "nets/b/x.swwae"],
      ["a/x", "b/x"],
    ],
  ])("mirrors %j", (files, stems) => {
    const base = baseFolder(files);
    expect(files.map((file) => outputStem(file, base, "out"))).toEqual(
      stems.map((stem) => join("out", stem)),
    );
  });
});

describe("swwae compile", () => {
  it("writes a module below the output folder", async () => {
    const cwd = folderWith({ "specs/nets/tiny.swwae": tinySpec });
    const { code, stdout } = await runCli(["compile", "specs/nets/tiny.swwae"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "written    generated/nets/tiny.ts\n" });
    const text = readFileSync(join(cwd, "generated/nets/tiny.ts"), "utf8");
    expect(text).toMatch(/^\/\/ Generated from specs\/nets\/tiny\.swwae by swwae \d/);
    expect(text).toContain("export const Tiny = defineModel({");
    expect(readdirSync(join(cwd, "generated/nets"))).toEqual(["tiny.ts"]);
  });

  it("does not touch a module that has not changed", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec });
    await runCli(["compile", "tiny.swwae"], { cwd });
    const path = join(cwd, "generated/tiny.ts");
    utimesSync(path, 1_000_000, 1_000_000);
    const { stdout } = await runCli(["compile", "./tiny.swwae"], { cwd });
    expect(stdout).toBe("unchanged  generated/tiny.ts\n");
    expect(statSync(path).mtimeMs).toBe(1_000_000_000);
  });

  it("writes nothing for a spec with errors, but the others", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec, "broken.swwae": brokenSpec });
    const { code, stdout, stderr } = await runCli(["compile", "broken.swwae", "tiny.swwae"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      "failed     broken.swwae has 2 errors; nothing written\nwritten    generated/tiny.ts\n",
    );
    expect(stderr).toContain("broken.swwae:6:9");
    expect(existsSync(join(cwd, "generated/broken.ts"))).toBe(false);
  });

  it("prints JSON and nothing else with --json", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec, "broken.swwae": brokenSpec });
    const { stdout, stderr } = await runCli(["compile", "broken.swwae", "tiny.swwae", "--json"], { cwd });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 2,
      files: [
        { file: "broken.swwae", outcome: "failed", outputs: [] },
        {
          file: "tiny.swwae",
          outcome: "compiled",
          outputs: [{ path: "generated/tiny.ts", outcome: "written" }],
          diagnostics: [],
        },
      ],
    });
  });

  it("writes other targets beside each other, and only what changed", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec });
    const compileTo = (target: string) => runCli(["compile", "tiny.swwae", "--target", target], { cwd });
    expect((await compileTo("json,onnx")).stdout).toBe(
      [
        "written    generated/tiny.plan.json",
        "written    generated/tiny.Tiny.encode.onnx",
        "written    generated/tiny.Tiny.classify.onnx",
        "written    generated/tiny.Tiny.reconstruct.onnx",
        "",
      ].join("\n"),
    );
    const plan = JSON.parse(readFileSync(join(cwd, "generated/tiny.plan.json"), "utf8")) as { file: string };
    expect(plan.file).toBe("tiny.swwae");
    const graph = readFileSync(join(cwd, "generated/tiny.Tiny.encode.onnx"));
    expect(printModel(graph)).toContain("input  encoder.bottom.conv.kernel: float[3, 3, 1, 4]");
    expect((await compileTo("onnx")).stdout).not.toContain("written");
  });

  it("writes a source map beside the module that leads to the spec", async () => {
    const cwd = folderWith({ "specs/nets/tiny.swwae": tinySpec });
    const { stdout } = await runCli(["compile", "specs/nets/tiny.swwae", "--source-map"], { cwd });
    expect(stdout).toBe("written    generated/nets/tiny.ts\nwritten    generated/nets/tiny.ts.map\n");
    const module = readFileSync(join(cwd, "generated/nets/tiny.ts"), "utf8");
    expect(module).toMatch(/\n\/\/# sourceMappingURL=tiny\.ts\.map\n$/);
    expect(JSON.parse(readFileSync(join(cwd, "generated/nets/tiny.ts.map"), "utf8"))).toMatchObject({
      file: "tiny.ts",
      sources: ["../../specs/nets/tiny.swwae"],
      sourcesContent: [tinySpec],
    });
  });

  it("knows no other target", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec });
    const { code, stderr } = await runCli(["compile", "tiny.swwae", "--target", "json,pytorch"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("Expected typescript, json or onnx.");
  });

  it("names an output folder that cannot be", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec, file: "" });
    const { code, stderr } = await runCli(["compile", "tiny.swwae", "--out", "file"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: cannot create the folder file: it exists already \(EEXIST\)\n$/);
  });
});

describe("swwae compile --watch", () => {
  it("compiles again at every change, goes on after errors, and ends with Ctrl+C", async () => {
    const cwd = folderWith({ "tiny.swwae": tinySpec });
    const cli = startCli(["compile", "tiny.swwae", "--watch"], { cwd });
    await cli.until(/watching 1 file/);
    expect(cli.output()).toContain("written    generated/tiny.ts");

    writeFileSync(join(cwd, "tiny.swwae"), brokenSpec);
    await cli.until(/failed {5}tiny\.swwae has 2 errors/);

    writeFileSync(join(cwd, "tiny.swwae"), tinySpec.replaceAll("Tiny", "Small"));
    await cli.until(/failed[^]*written {4}generated\/tiny\.ts/);
    expect(readFileSync(join(cwd, "generated/tiny.ts"), "utf8")).toContain("export const Small");

    cli.process.kill("SIGINT");
    expect((await cli.ended).code).toBe(0);
  });
});
