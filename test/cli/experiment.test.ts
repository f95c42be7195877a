/** `swwae train FILE#Experiment` from end to end: the cells, one of them trained as it says, options that come first. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { type CliResult, runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const experiment = `
/// Few labels, two seeds.
experiment Sweep {
  model      Tiny
  data       mnist
  labels     100, 200
  optimizer  sgd rate 0.05 momentum 0.9 nesterov decay 0.0001
  schedule   cosine warmup 1
  batch      32
  epochs     3
  stop       patience 2
  seeds      1, 2
  augment    shift 2
  preprocess standardise
}
`;

const quick = ["--limit", "640", "--validation", "100", "--threads", "1", "--json"];

function specFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "tiny.swwae"), tinySpec + experiment);
  return folder;
}

function json(result: CliResult): Record<string, unknown> {
  expect(result.code, result.stderr).toBe(0);
  return JSON.parse(result.stdout) as Record<string, unknown>;
}

describe("an experiment", () => {
  it("lists its cells", async () => {
    const cwd = specFolder();
    const { code, stdout } = await runCli(["train", "tiny.swwae#Sweep", "--list"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(`Sweep: 4 cells
1  labels 100, seed 1  Tiny
2  labels 100, seed 2  Tiny
3  labels 200, seed 1  Tiny
4  labels 200, seed 2  Tiny
`);
    expect(readdirSync(cwd)).toEqual(["tiny.swwae"]);
  });

  it("is what a file without a name means", async () => {
    const cwd = specFolder();
    const listed = await runCli(["train", "tiny.swwae", "--list"], { cwd });
    expect(listed.stdout).toMatch(/^Sweep: 4 cells\n/);
    const { code, stderr } = await runCli(
      ["train", "tiny.swwae", "--cell", "3", "--epochs", "0.1", ...quick],
      {
        cwd,
      },
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      "Sweep, cell 3 of 4: labels 200, seed 1\n(the experiment of tiny.swwae; tiny.swwae#Tiny trains the model with the defaults of train)\n",
    );
    expect(readdirSync(join(cwd, "runs"))[0]).toMatch(/^Sweep-labels-200-seed-1-/);
  });

  it("trains one cell as it says, records it, and is measured again to the same figures", async () => {
    const cwd = specFolder();
    const args = ["train", "tiny.swwae#Sweep", "--cell", "seed 2, labels 200", ...quick];
    const result = json(await runCli(args, { cwd }));
    expect(result).toMatchObject({ model: "Tiny", mode: "semi-supervised", labelled: 200, images: 640 });
    expect(result["steps"]).toBeLessThanOrEqual(60);
    expect(Number(result["bestStep"]) % 20).toBe(0);
    const [run = ""] = readdirSync(join(cwd, "runs"));
    expect(run).toMatch(/^Sweep-labels-200-seed-2-\d{8}-\d{6}$/);

    const record = JSON.parse(readFileSync(join(cwd, "runs", run, "run.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(record).toMatchObject({
      model: "Tiny",
      experiment: {
        name: "Sweep",
        cell: "labels 200, seed 2",
        settings: { data: { name: "mnist", labels: 200 }, epochs: 3, seed: 2 },
      },
      seed: 2,
      options: {
        labels: 200,
        batch: 32,
        optimizer: { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0.0001 },
        rate: 0.05,
        schedule: { kind: "cosine", warmupEpochs: 1 },
        earlyStopping: { patience: 2 },
        augmentation: [{ kind: "shift", pixels: 2 }],
        preprocessing: [{ kind: "standardise" }],
      },
    });
    const { statistics } = record["options"] as { statistics: { mean: number[]; deviation: number[] }[] };
    // The well-known figures of MNIST's training images.
    expect(statistics[0]?.mean[0]).toBeCloseTo(0.1307, 4);
    expect(statistics[0]?.deviation[0]).toBeCloseTo(0.3081, 4);

    const again = json(await runCli(["evaluate", join("runs", run), "--threads", "1", "--json"], { cwd }));
    const [before, after] = [result["test"], again["test"]] as {
      errorRate: number;
      reconstructionError: number;
    }[];
    expect(after?.errorRate).toBeCloseTo(before?.errorRate ?? 0, 3);
    expect(after?.reconstructionError).toBeCloseTo(before?.reconstructionError ?? 0, 4);
  });

  it("is overruled by options, and the record keeps both", async () => {
    const cwd = specFolder();
    const options = ["--epochs", "0.1", "--schedule", "constant", "--rate", "0.01", "--labels", "50"];
    const result = json(await runCli(["train", "tiny.swwae#Sweep", ...options, ...quick], { cwd }));
    expect(result).toMatchObject({ steps: 2, labelled: 50 });
    const [run = ""] = readdirSync(join(cwd, "runs"));
    expect(JSON.parse(readFileSync(join(cwd, "runs", run, "run.json"), "utf8"))).toMatchObject({
      experiment: { cell: "labels 100, seed 1", settings: { data: { labels: 100 }, epochs: 3 } },
      options: { epochs: 0.1, rate: 0.01, schedule: { kind: "constant" }, labels: 50, batch: 32 },
    });
  });

  it("takes its model from another file, which the record keeps", async () => {
    const cwd = specFolder();
    const using = `use Tiny from "./tiny.swwae"\nexperiment One { model Tiny  data mnist  labels 50 }\n`;
    writeFileSync(join(cwd, "one.swwae"), using);
    json(await runCli(["train", "one.swwae#One", "--epochs", "0.1", ...quick], { cwd }));
    const [run = ""] = readdirSync(join(cwd, "runs"));
    expect(run).toMatch(/^One-\d/);
    expect(JSON.parse(readFileSync(join(cwd, "runs", run, "run.json"), "utf8"))).toMatchObject({
      spec: { path: "one.swwae", text: using, used: { "tiny.swwae": tinySpec + experiment } },
      model: "Tiny",
    });
    rmSync(join(cwd, "tiny.swwae"));
    json(await runCli(["evaluate", join("runs", run), "--threads", "1", "--json"], { cwd }));
  });

  it.each([
    [["tiny.swwae#Sweep", "--cell", "9"], "the experiment Sweep has no cell 9"],
    [["tiny.swwae#Tiny", "--cell", "1"], "--cell is about the cells of an experiment, and none is named"],
    [["tiny.swwae#Tiny", "--list"], "hint: name one: tiny.swwae#Sweep"],
    [["tiny.swwae#Sweep", "--validation", "0"], "early stopping needs images held back for validation"],
    [
      ["tiny.swwae#Sweep", "--data", "nowhere"],
      "there is no data set nowhere, and no file or folder of that name",
    ],
  ])("says what is wrong with %j", async (args, message) => {
    const cwd = specFolder();
    const { code, stdout, stderr } = await runCli(["train", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(cwd)).toEqual(["tiny.swwae"]);
  });
});
