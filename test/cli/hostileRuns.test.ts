/**
 * Damaged and hostile run folders, each through the verbs that read them: an error that names the file and what was expected, exit code
 * 1, no trace of a stack, and nothing read outside of the folder.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pc from "picocolors";
import { encodeSafetensors } from "swwae/runtime";
import { decodeSafetensors } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { damages, position } from "./hostileCheckpoints.js";
import { tinySpec } from "./specs.js";

const base = mkdtempSync(join(tmpdir(), "swwae-test-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let sound = "";
let cases = 0;

beforeAll(async () => {
  writeFileSync(join(base, "tiny.swwae"), tinySpec);
  const settings = [
    "--limit",
    "320",
    "--labels",
    "50",
    "--validation",
    "20",
    "--epochs",
    "1",
    "--threads",
    "1",
  ];
  const trained = await runCli(["train", "tiny.swwae", ...settings], { cwd: base });
  expect(trained.code, trained.stderr).toBe(0);
  sound = join(base, "runs", readdirSync(join(base, "runs"))[0] ?? "");
}, 120_000);

/** A copy of the run, interrupted so that there is something to go on with. */
function copy(): string {
  const run = join(temporaryFolder(), "run");
  cpSync(sound, run, { recursive: true });
  change(run, (record) => ({ ...record, status: "interrupted" }));
  return run;
}

function change(run: string, how: (record: Record<string, unknown>) => unknown): void {
  const path = join(run, "run.json");
  writeFileSync(path, JSON.stringify(how(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>)));
}

/** What a verb says, in this process. */
async function said(
  commandLine: readonly string[],
): Promise<{ code: number; words: string; printed: string }> {
  const colors = pc.createColors(false);
  const [notes, prints]: [string[], string[]] = [[], []];
  let code = 0;
  await runProgram(commandLine, {
    print: (line) => prints.push(line),
    note: (line) => notes.push(line),
    colors,
    noteColors: colors,
    interactive: false,
    setExitCode: (asked) => (code = Math.max(code, asked)),
  });
  return { code, words: notes.join("\n"), printed: prints.join("\n") };
}

/** Expects a verb to refuse a run, naming the file. */
async function refuses(title: string, commandLine: readonly string[], file: string): Promise<string> {
  const { code, words, printed } = await said(commandLine);
  expect(`${title}: ${code} ${printed}`, words).toBe(`${title}: 1 `);
  expect(words, title).not.toMatch(/\n\s+at |fault of swwae/);
  expect(words, title).toContain(file);
  cases += 1;
  return words;
}

const readers = ["evaluate", "resume", "export"] as const;
const argumentsOf = (verb: string, run: string): string[] => {
  return verb === "export" ? ["export", run, "--to", "safetensors"] : [verb, run];
};

describe.each(readers)("swwae %s refuses a checkpoint", (verb) => {
  it.each(Object.keys(damages))("%s", async (title) => {
    const run = copy();
    const last = join(run, "checkpoints/last.safetensors");
    writeFileSync(last, damages[title]!(readFileSync(last)));
    await refuses(title, argumentsOf(verb, run), "last.safetensors");
  });
});

it("a checkpoint cut at every boundary of its tensors is refused", async () => {
  const run = copy();
  const last = join(run, "checkpoints/last.safetensors");
  const bytes = readFileSync(last);
  const { tensors } = decodeSafetensors(bytes, last);
  let at = 8 + Number(bytes.readBigUInt64LE(0));
  for (const [name, { data }] of tensors) {
    writeFileSync(last, bytes.subarray(0, at));
    await refuses(`cut before ${name}`, argumentsOf("export", run), "last.safetensors");
    at += 4 * data.length;
  }
});

describe("swwae resume refuses a position", () => {
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ["that is no JSON", position(() => "{")],
    ["that is null", position(() => null)],
    ["that is a list", position(() => [])],
    ["without progress", position(({ progress: _gone, ...rest }) => rest)],
    [
      "with a step below zero",
      position((now) => ({ ...now, progress: { ...(now["progress"] as object), step: -1 } })),
    ],
    [
      "with a step that is a text",
      position((now) => ({ ...now, progress: { ...(now["progress"] as object), step: "5" } })),
    ],
    ["without a sampler", position(({ sampler: _gone, ...rest }) => rest)],
    [
      "with a generator of three",
      position((now) => ({ ...now, dropout: { generator: [1, 2, 3], spare: null } })),
    ],
    [
      "with a generator of texts",
      position((now) => ({ ...now, augmentation: { generator: ["a", 2, 3, 4], spare: null } })),
    ],
  ])("%s", async (title, how) => {
    const run = copy();
    const last = join(run, "checkpoints/last.safetensors");
    writeFileSync(last, how(readFileSync(last)));
    await refuses(title, ["resume", run], "last.safetensors");
  });
});

/** Trains the experiment of a folder. */
function experimentIn(folder: string): string[] {
  const file = join(folder, "one.swwae");
  return ["experiment", `${file}#One`, "--limit", "128", "--threads", "1", "--out", join(folder, "cells")];
}

describe("swwae experiment refuses a cell whose plan.json", () => {
  const spec = `${tinySpec}
experiment One { model Tiny  data mnist  labels 20  validation 20  epochs 1 }`;
  let experiment = "";
  beforeAll(async () => {
    experiment = join(base, "experiment");
    mkdirSync(experiment);
    writeFileSync(join(experiment, "one.swwae"), spec);
    const trained = await runCli(experimentIn(experiment), { cwd: base });
    expect(trained.code, trained.stderr).toBe(0);
  }, 120_000);

  it.each([
    ["is empty", ""],
    ["is no JSON", "{"],
    ["is null", "null"],
    ["is a list", "[]"],
    ["has no models", "{}"],
    ["has an empty list of models", '{"models": []}'],
    ["has a number for models", '{"models": 7}'],
    ["has a model that is null", '{"models": [null]}'],
    ["has a model without stages", '{"models": [{"name": "Tiny"}]}'],
  ])("%s", async (title, text) => {
    const folder = temporaryFolder();
    cpSync(experiment, folder, { recursive: true });
    const [plan = ""] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith("plan.json"),
    );
    writeFileSync(join(folder, plan), text);
    const words = await refuses(title, experimentIn(folder), "plan.json");
    expect(words).toMatch(/plan\.json is damaged: /);
  });
});

it("swwae resume refuses a checkpoint without one of the optimiser's moments", async () => {
  const run = copy();
  const last = join(run, "checkpoints/last.safetensors");
  const { tensors, metadata } = decodeSafetensors(readFileSync(last), last);
  tensors.delete("adam.v:encoder.top.conv.bias");
  writeFileSync(last, encodeSafetensors(tensors, metadata));
  const words = await refuses("without a moment", ["resume", run], "last.safetensors");
  expect(words).toContain("lacks what the optimiser remembers, adam.v:encoder.top.conv.bias");
  // Its weights are still of use.
  expect((await said(["export", run, "--to", "safetensors"])).code).toBe(0);
});

/** Values that a field of a record cannot have. */
const fields: Readonly<Record<string, readonly unknown[]>> = {
  format: [1, 3, "2", null],
  spec: [
    null,
    "tiny.swwae",
    { path: "a.swwae" },
    { path: 1, text: "" },
    { path: "a", text: "", used: { b: 1 } },
  ],
  model: [null, 7, "Other", "../../etc/passwd"],
  mode: [null, 1],
  engine: [null, ["onnx"]],
  data: [null, 5, "../../../nowhere", "/nowhere/at/all"],
  dataPath: ["/etc", { absolute: 1, fromRun: "" }, null],
  seed: ["1", -1, 0.5],
  steps: ["5", -5],
  plannedSteps: [null, 1e300],
  stepsBefore: [null],
  started: [null, 5],
  status: ["done", null],
  checkpoint: ["first", null, "../../last"],
  checkpointEvery: [0, "3"],
  machineOptions: [null, { threads: -1 }, { threads: "all" }, { dataFolder: 5 }, { lowering: "slow" }],
  machine: [null, { cores: 2 }],
  versions: [null, "0.1.0", { node: 20 }],
  engineReasons: ["fast", [{ name: "onnx" }]],
  process: ["me", { id: "1", host: "here" }],
  resumed: [{}, [{ time: 1, step: 0 }]],
  experiment: ["Sweep", { name: 1, cell: "" }],
  images: [
    {},
    { shape: [0, 0, 0], steps: [], classNames: null },
    { shape: [28, 28, 1], steps: [{ kind: "explode" }], classNames: null },
  ],
  result: [
    "good",
    { test: "good" },
    { test: { errorRate: "0.1", terms: {} } },
    { test: null, seconds: "long" },
  ],
  options: [
    null,
    [],
    ...[
      { batch: 0 },
      { batch: "64" },
      { batch: 1.5 },
      { labels: -1 },
      { labelledShare: 2 },
      { epochs: "two" },
      { epochs: -1 },
      { optimizer: "adam" },
      { optimizer: { kind: "newton" } },
      { clip: 0 },
      { rate: "fast" },
      { schedule: { kind: "random" } },
      { earlyStopping: { patience: 0 } },
      { earlyStopping: true },
      { augmentation: "flip" },
      { augmentation: [{ kind: "explode" }] },
      { preprocessing: {} },
      { preprocessing: [null] },
      { validation: -1 },
      { limit: 0 },
      { seed: 0.1 },
      { precision: "fp8" },
      { mode: "none" },
      { engine: 5 },
      { statistics: "measured" },
      { statistics: [{ mean: ["a"], deviation: [1] }] },
      { from: 5 },
    ].map((wrong) => ({ ...wrong, partOfSound: true })),
  ],
};

describe("a record is refused, whichever verb reads it, with a wrong", () => {
  it.each(Object.entries(fields))("%s", async (name, values) => {
    for (const [index, value] of values.entries()) {
      const run = copy();
      change(run, (record) => {
        const isPart = typeof value === "object" && value !== null && "partOfSound" in value;
        return { ...record, [name]: isPart ? { ...(record[name] as object), ...value } : value };
      });
      const verb =
        name === "data" || name === "dataPath" ? "evaluate" : (["evaluate", "resume"] as const)[index % 2]!;
      if (name === "data") change(run, ({ dataPath: _gone, ...record }) => record);
      const title = `${name} ${JSON.stringify(value)}`;
      const words = await refuses(title, [verb, run], "");
      expect(words, title).toMatch(/run\.json|no model|nothing is at|no data set/);
    }
  });

  it.each([
    ["empty", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "7"],
    ["bytes", "\u0000\u0001\u0002"],
    ["deep", "[".repeat(100_000)],
  ])("form: %s", async (title, text) => {
    for (const verb of ["evaluate", "resume", "report", "predict"]) {
      const run = copy();
      writeFileSync(join(run, "run.json"), text);
      await refuses(title, verb === "predict" ? [verb, run, "x.png"] : [verb, run], "run.json");
    }
  });

  it.each(["run.json", "checkpoints/last.safetensors", "labels.json"])("file: no %s", async (name) => {
    const run = copy();
    rmSync(join(run, name));
    // Without its last checkpoint a training begins again: that is no damage.
    await refuses(name, [name === "labels.json" ? "resume" : "evaluate", run], name);
  });
});

describe("swwae resume refuses labels.json", () => {
  it.each([
    ["empty", ""],
    ["cut short", '{"format":1,"seed":1,"data":"12'],
    ["null", "null"],
    ["a list", "[]"],
    ["of another version", '{"format":2,"data":"12"}'],
    ["without a digest", '{"format":1}'],
    ["with a digest that is a number", '{"format":1,"data":12}'],
  ])("%s", async (title, text) => {
    const run = copy();
    writeFileSync(join(run, "labels.json"), text);
    await refuses(title, ["resume", run], "labels.json");
  });
});

it("lines of metrics that cannot be are passed over", { timeout: 120_000 }, async () => {
  const run = copy();
  const metrics = join(run, "metrics.jsonl");
  const hostile = [
    "",
    "{",
    "null",
    "[]",
    "7",
    '{"kind":"step"}',
    '{"kind":"__proto__","step":1}',
    '{"kind":"step","step":"1"}',
    '{"kind":"step","step":1,"epoch":0.1,"rate":0.1,"seconds":1,"terms":{"NLL":"<script>"}}',
    '{"kind":"validation","step":1,"epoch":1,"errorRate":"low","reconstructionError":null}',
    '{"kind":"test","step":1,"terms":null}',
    "\u0000".repeat(5000),
    `{"kind":"step","step":${"9".repeat(400)}}`,
  ];
  const lines = readFileSync(metrics, "utf8");
  writeFileSync(metrics, hostile.join("\n") + "\n" + lines + hostile.join("\n"));
  const listed = await said(["runs", run, "--json"]);
  expect(listed.code, listed.words).toBe(0);
  const reported = await said(["report", run]);
  expect(reported.code, reported.words).toBe(0);
  expect(readFileSync(join(run, "report.html"), "utf8")).not.toMatch(/<script|NaN/);
  rmSync(metrics);
  expect(await said(["report", run])).toMatchObject({ code: 0 });
  cases += hostile.length;
});

describe("a file that leads out of its run folder is refused", () => {
  it.each([
    "run.json",
    "checkpoints/last.safetensors",
    "checkpoints/best.safetensors",
    "checkpoints",
    "labels.json",
    "metrics.jsonl",
    "plan.json",
  ])("%s", async (name) => {
    const run = copy();
    const secret = join(dirname(run), "secret");
    cpSync(join(run, name), secret, { recursive: true });
    if (name.endsWith(".json")) writeFileSync(secret, "the secret");
    rmSync(join(run, name), { recursive: true });
    symlinkSync(secret, join(run, name));
    for (const verb of ["evaluate", "resume", "report"]) {
      const words = await refuses(name, [verb, run], `leads out of the run folder, to ${secret}`);
      expect(words).not.toContain("the secret");
    }
  });
});

it("the exit code and the words come through the real command line", async () => {
  const run = copy();
  writeFileSync(join(run, "checkpoints/last.safetensors"), "");
  const { code, stdout, stderr } = await runCli(["evaluate", run], { cwd: base });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^error: \S+last\.safetensors is not a sound safetensors file: expected 8 bytes .*\n$/,
  );
});

it("these were more than two hundred cases", () => {
  expect(cases).toBeGreaterThan(200);
});
