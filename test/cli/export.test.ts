/** `swwae export`: what is written computes in ONNX Runtime, in TensorFlow.js and in Python what the run itself computes. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { type Tensor, tensor4d } from "@tensorflow/tfjs-core";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { decodeSafetensors, loadMnist } from "swwae/training";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openRun } from "../../src/cli/session/openRun.js";
import { processTerminal } from "../../src/cli/terminal.js";
import { startBackend } from "../../src/runtime/engines/tfjs/backend.js";
import { serveFolder } from "../support/httpFolder.js";
import { relativeDifference } from "../support/values.js";
import { environmentVariable } from "../support/environment.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const ort = createRequire(import.meta.url)("onnxruntime-node") as typeof import("onnxruntime-common");

const spec = `${tinySpec.replace("28x28x1", "32x32x1")}
experiment Treated {
  model Tiny
  data mnist
  preprocess contrast 7, standardise, pad 32x32
}
`;

const cwd = mkdtempSync(join(tmpdir(), "swwae-export-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

let run = "";
/** Pixels in [0, 1], [count, 28, 28, 1], and what the run makes of them. */
const count = 20;
let pixels = new Float32Array();
let reconstructions = new Float32Array();
let errorRate = 0;
let labels: readonly number[] = [];

beforeAll(async () => {
  writeFileSync(join(cwd, "treated.swwae"), spec);
  const options = [
    "--limit",
    "640",
    "--labels",
    "100",
    "--validation",
    "0",
    "--epochs",
    "1",
    "--engine",
    "onnx",
  ];
  const trained = await runCli(["train", "treated.swwae", ...options], { cwd });
  expect(trained.code, trained.stderr).toBe(0);
  run = join(cwd, "runs", readdirSync(join(cwd, "runs"))[0] ?? "");
  const exported = await runCli(["export", run, "--to", "onnx,safetensors,tfjs"], { cwd });
  expect(exported.code, exported.stderr).toBe(0);
  expect(exported.stdout).toMatch(/^written {4}.*Tiny\.classify\.onnx, \d+ kB$/m);

  const { test } = await loadMnist();
  const bytes = test.images.subarray(0, count * 784);
  pixels = Float32Array.from(bytes, (byte) => byte / 255);
  labels = Array.from(test.labels.subarray(0, count));
  const machine = { threads: null, lowering: null, precision: null, dataFolder: null };
  const opened = await openRun({ path: run, data: null, engine: "tfjs", machine }, processTerminal());
  const shown = opened.prepared.pipeline.range(bytes, 0, count);
  reconstructions = Float32Array.from(await opened.evaluator.reconstruct(shown));
  errorRate = (await opened.evaluator.evaluate(shown, labels)).errorRate ?? NaN;
  await opened.dispose();
}, 120_000);

/** Share of rows whose largest number is not at the label. */
function errorOf(logits: ArrayLike<number>): number {
  const rows = labels.map((_, row) => Array.from(logits).slice(10 * row, 10 * row + 10));
  return rows.filter((row, at) => row.indexOf(Math.max(...row)) !== labels[at]).length / count;
}

it("ONNX computes what evaluate and reconstruct do, of pixels as they are in the data", async () => {
  const outputs: Record<string, ArrayLike<number>> = {};
  for (const kind of ["classify", "reconstruct"]) {
    const session = await ort.InferenceSession.create(join(run, "export", `Tiny.${kind}.onnx`));
    expect(session.inputNames).toEqual(["image"]);
    const results = await session.run({ image: new ort.Tensor("float32", pixels, [count, 28, 28, 1]) });
    for (const [name, { data }] of Object.entries(results)) outputs[name] = data as Float32Array;
  }
  expect(errorOf(outputs["logits"] ?? [])).toBe(errorRate);
  expect(errorOf(outputs["probabilities"] ?? [])).toBe(errorRate);
  expect(relativeDifference(outputs["reconstruction"] ?? [], reconstructions)).toBeLessThan(1e-5);
});

it("TensorFlow.js loads graph models by address, and computes the same", async () => {
  await startBackend();
  const address = await serveFolder(join(run, "export", "Tiny.tfjs"));
  const image = tensor4d(pixels, [count, 28, 28, 1]);
  const classify = await loadGraphModel(`${address}/classify.json`);
  const logits = await (classify.execute({ image }, "logits") as Tensor).data();
  expect(errorOf(logits)).toBe(errorRate);
  const reconstruct = await loadGraphModel(`${address}/reconstruct.json`);
  const reconstruction = await (reconstruct.predict(image) as Tensor).data();
  expect(relativeDifference(reconstruction, reconstructions)).toBeLessThan(1e-5);
});

const executablePath = environmentVariable("SWWAE_CHROMIUM");

/** A page's script: `compute` runs a model on the backend webgl. */
const webglScript = `
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { getBackend, setBackend, tensor4d } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgl";
globalThis.compute = async (model, output, pixels, shape) => {
  await setBackend("webgl");
  const loaded = await loadGraphModel(model);
  const result = loaded.execute({ image: tensor4d(pixels, shape) }, output);
  return { backend: getBackend(), numbers: [...(await result.data())] };
};
`;

it.skipIf(executablePath === undefined)(
  `TensorFlow.js computes the same in a browser, on WebGL${executablePath === undefined ? " (skipped: no SWWAE_CHROMIUM)" : ""}`,
  { timeout: 120_000 },
  async () => {
    const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
    const served = join(run, "export", "Tiny.tfjs");
    const stdin = { contents: webglScript, resolveDir };
    await build({ stdin, bundle: true, format: "iife", outfile: join(served, "page.js"), logLevel: "error" });
    writeFileSync(join(served, "page.html"), '<!doctype html><script src="page.js"></script>');
    const address = await serveFolder(served);
    // Without a graphics processor, Chromium draws with SwiftShader: the same WebGL, computed.
    const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
    const browser = await chromium.launch({ executablePath: executablePath ?? "", args });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${address}/page.html`);
    const compute = (model: string, output: string): Promise<{ backend: string; numbers: number[] }> =>
      page.evaluate(
        ([file, name, numbers, shape]) =>
          (globalThis as unknown as { compute: (...given: unknown[]) => Promise<never> }).compute(
            file,
            name,
            numbers,
            shape,
          ),
        [`${address}/${model}.json`, output, [...pixels], [count, 28, 28, 1]] as const,
      );
    const { backend, numbers: logits } = await compute("classify", "logits");
    expect(backend).toBe("webgl");
    expect(errorOf(logits)).toBe(errorRate);
    const { numbers } = await compute("reconstruct", "reconstruction");
    expect(relativeDifference(numbers, reconstructions)).toBeLessThan(1e-4);
  },
);

it("safetensors holds the weights under their paths, and says what images they take", () => {
  const path = join(run, "export", "Tiny.safetensors");
  const { tensors, metadata } = decodeSafetensors(readFileSync(path), path);
  expect(tensors.get("encoder.bottom.conv.kernel")?.shape).toEqual([3, 3, 1, 4]);
  expect(metadata).toMatchObject({ model: "Tiny", data: "mnist", swwae: expect.any(String) });
  expect(JSON.parse(metadata["images"] ?? "")).toMatchObject({
    shape: [28, 28, 1],
    steps: [{ kind: "contrast" }, { kind: "standardise" }, { kind: "pad" }],
    classNames: null,
  });
});

it("prints what it wrote as JSON, elsewhere where that is asked for", async () => {
  const { stdout } = await runCli(["export", run, "--to", "safetensors", "--out", "served", "--json"], {
    cwd,
  });
  expect(JSON.parse(stdout)).toMatchObject({
    model: "Tiny",
    files: [{ format: "safetensors", path: "served/Tiny.safetensors", bytes: expect.any(Number) }],
  });
  expect(existsSync(join(cwd, "served", "Tiny.safetensors"))).toBe(true);
  rmSync(join(cwd, "served"), { recursive: true });
});

it("says what is wrong with a run that is none, and with a format that is none", async () => {
  const nowhere = await runCli(["export", "runs/none", "--to", "onnx"], { cwd });
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("runs/none is no run folder") });
  const unknown = await runCli(["export", run, "--to", "keras"], { cwd });
  expect(unknown).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Expected onnx, safetensors or tfjs."),
  });
});

/** A Python with the packages safetensors, numpy and onnxruntime. */
const python = environmentVariable("SWWAE_EXPORT_PYTHON");

it.skipIf(python === undefined)(
  "Python's safetensors and onnxruntime read it (needs SWWAE_EXPORT_PYTHON)",
  () => {
    const script = `
import sys, json, numpy, onnxruntime
from safetensors import safe_open
from safetensors.numpy import load_file
folder, count = sys.argv[1], int(sys.argv[2])
weights = load_file(f"{folder}/Tiny.safetensors")
with safe_open(f"{folder}/Tiny.safetensors", "np") as file: images = json.loads(file.metadata()["images"])
pixels = numpy.frombuffer(sys.stdin.buffer.read(), numpy.float32).reshape(count, *images["shape"])
session = onnxruntime.InferenceSession(f"{folder}/Tiny.reconstruct.onnx")
(made,) = session.run(None, {"image": pixels})
print(json.dumps({"kernel": weights["encoder.bottom.conv.kernel"].shape, "made": made.ravel().tolist()}))
`;
    const input = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const { stdout, stderr, status } = spawnSync(
      python ?? "",
      ["-c", script, join(run, "export"), String(count)],
      { input, maxBuffer: 1e8 },
    );
    expect(status, String(stderr)).toBe(0);
    const { kernel, made } = JSON.parse(String(stdout)) as { kernel: number[]; made: number[] };
    expect(kernel).toEqual([3, 3, 1, 4]);
    expect(relativeDifference(made, reconstructions)).toBeLessThan(1e-5);
  },
);
