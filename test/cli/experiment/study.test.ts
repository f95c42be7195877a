/** A study from end to end: its experiments one after the other, its results kept and gone on with, its page. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawPages, parseResults, type StudyResults, unpackIndices } from "../../../src/studies/index.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { runCli } from "../runCli.js";

const spec = (seeds: string, epochs = 2) => `model Tiny(lambda: number = 1) {
  input 28x28x1
  encoder { stage bottom { conv 3x3 4  relu  pool 4x4 } }
  classifier { dense 10 }
  loss { NLL 1  L2rec (lambda) }
}
experiment Plain { study few-labels  model Tiny(lambda = 0, 2)  data mnist  labels 100  epochs ${epochs}  seeds ${seeds}  quick { epochs 1 } }
experiment Shifted { study few-labels  model Tiny(lambda = 0, 2)  data mnist  labels 100  epochs 1  seeds 1  augment shift 2 }
experiment Apart { model Tiny  data mnist }
`;
const options = ["--limit", "640", "--validation", "50", "--threads", "1", "--engine", "onnx"];

/** A study whose page shows figures of many digits, and pictures. */
const pictured = `model Pooled(w: where = hard) {
  input 28x28x1
  encoder { stage bottom { conv 3x3 4  relu  pool 4x4 } }
  where w
  loss { L2rec 1 }
}
experiment Pictured { study necessity-of-where  model Pooled(w = hard, none)  data mnist  epochs 2  quick { epochs 1 } }
`;

function study(cwd: string, seeds: string, epochs?: number): void {
  // The last experiment is of no study: the file without it is what one command runs.
  const [text = ""] = spec(seeds, epochs).split("experiment Apart");
  writeFileSync(join(cwd, "study.swwae"), text);
}

function kept(cwd: string, folder: string): StudyResults {
  return parseResults(readFileSync(join(cwd, folder, "results.json"), "utf8"), folder);
}

it(
  "runs all experiments of a study, draws its page, and goes on from what is kept",
  { timeout: 600_000 },
  async () => {
    const cwd = temporaryFolder();
    study(cwd, "1..2");
    const command = ["experiment", "study.swwae", "--results", "kept", ...options];
    const first = await runCli(command, { cwd });
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain(
      "study    kept/results.json\npage     kept/index.html\npage     kept/README.md\n",
    );
    const results = kept(cwd, "kept");
    expect(results).toMatchObject({
      study: "few-labels",
      quick: false,
      command: "swwae experiment study.swwae --limit 640 --validation 50 --results kept",
    });
    expect(results.cells.map(({ experiment, number }) => `${experiment} ${number}`)).toEqual([
      "Plain 1",
      "Plain 2",
      "Plain 3",
      "Plain 4",
      "Shifted 1",
      "Shifted 2",
    ]);
    // Pairs share their labels, which are kept once.
    expect(new Set(results.cells.map(({ subset }) => subset)).size).toBe(2);
    for (const { indices } of Object.values(results.subsets)) {
      expect(new Set(unpackIndices(indices)).size).toBe(100);
    }
    const page = readFileSync(join(cwd, "kept/README.md"), "utf8");
    expect(page).toContain("| Convnet alone | paper (remembered) | 22.98 |");
    expect(page).toContain("2 seeds) points.");

    // On another machine there are no runs: nothing is trained again but what has been added.
    rmSync(join(cwd, "runs"), { recursive: true });
    study(cwd, "1..3");
    const second = await runCli(command, { cwd });
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain("Plain: 6 cells, 4 of them done;");
    expect(existsSync(join(cwd, "runs/Plain/lambda-0-seed-3"))).toBe(true);
    expect(existsSync(join(cwd, "runs/Plain/lambda-0-seed-1"))).toBe(false);
    const grown = kept(cwd, "kept");
    expect(grown.cells.find(({ choice }) => choice["lambda"] === "2" && choice["seed"] === "2")).toEqual({
      ...results.cells[3],
      number: 5,
    });

    study(cwd, "1..3", 1);
    const otherwise = await runCli(command, { cwd });
    expect(otherwise.code).toBe(1);
    expect(otherwise.stderr).toContain(
      "kept holds 6 cells of Plain that were trained otherwise than it says now",
    );
  },
);

it("keeps quick results apart, and runs what has a quick version", { timeout: 300_000 }, async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "study.swwae"), pictured);
  const quick = await runCli(["experiment", "study.swwae", "--quick", ...options], { cwd });
  expect(quick.code, quick.stderr).toBe(0);
  const results = kept(cwd, "runs/necessity-of-where-quick");
  expect(results.quick).toBe(true);
  expect(results.cells.map(({ experiment }) => experiment)).toEqual(["Pictured-quick", "Pictured-quick"]);
  expect(results.command).toBe("swwae experiment study.swwae --quick --limit 640 --validation 50");
  expect(readFileSync(join(cwd, "runs/necessity-of-where-quick/README.md"), "utf8")).toContain(
    "A quick run:",
  );
  // Whoever draws the page from the file gets the same one, to the last digit of a chart.
  for (const [name, content] of await drawPages(results)) {
    const found = readFileSync(join(cwd, "runs/necessity-of-where-quick", name));
    expect(found.equals(Buffer.from(content)), name).toBe(true);
  }
  const folder = ["--results", "runs/necessity-of-where-quick"];
  const full = await runCli(["experiment", "study.swwae", ...folder, ...options], { cwd });
  expect(full.code).toBe(1);
  expect(full.stderr).toContain(
    "runs/necessity-of-where-quick holds quick results, which full ones must not be mixed with",
  );
});

it("says what is missing", { timeout: 60_000 }, async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "study.swwae"), spec("1"));
  const results = await runCli(["experiment", "study.swwae#Apart", "--results", "kept"], { cwd });
  expect(results.code).toBe(1);
  expect(results.stderr).toContain("--results is about the page of a study, and Apart belongs to none");
  const quick = await runCli(["experiment", "study.swwae#Shifted", "--quick"], { cwd });
  expect(quick.code).toBe(1);
  expect(quick.stderr).toContain("the experiment Shifted has no quick version");
  const open = await runCli(["experiment", "study.swwae"], { cwd });
  expect(open.code).toBe(1);
  expect(open.stderr).toContain("which is to be trained?");
});
