/** Specs imported as modules: real builds of a small project with Vite and with esbuild, run and type-checked. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { build, createServer } from "vite";
import { describe, expect, test } from "vitest";
import swwaeForEsbuild from "../../src/bundler/esbuild.js";
import swwaeForVite from "../../src/bundler/vite.js";
import { brokenSpec, tinySpec } from "../cli/specs.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

const main = `import { evaluationProgram, printProgram } from "swwae/runtime";
import { Tiny } from "./tiny.swwae";

const classes: 10 = Tiny.classes;
// @ts-expect-error: a tiny model has two stages
const third = Tiny.stages[2];
const program = printProgram(evaluationProgram(Tiny, { batch: 1, outputs: ["logits"] }));
console.log(JSON.stringify({ classes, third: third ?? null, stages: Tiny.stages, convolves: program.includes("conv2d") }));
`;

const printed = { classes: 10, third: null, stages: ["bottom", "top"], convolves: true };

/** A project that has swwae installed. */
function project(spec: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/swwae"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "main.ts"), main);
  writeFileSync(join(folder, "tiny.swwae"), spec);
  return folder;
}

function run(folder: string, file: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

function buildWithVite(folder: string) {
  return build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    plugins: [swwaeForVite()],
    build: { ssr: "main.ts", outDir: "out", sourcemap: true, rollupOptions: { external: [/^swwae\//] } },
  });
}

function buildWithEsbuild(folder: string) {
  return esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["main.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["swwae/*"],
    outfile: "out/main.js",
    sourcemap: true,
    logLevel: "silent",
    plugins: [swwaeForEsbuild()],
  });
}

/** Expects the map beside a bundle to hold the spec. */
function expectMapped(folder: string): void {
  const map = JSON.parse(readFileSync(join(folder, "out/main.js.map"), "utf8")) as {
    sources: string[];
    sourcesContent: string[];
  };
  const index = map.sources.findIndex((source) => source.endsWith("tiny.swwae"));
  expect(map.sources[index]).toMatch(/(^|\/)tiny\.swwae$/);
  expect(map.sourcesContent[index]).toBe(tinySpec);
}

const line = brokenSpec.split("\n").findIndex((text) => text.includes("pool 40x40")) + 1;
const column = brokenSpec.split("\n")[line - 1]?.indexOf("pool 40x40") ?? -1;

describe("with Vite", () => {
  test("an imported spec is the model that it says, in the bundle and in its map", async () => {
    const folder = project(tinySpec);
    await buildWithVite(folder);
    expect(run(folder, "out/main.js")).toEqual(printed);
    expectMapped(folder);
  });

  test("mistakes stop the build, all of them told, at the place of the first", async () => {
    const folder = project(brokenSpec);
    const error: unknown = await buildWithVite(folder).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(String(error)).toMatch(/pool 40x40[^]*firm/);
    expect(existsSync(join(folder, "tiny.swwae.d.ts"))).toBe(false);
  });

  test("the server has what its overlay shows: the rendered mistakes, the file and the place", async () => {
    const folder = project(brokenSpec);
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: "silent",
      server: { middlewareMode: true, watch: null, ws: false },
      plugins: [swwaeForVite()],
    });
    try {
      await expect(server.transformRequest("/tiny.swwae")).rejects.toMatchObject({
        plugin: "swwae",
        id: join(folder, "tiny.swwae"),
        loc: { file: join(folder, "tiny.swwae"), line, column },
        message: expect.stringContaining("^^^^^^^^^^") as string,
      });
    } finally {
      await server.close();
    }
  });
});

describe("with esbuild", () => {
  test("an imported spec is the model that it says, in the bundle and in its map", async () => {
    const folder = project(tinySpec);
    await buildWithEsbuild(folder);
    expect(run(folder, "out/main.js")).toEqual(printed);
    expectMapped(folder);
  });

  test("each mistake is an error with its place", async () => {
    const folder = project(brokenSpec);
    const failure: unknown = await buildWithEsbuild(folder).then(
      () => null,
      (reason: unknown) => reason,
    );
    const { errors } = failure as esbuild.BuildFailure;
    expect(errors).toHaveLength(2);
    expect(errors[0]?.text).toContain("pool 40x40");
    expect(errors[0]?.location).toMatchObject({ line, column });
    expect(errors[0]?.location?.file).toMatch(/tiny\.swwae$/);
    expect(errors[1]?.text).toContain("firm");
  });
});

describe("the types beside a spec", () => {
  test("pass the strict type checker, and are left alone while the spec is the same", async () => {
    const folder = project(tinySpec);
    await buildWithEsbuild(folder);
    const types = join(folder, "tiny.swwae.d.ts");
    expect(readFileSync(types, "utf8")).toMatch(
      /^\/\/ Types of tiny\.swwae, made of the module [0-9a-f]{12}\. /,
    );
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: "esnext",
        moduleResolution: "bundler",
        target: "es2022",
        types: ["node"],
        typeRoots: [join(root, "node_modules/@types")],
      },
      files: ["main.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const typescript = join(root, "node_modules/typescript/bin/tsc");
    const checked = spawnSync(process.execPath, [typescript, "-p", folder], { encoding: "utf8" });
    expect(checked.stdout).toBe("");

    const written = statSync(types).mtimeMs;
    await buildWithEsbuild(folder);
    expect(statSync(types).mtimeMs).toBe(written);
    writeFileSync(join(folder, "tiny.swwae"), tinySpec.replace("dense 10", "dense 11"));
    await buildWithEsbuild(folder);
    expect(readFileSync(types, "utf8")).toContain("readonly classes: 11;");
  });

  test("are not written where they are not wanted", async () => {
    const folder = project(tinySpec);
    await esbuild.build({
      absWorkingDir: folder,
      entryPoints: ["main.ts"],
      bundle: true,
      format: "esm",
      external: ["swwae/*"],
      write: false,
      logLevel: "silent",
      plugins: [swwaeForEsbuild({ types: false })],
    });
    expect(existsSync(join(folder, "tiny.swwae.d.ts"))).toBe(false);
  });
});
