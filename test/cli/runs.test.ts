/** `swwae runs`: what was trained, and in what trainings differ. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

it("lists runs, those of experiments too, and says in what they differ", { timeout: 120_000 }, async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
  const train = [
    "train",
    "tiny.swwae",
    "--limit",
    "320",
    "--labels",
    "50",
    "--validation",
    "0",
    "--epochs",
    "1",
  ];
  expect(await runCli([...train, "--threads", "1"], { cwd })).toMatchObject({ code: 0 });
  const [name = ""] = readdirSync(join(cwd, "runs"));
  // A second run: the first one's record with another rate and another network, killed on the way.
  const other = join(cwd, "runs", "Sweep", "other");
  mkdirSync(join(cwd, "runs", "Sweep"));
  cpSync(join(cwd, "runs", name), other, { recursive: true });
  const text = readFileSync(join(other, "run.json"), "utf8");
  const record = JSON.parse(text.replace("conv 3x3 8", "conv 3x3 9")) as Record<string, object>;
  const changed = {
    ...record,
    options: { ...record["options"], rate: 0.5 },
    status: "running",
    process: { id: 4_000_000, host: (await import("node:os")).hostname() },
    started: "2020-01-01T00:00:00.000Z",
    steps: 0,
    result: null,
  };
  writeFileSync(join(other, "run.json"), JSON.stringify(changed));
  const metrics = join(other, "metrics.jsonl");
  writeFileSync(metrics, readFileSync(metrics, "utf8").split("\n").slice(0, 3).join("\n"));

  const { stdout } = await runCli(["runs"], { cwd });
  const [header, first, second] = stdout.split("\n");
  expect(header).toMatch(
    /^run +started \(UTC\) +status +data +labels +steps +test error +reconstruction +time$/,
  );
  expect(first).toMatch(/^runs\/Sweep\/other +2020-01-01 00:00 +killed +mnist +50 +3 of 5$/);
  expect(second).toMatch(
    new RegExp(`^runs/${name} +\\S+ \\S+ +finished +mnist +50 +5 +[\\d.]+ % +0\\.\\d{5} +0:0\\d$`),
  );

  const compared = await runCli(["runs", `runs/${name}`, "runs/Sweep/other"], { cwd });
  expect(compared.stdout).toMatch(/^rate +0\.002 +0\.5$/m);
  expect(compared.stdout).toMatch(/^status +finished +killed$/m);
  expect(compared.stdout).toMatch(/^test L2rec +[\d.]+ +–$/m);
  expect(compared.stdout).not.toMatch(/^batch/m);
  expect(compared.stdout).toContain("weights saved under A do not load into B");

  const json = await runCli(["runs", `runs/${name}`, "--json"], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({ runs: [{ status: "finished", model: "Tiny", steps: 5 }] });
  const nothing = await runCli(["runs", "nowhere"], { cwd });
  expect(nothing).toMatchObject({ code: 1, stdout: "" });
  expect(nothing.stderr).toContain("cannot read the folder nowhere: there is no such file or folder");
});
