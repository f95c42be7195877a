/**
 * `swwae resume`: a training killed at any moment, again and again, ends with the weights of one that never stopped.
 *
 * SWWAE_TEST_KILLS=50 kills more often than is worth the time in every run of the tests.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { randomStream } from "swwae/runtime";
import { decodeSafetensors } from "swwae/training";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasTensorflow, withoutTensorflow } from "../support/engines.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli, startCli } from "./runCli.js";
import { environmentVariable } from "../support/environment.js";

const kills = Number(environmentVariable("SWWAE_TEST_KILLS") ?? 5);

/** Everything that has to be remembered: running statistics, dropout, augmentation, a schedule, early stopping. */
const spec = `model Tiny {
  input 28x28x1
  encoder {
    stage bottom { conv 3x3 4  batchnorm  relu  dropout 0.2  pool 4x4 }
    stage top { conv 3x3 8  relu  pool 2x2 }
  }
  classifier { dense 10 }
  where hard
  loss { NLL 1  L2rec 0.5  L2M 0.5 }
}
experiment Long {
  model Tiny
  data mnist
  labels 200
  augment shift 2, flip horizontal
  schedule cosine
  stop patience 8
  batch 32
  epochs 10
}
`;
const settings = ["--limit", "1280", "--validation", "100", "--threads", "1", "--checkpoint-every", "3"];
const train = ["train", "long.swwae", ...settings];

function specFolder(folder = temporaryFolder()): string {
  writeFileSync(join(folder, "long.swwae"), spec);
  return folder;
}

/** The one run of a folder, where it can be gone on with. */
function runIn(cwd: string): string | null {
  const [name] = existsSync(join(cwd, "runs")) ? readdirSync(join(cwd, "runs")) : [];
  return name !== undefined && existsSync(join(cwd, "runs", name, "run.json")) ? join("runs", name) : null;
}

/** Waits until there is a run that can be gone on with. */
async function started(cwd: string): Promise<void> {
  while (runIn(cwd) === null) await wait(10);
}

function checkpoints(cwd: string, run: string): Map<string, Buffer> {
  const folder = join(cwd, run, "checkpoints");
  const names = readdirSync(folder).filter((name) => name.endsWith(".safetensors"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** The lines of metrics without the time, which is not the same twice. */
function metrics(cwd: string, run: string): unknown[] {
  const lines = readFileSync(join(cwd, run, "metrics.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => ({ ...(JSON.parse(line) as object), seconds: 0, waited: 0 }));
}

function status(cwd: string, run: string): unknown {
  return (JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8")) as { status: string }).status;
}

describe("a training that is stopped", () => {
  let whole = "";
  let run = "";
  beforeAll(async () => {
    whole = specFolder(mkdtempSync(join(tmpdir(), "swwae-test-")));
    expect(await runCli(train, { cwd: whole })).toMatchObject({ code: 0 });
    run = runIn(whole) ?? "";
  }, 120_000);
  afterAll(() => rmSync(whole, { recursive: true, force: true }));

  it(
    `ends with the same bytes after ${kills} kills at random moments, and never has a checkpoint that cannot be read`,
    { timeout: 60_000 + 20_000 * kills },
    async () => {
      const random = randomStream(Number(environmentVariable("SWWAE_TEST_SEED") ?? 1), "kills");
      let cwd = specFolder();
      let killed = 0;
      let compared = 0;
      while (killed < kills || compared === 0) {
        const begun = runIn(cwd);
        const cli = startCli(begun === null ? train : ["resume", begun], { cwd });
        if (begun === null) await started(cwd);
        if (killed < kills) {
          await Promise.race([cli.ended, wait((begun === null ? 1500 : 4500) * random.uniform())]);
          if (cli.process.exitCode === null && cli.process.kill("SIGKILL")) killed += 1;
        }
        const { stderr } = await cli.ended;
        expect(stderr).not.toContain("error");
        const now = runIn(cwd) ?? "";
        for (const [name, bytes] of checkpoints(cwd, now)) decodeSafetensors(bytes, name);
        if (status(cwd, now) !== "finished") continue;
        expect(checkpoints(cwd, now)).toEqual(checkpoints(whole, run));
        expect(metrics(cwd, now)).toEqual(metrics(whole, run));
        compared += 1;
        cwd = specFolder();
      }
    },
  );

  it("stops cleanly on SIGTERM, and says so of a run that is finished", async () => {
    const cwd = specFolder();
    const cli = startCli(train, { cwd });
    await cli.until(/epoch 1\/10/);
    cli.process.kill("SIGTERM");
    const { code, stdout } = await cli.ended;
    const stopped = runIn(cwd) ?? "";
    expect(code).toBe(143);
    expect(stdout).toContain(`swwae resume ${stopped}\n`);
    expect(status(cwd, stopped)).toBe("interrupted");
    const rest = await runCli(["resume", stopped, "--json"], { cwd });
    expect(rest).toMatchObject({ code: 0 });
    expect(checkpoints(cwd, stopped)).toEqual(checkpoints(whole, run));
    const again = await runCli(["resume", stopped], { cwd });
    expect(again).toMatchObject({ code: 0, stdout: "" });
    expect(again.stderr).toContain(`${stopped} is finished: nothing is left to do`);
  });

  it("says what differs, and goes on with no other data", async () => {
    const cwd = specFolder();
    const cli = startCli(train, { cwd });
    await cli.until(/epoch 1\/10/);
    // The run is still being trained: nobody else may.
    const stopped = runIn(cwd) ?? "";
    const busy = await runCli(["resume", stopped], { cwd });
    expect(busy).toMatchObject({ code: 1 });
    expect(busy.stderr).toContain(`${stopped} is being trained, by process ${cli.process.pid}`);
    cli.process.kill("SIGKILL");
    await cli.ended;

    const labels = join(cwd, stopped, "labels.json");
    const text = readFileSync(labels, "utf8");
    writeFileSync(labels, text.replace(/"data":"../, '"data":"00'));
    const other = await runCli(["resume", stopped], { cwd });
    expect(other).toMatchObject({ code: 1, stdout: "" });
    expect(other.stderr).toContain(
      `the training images or labels are not those that ${stopped} was trained on`,
    );
    writeFileSync(labels, text);
    const rest = startCli(["resume", stopped, "--threads", "2"], { cwd });
    await rest.until(/not bit for bit as if it had never stopped: threads 1 then, 2 now/);
    rest.process.kill("SIGKILL");
    await rest.ended;
  });
});

describe(`on the engine tensorflow${withoutTensorflow}`, () => {
  // Where the processor has no instructions for bf16, the engine says so and computes in fp32.
  it.runIf(hasTensorflow).each(["fp32", "bf16"])(
    "a training in %s that was killed ends with the same bytes",
    { timeout: 180_000 },
    async (precision) => {
      const trainHere = [...train, "--engine", "tensorflow", "--precision", precision, "--epochs", "4"];
      const alone = specFolder();
      expect(await runCli(trainHere, { cwd: alone })).toMatchObject({ code: 0 });
      const cwd = specFolder();
      for (const step of [25, 100]) {
        const begun = runIn(cwd);
        const cli = startCli(begun === null ? trainHere : ["resume", begun], { cwd });
        const reached = () => {
          const now = runIn(cwd);
          const path = join(cwd, now ?? "", "metrics.jsonl");
          return now !== null && existsSync(path) && readFileSync(path, "utf8").includes(`"step":${step},`);
        };
        while (!reached()) await wait(5);
        expect(cli.process.kill("SIGKILL")).toBe(true);
        await cli.ended;
      }
      const run = runIn(cwd) ?? "";
      expect(status(cwd, run)).toBe("running");
      const rest = await runCli(["resume", run], { cwd });
      expect(rest.code, rest.stderr).toBe(0);
      expect(rest.stderr).not.toContain("not bit for bit");
      expect(checkpoints(cwd, run)).toEqual(checkpoints(alone, runIn(alone) ?? ""));
      expect(metrics(cwd, run)).toEqual(metrics(alone, runIn(alone) ?? ""));
    },
  );
});
