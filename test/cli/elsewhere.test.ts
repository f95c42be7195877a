/** A run is gone on with, measured and continued from any working folder, and after it was moved with its data or without. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadMnist, type Samples } from "swwae/training";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const base = mkdtempSync(join(tmpdir(), "swwae-test-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const project = () => join(base, "project");
const settings = ["--validation", "40", "--threads", "1", "--epochs", "1"];
let run = "";
let elsewhere = "";

function writeIdx(folder: string, prefix: string, { images, labels }: Samples, count: number): void {
  const header = Buffer.alloc(16);
  [0x803, count, 28, 28].forEach((number, index) => header.writeUInt32BE(number, 4 * index));
  writeFileSync(
    join(folder, `${prefix}-images-idx3-ubyte`),
    Buffer.concat([header, images.subarray(0, 784 * count)]),
  );
  const labelHeader = Buffer.alloc(8);
  [0x801, count].forEach((number, index) => labelHeader.writeUInt32BE(number, 4 * index));
  writeFileSync(
    join(folder, `${prefix}-labels-idx1-ubyte`),
    Buffer.concat([labelHeader, labels.subarray(0, count)]),
  );
}

beforeAll(async () => {
  mkdirSync(join(project(), "data/digits"), { recursive: true });
  mkdirSync(join(project(), "specs"));
  const { training, test } = await loadMnist();
  writeIdx(join(project(), "data/digits"), "train", training, 360);
  writeIdx(join(project(), "data/digits"), "t10k", test, 100);
  writeFileSync(join(project(), "specs/base.swwae"), tinySpec);
  writeFileSync(
    join(project(), "specs/own.swwae"),
    'use Tiny from "./base.swwae"\nmodel Own extends Tiny { loss { NLL 2 } }\n',
  );
  const trained = await runCli(["train", "specs/own.swwae", "--data", "data/digits", ...settings], {
    cwd: project(),
  });
  expect(trained.code, trained.stderr).toBe(0);
  run = join("runs", readdirSync(join(project(), "runs"))[0] ?? "");
  elsewhere = join(base, "elsewhere");
  mkdirSync(elsewhere);
}, 120_000);

interface Evaluated {
  readonly data: string;
  readonly test: object;
}

async function evaluate(cwd: string, path: string, ...options: readonly string[]): Promise<Evaluated> {
  const { code, stdout, stderr } = await runCli(["evaluate", path, "--json", ...options], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Evaluated;
}

/** Makes the run one that was interrupted after none of its steps were saved. */
function interrupt(path: string): void {
  const record = JSON.parse(readFileSync(join(path, "run.json"), "utf8")) as object;
  writeFileSync(join(path, "run.json"), JSON.stringify({ ...record, status: "interrupted", result: null }));
  rmSync(join(path, "checkpoints/last.safetensors"));
}

it("from another working folder, and moved with its data", { timeout: 120_000 }, async () => {
  const here = await evaluate(project(), run);
  expect(here.data).toBe("data/digits");
  expect(await evaluate(elsewhere, join("../project", run))).toMatchObject({ test: here.test });
  const weights = readFileSync(join(project(), run, "checkpoints/last.safetensors"));

  renameSync(project(), join(base, "moved"));
  const moved = join("../moved", run);
  try {
    expect(await evaluate(elsewhere, moved)).toMatchObject({ data: "data/digits", test: here.test });
    const reported = await runCli(["report", moved], { cwd: elsewhere });
    expect(reported.code, reported.stderr).toBe(0);

    const more = await runCli(["train", "../moved/specs/own.swwae", "--from", moved, ...settings], {
      cwd: elsewhere,
    });
    expect(more.code, more.stderr).toBe(0);

    interrupt(join(elsewhere, moved));
    const resumed = await runCli(["resume", moved], { cwd: elsewhere });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(readFileSync(join(elsewhere, moved, "checkpoints/last.safetensors")).equals(weights)).toBe(true);
  } finally {
    renameSync(join(base, "moved"), project());
  }
});

it(
  "says where it expects data that are gone, and takes them from where they are",
  { timeout: 120_000 },
  async () => {
    const here = await evaluate(project(), run);
    const digits = join(project(), "data/digits");
    const put = join(temporaryFolder(), "digits");
    renameSync(digits, put);
    try {
      for (const verb of ["evaluate", "report", "reconstruct", "resume"]) {
        if (verb === "resume") interrupt(join(project(), run));
        const { code, stdout, stderr } = await runCli([verb, run], { cwd: project() });
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr).toMatch(
          /^error: the data that runs\/Own-\S+ was trained on are not there: nothing is at \/[^\n]*\nhint: say where they are: --data PATH\n$/,
        );
        expect(stderr).toContain(`${digits}\n`);
      }
      const resumed = await runCli(["resume", run, "--data", put], { cwd: project() });
      expect(resumed.code, resumed.stderr).toBe(0);
      // It remembers where it found them.
      expect(await evaluate(elsewhere, join("../project", run))).toMatchObject({ test: here.test });
    } finally {
      renameSync(put, digits);
    }
  },
);
