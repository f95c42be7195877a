/** `swwae predict` on pictures of test digits: the classes that an evaluation finds, as CSV and as JSON, and what cannot be read. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { resizeBytes } from "swwae/runtime";
import { loadMnist } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const cwd = mkdtempSync(join(tmpdir(), "swwae-predict-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const count = 12;
let run = "";
let errorRate = NaN;
let labels: readonly number[] = [];

interface Result {
  readonly model: string;
  readonly predictions: readonly {
    readonly file: string;
    readonly classes?: readonly {
      readonly label: number;
      readonly name: string;
      readonly probability: number;
    }[];
    readonly error?: string;
  }[];
}

beforeAll(async () => {
  writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
  const options = ["--limit", "2000", "--labels", "1000", "--validation", "0", "--epochs", "2"];
  const trained = await runCli(["train", "tiny.swwae", ...options], { cwd });
  expect(trained.code, trained.stderr).toBe(0);
  run = join("runs", readdirSync(join(cwd, "runs"))[0] ?? "");
  const evaluated = await runCli(["evaluate", run, "--json"], { cwd });
  errorRate = (JSON.parse(evaluated.stdout) as { test: { errorRate: number } }).test.errorRate;

  const { test } = await loadMnist();
  labels = Array.from(test.labels.subarray(0, 200));
  mkdirSync(join(cwd, "digits/more"), { recursive: true });
  mkdirSync(join(cwd, "many"));
  for (let at = 0; at < 200; at += 1) {
    const data = test.images.subarray(784 * at, 784 * (at + 1));
    const png = encode({ width: 28, height: 28, data, channels: 1 });
    const name = `${String(at).padStart(3, "0")}.png`;
    writeFileSync(join(cwd, "many", name), png);
    if (at < count) writeFileSync(join(cwd, at % 2 === 0 ? "digits" : "digits/more", name), png);
  }
}, 120_000);

/** Bytes [height, width] that count up by `by`. */
function pixels(height: number, width: number, by: number): Uint8Array {
  return Uint8Array.from({ length: height * width }, (_, at) => (at * by) % 256);
}

describe("swwae predict", () => {
  it("classifies all pictures of a folder as an evaluation does", async () => {
    const { stdout, code, stderr } = await runCli(["predict", run, "many", "--json"], { cwd });
    expect(code, stderr).toBe(0);
    const { model, predictions } = JSON.parse(stdout) as Result;
    expect(model).toBe("Tiny");
    expect(predictions).toHaveLength(200);
    const wrong = predictions.filter(({ classes }, at) => classes?.[0]?.label !== labels[at]).length;
    // A binomial of 200 draws: five standard deviations around the error on all test digits.
    const deviation = Math.sqrt((errorRate * (1 - errorRate)) / 200);
    expect(Math.abs(wrong / 200 - errorRate)).toBeLessThan(5 * deviation);
  });

  it("prints a line for each picture, with as many classes as asked for", async () => {
    const { stdout, code } = await runCli(["predict", run, "digits/", "--top", "3"], { cwd });
    expect(code).toBe(0);
    const [titles, ...lines] = stdout.trim().split("\n");
    expect(titles).toBe("file,class,probability,class_2,probability_2,class_3,probability_3");
    expect(lines).toHaveLength(count);
    expect(lines[0]).toMatch(/^digits\/000\.png(,\d,[01]\.\d{6}){3}$/);
    expect(lines.at(-1)).toMatch(/^digits\/more\/011\.png,/);
    for (const line of lines) {
      const cells = line.split(",");
      expect(Number(cells[2])).toBeGreaterThanOrEqual(Number(cells[4]));
      expect(new Set([cells[1], cells[3], cells[5]]).size).toBe(3);
    }
  });

  it("takes files and patterns, each picture once, and writes where it is told", async () => {
    const names = ["digits/000.png", "digits/**/*.png", "digits/000.png"];
    const { stdout, code } = await runCli(["predict", run, ...names, "--out", "classes.csv"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `written    classes.csv, ${count} pictures\n` });
    const lines = readFileSync(join(cwd, "classes.csv"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(1 + count);
  });

  it("names pictures that cannot be read, and classifies the others", async () => {
    mkdirSync(join(cwd, "broken"));
    const good = readFileSync(join(cwd, "digits/000.png"));
    writeFileSync(join(cwd, "broken/a, good.png"), good);
    writeFileSync(join(cwd, "broken/cut.png"), good.subarray(0, 60));
    const data = new Uint8Array(30 * 20);
    writeFileSync(join(cwd, "broken/large.png"), encode({ width: 20, height: 30, data, channels: 1 }));
    const { stdout, stderr, code } = await runCli(["predict", run, "broken"], { cwd });
    expect(code).toBe(1);
    expect(stdout.trim().split("\n")).toHaveLength(3);
    expect(stdout).toMatch(/^"broken\/a, good\.png",\d,/m);
    expect(stderr).toContain("broken/cut.png cannot be read as a picture");
    // Another size is no fault: the picture is scaled.
    expect(stdout).toMatch(/^broken\/large\.png,\d,/m);
    expect(stderr).toMatch(/1 picture of 3 could not be read/);
    const { stdout: json } = await runCli(["predict", run, "broken", "--json"], { cwd });
    const { predictions } = JSON.parse(json) as Result;
    expect(predictions.map(({ error }) => error === undefined)).toEqual([true, false, true]);
  });

  it("stretches pictures where the training did", async () => {
    const stub = { SWWAE_IMAGES_CACHE: join(cwd, "packs") };
    for (const [name, height, width, by] of [
      ["sizes/low/1.png", 20, 90, 3],
      ["sizes/low/2.png", 31, 33, 5],
      ["sizes/low/3.png", 40, 40, 2],
      ["sizes/high/1.png", 70, 21, 101],
      ["sizes/high/2.png", 36, 30, 77],
      ["sizes/high/3.png", 40, 40, 91],
    ] as const) {
      mkdirSync(join(cwd, name, ".."), { recursive: true });
      const data = pixels(height, width, by);
      writeFileSync(join(cwd, name), encode({ width, height, data, channels: 1 }));
    }
    const size = { height: 32, width: 32 };
    const stretched = resizeBytes(pixels(20, 90, 3), [20, 90, 1], size);
    mkdirSync(join(cwd, "stretched"));
    writeFileSync(join(cwd, "stretched/1.png"), encode({ ...size, data: stretched, channels: 1 }));
    writeFileSync(
      join(cwd, "sizes.swwae"),
      `${tinySpec}
experiment Sizes { model Tiny  data "sizes"  validation 0  epochs 1  batch 4  preprocess resize 32x32  augment crop 28x28 }`,
    );
    const options = ["--engine", "onnx", "--out", "sized"];
    const trained = await runCli(["train", "sizes.swwae#Sizes", ...options], { cwd, env: stub });
    expect(trained.code, trained.stderr).toBe(0);
    const sized = join("sized", readdirSync(join(cwd, "sized"))[0] ?? "");
    const classesOf = async (file: string) => {
      const { stdout, stderr } = await runCli(["predict", sized, file, "--json", "--engine", "onnx"], {
        cwd,
      });
      expect(stderr).not.toContain("error");
      return (JSON.parse(stdout) as Result).predictions[0]?.classes;
    };
    expect(await classesOf("sizes/low/1.png")).toEqual(await classesOf("stretched/1.png"));
    const inspected = await runCli(["inspect", sized, "sizes/low/1.png", "--json"], { cwd, env: stub });
    expect(inspected.code, inspected.stderr).toBe(0);
  });

  it("says what is missing", async () => {
    const nothing = await runCli(["predict", run, "none.png"], { cwd });
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining("no file or folder none.png") });
    const empty = await runCli(["predict", run, "many/*.jpg"], { cwd });
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining("no picture is at many/*.jpg") });
    const usage = await runCli(["predict", run], { cwd });
    expect(usage).toMatchObject({ code: 2, stderr: expect.stringContaining("missing required argument") });
  });

  it("uses the names of classes where the run's data has some", async () => {
    const record = JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8")) as {
      images: { classNames: readonly string[] };
    };
    const names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    record.images.classNames = names;
    writeFileSync(join(cwd, run, "run.json"), JSON.stringify(record));
    const { stdout } = await runCli(["predict", run, "digits/000.png"], { cwd });
    expect(names).toContain(stdout.trim().split("\n")[1]?.split(",")[1]);
  });
});
