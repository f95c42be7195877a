/** Which engine computes where nobody says: the fastest that runs, said on standard error and in the run's record. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { installedByNpm } from "../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { type CliResult, runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

/** With all threads: those of WebAssembly must not keep the process alive. */
const quick = ["--limit", "64", "--labels", "20", "--validation", "0", "--epochs", "1"];

/** Node's option that runs a fixture before anything else. */
function preloading(...names: readonly string[]): string {
  return names.map((name) => `--require ${JSON.stringify(fixturePath(name))}`).join(" ");
}

function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/engines/${name}.cjs`, import.meta.url));
}

/** Trains in a new folder, with no native TensorFlow in sight. */
async function train(
  more: readonly string[],
  preloaded: readonly string[] = [],
): Promise<{ cwd: string; result: CliResult }> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
  const env = { SWWAE_CACHE: temporaryFolder(), NODE_OPTIONS: preloading(...preloaded) };
  return { cwd, result: await runCli(["train", "tiny.swwae#Tiny", ...quick, ...more], { cwd, env }) };
}

function recordIn(cwd: string): Record<string, unknown> {
  const [run = ""] = readdirSync(join(cwd, "runs"));
  return JSON.parse(readFileSync(join(cwd, "runs", run, "run.json"), "utf8")) as Record<string, unknown>;
}

const npms = installedByNpm() === undefined ? "" : " (skipped: npm installed a TensorFlow here)";

it("is onnx, which is said and recorded", async () => {
  const { cwd, result } = await train([]);
  expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(/^engine onnx \(the fastest\)$/m) });
  expect(recordIn(cwd)).toMatchObject({
    engine: "onnx",
    engineReasons: [{ name: "onnx", reason: "the fastest" }],
    options: { engine: "auto" },
    versions: { "onnxruntime-node": expect.any(String) },
  });
});

it("is onnx where that is asked for, and nothing is said", async () => {
  const { cwd, result } = await train(["--engine", "onnx"]);
  expect(result.stderr).not.toContain("engine");
  expect(recordIn(cwd)).toMatchObject({
    engine: "onnx",
    engineReasons: [{ name: "onnx", reason: "asked for" }],
    options: { engine: "onnx" },
  });
});

it.skipIf(npms !== "")(
  `is onnx-web where no native library loads, and evaluates there too${npms}`,
  async () => {
    const { cwd, result } = await train(["--json"], ["withoutNative"]);
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toMatch(
      /^engine onnx-web \(the fastest that runs here; tensorflow: .*not installed.*; onnx: .*onnxruntime-node.*\)$/m,
    );
    expect(recordIn(cwd)).toMatchObject({
      engine: "onnx-web",
      versions: { "onnxruntime-web": expect.stringMatching(/^1\./) },
      status: "finished",
    });
    const run = join("runs", readdirSync(join(cwd, "runs"))[0] ?? "");
    const env = { SWWAE_CACHE: temporaryFolder(), NODE_OPTIONS: preloading("withoutNative") };
    const evaluated = await runCli(["evaluate", run, "--json"], { cwd, env });
    expect(evaluated).toMatchObject({ code: 0, stderr: expect.stringContaining("engine onnx-web (") });
  },
);

it("is not replaced where it was asked for and does not load", async () => {
  const { cwd, result } = await train(["--engine", "onnx"], ["withoutNative"]);
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain("the engine onnx cannot be started");
  expect(readdirSync(cwd)).toEqual(["tiny.swwae"]);
});

it.skipIf(npms !== "")(
  `is none where only the slow one is left, and that says what to install${npms}`,
  async () => {
    const { cwd, result } = await train([], ["withoutNative", "withoutWebAssembly"]);
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toMatch(/no fast engine runs here: onnx: .*; tensorflow: .*; onnx-web: /);
    expect(result.stderr).toContain("npx swwae setup tensorflow");
    expect(readdirSync(cwd)).toEqual(["tiny.swwae"]);
  },
);
