/** `swwae experiment` from end to end: killed, gone on with, grown, and with a cell that cannot be trained. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import type { ResultsDocument } from "../../../src/cli/experiment/results.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { runCli, startCli } from "../runCli.js";

const spec = (sweep: string) => `model Tiny {
  input 28x28x1
  encoder { stage bottom { conv 3x3 4  relu  pool 4x4 } }
  classifier { dense 10 }
  where hard
  loss { NLL 1  L2rec 0.5 }
}
experiment Sweep {
  model Tiny
  data mnist
  labels 100
  epochs 20
  ${sweep}
}
`;
const oneEpoch = (said = "") => spec(said).replace("epochs 20", "epochs 1");
const options = ["--limit", "640", "--validation", "50", "--checkpoint-every", "5", "--threads", "1"];
const command = ["experiment", "sweep.swwae", ...options];

function results(cwd: string): ResultsDocument {
  return JSON.parse(readFileSync(join(cwd, "runs/Sweep/results.json"), "utf8")) as ResultsDocument;
}

const weights = (cwd: string, run: string) =>
  readFileSync(join(cwd, "runs/Sweep", run, "checkpoints/last.safetensors"));

/** Whether a process runs; a killed one stays in the table for a while. */
function alive(id: number): boolean {
  return existsSync(`/proc/${id}`) && !/\) Z /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
}

it(
  "goes on after it was killed, keeps what is finished, and trains what is added",
  { timeout: 180_000 },
  async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "sweep.swwae"), spec("seeds 1, 2"));
    const first = startCli(command, { cwd });
    const metrics = join(cwd, "runs/Sweep/seed-1/metrics.jsonl");
    while (!existsSync(metrics) || !readFileSync(metrics, "utf8").includes('"step":25,')) await wait(20);
    first.process.kill("SIGKILL");
    await first.ended;
    expect(results(cwd)).toMatchObject({
      status: "running",
      cells: [{ status: "running" }, { status: "waiting" }],
    });
    // The cell's own process notices, stops after its step, and leaves.
    const status = () =>
      JSON.parse(readFileSync(join(cwd, "runs/Sweep/seed-1/run.json"), "utf8")) as {
        status: string;
        process?: { id: number };
      };
    for (let { process } = status(); process !== undefined && alive(process.id); { process } = status())
      await wait(20);

    const second = await runCli([...command, "--jobs", "2"], { cwd });
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toMatch(/^Sweep: 2 cells; [\d,]+ steps to make, 2 at once$/m);
    expect(second.stdout).toMatch(/^runs {2}test error +reconstruction error\n2 {5}\d+\.\d\d ± \d+\.\d\d % /);
    expect(second.stdout).toContain("\nreport   runs/Sweep/report.html\n");
    const page = readFileSync(join(cwd, "runs/Sweep/report.html"), "utf8").replace(/\s+/g, " ");
    expect(page).toContain("2 runs, all finished");
    expect(page).toContain('<a href="seed-2/report.html">seed-2</a>');
    expect(results(cwd)).toMatchObject({
      status: "finished",
      cells: [{ status: "finished" }, { status: "finished" }],
      summary: [{ finished: 2, cells: 2 }],
    });
    expect(readFileSync(join(cwd, "runs/Sweep/results.csv"), "utf8").split("\n").length).toBe(4);

    // Stopped or not, alone or side by side: the same numbers.
    const alone = temporaryFolder();
    writeFileSync(join(alone, "sweep.swwae"), spec("seeds 1, 2"));
    const ofOne = await runCli([...command, "--cells", "seed 1"], { cwd: alone });
    expect(ofOne).toMatchObject({ code: 0 });
    expect(ofOne.stderr).toMatch(/^1\/2 {2}seed 1 .*test/m);
    expect(readdirSync(join(alone, "runs/Sweep")).toSorted()).toEqual([
      "report.html",
      "results.csv",
      "results.json",
      "seed-1",
    ]);
    expect(weights(alone, "seed-1").equals(weights(cwd, "seed-1"))).toBe(true);

    const before = statSync(join(cwd, "runs/Sweep/seed-1/checkpoints/last.safetensors")).mtimeMs;
    writeFileSync(join(cwd, "sweep.swwae"), spec("seeds 1..3"));
    const third = await runCli([...command, "--json"], { cwd });
    expect(third).toMatchObject({ code: 0 });
    expect(third.stderr).toContain("Sweep: 3 cells, 2 of them done");
    const document = JSON.parse(third.stdout) as ResultsDocument;
    expect(document.cells.map((cell) => cell.status)).toEqual(["finished", "finished", "finished"]);
    expect(statSync(join(cwd, "runs/Sweep/seed-1/checkpoints/last.safetensors")).mtimeMs).toBe(before);

    const other = await runCli(["experiment", "sweep.swwae"], { cwd });
    expect(other).toMatchObject({ code: 1, stdout: "" });
    expect(other.stderr).toContain("said something else: validation, limit");
  },
);

it("goes on by the same command where an option asks for the precision", { timeout: 60_000 }, async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "sweep.swwae"), oneEpoch());
  const bf16 = [...command, "--precision", "bf16"];
  expect(await runCli(bf16, { cwd })).toMatchObject({ code: 0 });
  for (const again of [bf16, command]) {
    const { code, stderr } = await runCli(again, { cwd });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("1 of them done") });
  }
  // What an experiment says is its own.
  const own = temporaryFolder();
  writeFileSync(join(own, "sweep.swwae"), oneEpoch());
  expect(await runCli(command, { cwd: own })).toMatchObject({ code: 0 });
  writeFileSync(join(own, "sweep.swwae"), oneEpoch("precision bf16"));
  const other = await runCli(command, { cwd: own });
  expect(other.stderr).toContain("said something else: precision");
});

it(
  "reports a cell that fails, goes on with the others, and retries it when asked",
  { timeout: 120_000 },
  async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "sweep.swwae"), spec("optimizer sgd rate 0.01, 1000000"));
    const first = await runCli(command, { cwd });
    expect(first.code).toBe(1);
    const [line = "", made, stepOfFailure] =
      /^2\/2 .* failed after (\d+) of 200 steps: .* at step (\d+).*$/m.exec(first.stderr) ?? [];
    expect(made).toBe(stepOfFailure);
    expect(Number(made)).toBeGreaterThan(0);
    expect(first.stdout).toContain(`\n${line}\n`);
    expect(first.stdout).toContain("1 cell failed; the same command with --retry tries again");
    expect(results(cwd)).toMatchObject({
      status: "failed",
      cells: [{ status: "finished" }, { status: "failed", steps: Number(made), plannedSteps: 200 }],
    });
    const page = readFileSync(join(cwd, "runs/Sweep/report.html"), "utf8").replace(/\s+/g, " ");
    expect(page).toContain("2 runs, 1 finished, 1 failed");
    expect(page).toMatch(new RegExp(`failed<small class="failure">[^<]* at step ${made}[^<]*</small>`));
    expect(page).toContain(`${made} of 200`);
    const listed = await runCli(["runs", "runs/Sweep"], { cwd });
    expect(listed.stdout).toMatch(
      new RegExp(`^runs/Sweep/.*-1000000 .* failed .* ${made} of 200$\n^  .* at step ${made}`, "m"),
    );

    const again = await runCli(command, { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("2 cells, 2 of them done; 0 steps to make");
    const failing = results(cwd).cells[1]!.run;
    rmSync(join(cwd, "runs/Sweep", failing), { recursive: true, force: true });
    const retried = await runCli([...command, "--retry"], { cwd });
    expect(retried.code).toBe(1);
    expect(retried.stderr).toContain("2 cells, 1 of them done");
  },
);
