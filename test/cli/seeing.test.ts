/** `swwae report`, `inspect` and `visualize` on a real little run. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode, encode } from "fast-png";
import { loadMnist } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const quick = ["--limit", "640", "--labels", "200", "--validation", "100", "--epochs", "1", "--threads", "1"];

describe("a run", () => {
  let cwd = "";
  let run = "";
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), "swwae-test-"));
    writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
    const { code, stdout } = await runCli(["train", "tiny.swwae#Tiny", ...quick], { cwd });
    expect(code).toBe(0);
    run = join("runs", readdirSync(join(cwd, "runs"))[0] ?? "");
    expect(stdout).toContain(`report                     ${run}/report.html`);
  }, 120_000);
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const swwae = async (...args: string[]) => runCli([...args, "--threads", "1"], { cwd });
  const json = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await swwae(...args, "--json");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it("is reported again, in the same bytes", async () => {
    const before = readFileSync(join(cwd, run, "report.html"), "utf8");
    const result = await json("report", run, "--out", "again.html");
    expect(result).toEqual({ run, report: "again.html", bytes: statSync(join(cwd, "again.html")).size });
    expect(readFileSync(join(cwd, "again.html"), "utf8")).toBe(before);
    expect(before.length).toBeLessThan(2_000_000);
    expect(before).not.toContain("<script");
  });

  it("is inspected by the number of a test image, or by a file", async () => {
    const result = await json("inspect", run, "test:17", "--where-from", "test:3");
    const file = join(run, "inspect-test-17-where-test-3.html");
    expect(result).toMatchObject({ run, image: "test:17", file });
    const stages = result["stages"] as Record<string, number>[];
    expect(stages.map(({ name }) => name)).toEqual(["bottom", "top"]);
    for (const { withWhere, withoutWhere, withOtherWhere } of stages) {
      expect(withWhere).toBeGreaterThan(0);
      expect(withoutWhere).not.toBe(withWhere);
      expect(withOtherWhere).not.toBe(withWhere);
    }
    expect(readFileSync(join(cwd, file), "utf8")).toContain("the where of test:3");

    const { test } = await loadMnist();
    const data = test.images.subarray(17 * 784, 18 * 784);
    writeFileSync(join(cwd, "seven.png"), encode({ width: 28, height: 28, data, channels: 1, depth: 8 }));
    const same = await json("inspect", run, "seven.png", "--out", "seven-inside.png");
    expect(same["classes"]).toEqual(result["classes"]);
    expect(decode(readFileSync(join(cwd, "seven-inside.png"))).channels).toBe(3);

    // Another format, twice as large and in colour.
    const { default: sharp } = await import("sharp");
    await sharp(join(cwd, "seven.png"))
      .resize(56, 56)
      .toColourspace("srgb")
      .jpeg()
      .toFile(join(cwd, "seven.jpg"));
    const scaled = await json("inspect", run, "seven.jpg");
    expect(scaled["file"]).toBe(join(run, "inspect-seven.html"));
  });

  it("shows what excites its maps", async () => {
    const result = await json("visualize", run, "--limit", "500", "--maps", "2");
    const stages = result["stages"] as { stage: string; picture: string; sees: number[]; maps: unknown[] }[];
    expect(stages.map(({ stage, sees }) => [stage, sees])).toEqual([
      ["bottom", [6, 6]],
      ["top", [18, 18]],
    ]);
    expect(decode(readFileSync(join(cwd, stages[1]!.picture))).width).toBeGreaterThan(300);
    const one = await json(
      "visualize",
      run,
      "--limit",
      "500",
      "--stage",
      "top",
      "--map",
      "1",
      "--count",
      "4",
    );
    const [top] = one["stages"] as {
      maps: { map: number; activations: { value: number; image: string }[] }[];
    }[];
    expect(top!.maps).toHaveLength(1);
    const values = top!.maps[0]!.activations.map(({ value }) => value);
    expect(values).toHaveLength(4);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it("is reported with the other runs of its experiment", async () => {
    const record = JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8")) as object;
    for (const seed of [1, 2]) {
      const folder = join(cwd, "sweep", `Sweep-labels-200-seed-${seed}`);
      cpSync(join(cwd, run), folder, { recursive: true });
      const experiment = { name: "Sweep", cell: `labels 200, seed ${seed}`, settings: {} };
      writeFileSync(join(folder, "run.json"), JSON.stringify({ ...record, seed, experiment }));
    }
    cpSync(join(cwd, run), join(cwd, "sweep", "alone"), { recursive: true });
    mkdirSync(join(cwd, "sweep", "damaged"));
    writeFileSync(join(cwd, "sweep", "damaged", "run.json"), "{");
    const { code, stdout, stderr } = await runCli(["report", "sweep"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "written    sweep/Sweep.html\n" });
    expect(stderr).toContain("passed over: sweep/damaged/run.json is damaged");
    writeFileSync(join(cwd, "sweep", "results.json"), "{}");
    expect((await runCli(["report", "sweep"], { cwd })).stdout).toBe("written    sweep/report.html\n");
    const page = readFileSync(join(cwd, "sweep", "Sweep.html"), "utf8");
    expect(page).toContain('<a href="Sweep-labels-200-seed-2/report.html">');
    expect(page).toMatch(/\d+\.\d\d ± 0\.00 %/);
  });

  it.each([
    [["inspect", "RUN", "test:10000"], /there is no test image 10000: mnist has 10000/],
    [["inspect", "RUN", "nowhere.png"], /nowhere\.png cannot be read as a picture/],
    [["inspect", "RUN", "tiny.swwae"], /tiny\.swwae cannot be read as a picture/],
    [
      ["visualize", "RUN", "--stage", "botom"],
      /Tiny has no stage botom, but bottom, top\nhint: --stage bottom/,
    ],
    [["visualize", "RUN", "--stage", "top", "--map", "8"], /top has no map 8: its 8 maps are 0 to 7/],
    [["visualize", "RUN", "--map", "1"], /--map asks for one stage, and Tiny has 2/],
    [["visualize", "RUN", "--out", "all.png"], /--out asks for one stage/],
    [["report", "RUN", "--out", "nowhere/page.html"], /cannot write nowhere\/page\.html/],
    [["report", "runs"], /none of the 1 runs in runs is of an experiment/],
    [["report", "runs", "--experiment", "Sweep"], /runs holds no run of the experiment Sweep/],
    [["report", "nowhere"], /nowhere is no run folder/],
    [["report", "tiny.swwae"], /tiny\.swwae is no run folder/],
  ])("says what is wrong with %j", async (args, message) => {
    const { code, stderr } = await swwae(...args.map((arg) => (arg === "RUN" ? run : arg)));
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/fault of swwae/);
    expect(code).toBe(1);
  });
});
