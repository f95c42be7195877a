/** `swwae demo`, cut short: everything is written, and where shows its worth after a few hundred images. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli, startCli } from "./runCli.js";

interface Figures {
  readonly testError: number;
  readonly testImages: number;
  readonly reconstructionError: number;
  readonly imagesShown: number;
}

describe("swwae demo", () => {
  it("trains with and without where, and draws both", { timeout: 240_000 }, async () => {
    const cwd = temporaryFolder();
    const { code, stdout } = await runCli(["demo", "--images", "1920", "--test-images", "500", "--json"], {
      cwd,
    });
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as {
      run: string;
      whereHard: Figures;
      whereNone: Figures;
      files: { picture: string; weights: string[]; metrics: string[] };
    };
    expect(result.whereHard.imagesShown).toBe(1920);
    expect(result.whereHard.testError).toBeLessThan(0.5);
    expect(result.whereHard.testImages).toBe(500);
    expect(result.whereHard.reconstructionError).toBeLessThan(result.whereNone.reconstructionError);
    for (const path of [...result.files.weights, ...result.files.metrics])
      expect(existsSync(join(cwd, path))).toBe(true);
    expect(decode(readFileSync(join(cwd, result.files.picture))).height).toBeGreaterThan(3 * 84);
    expect(JSON.parse(readFileSync(join(cwd, result.run, "run.json"), "utf8"))).toMatchObject({
      status: "finished",
    });
  });

  it("keeps what it has when it is interrupted", async () => {
    const cwd = temporaryFolder();
    const cli = startCli(["demo"], { cwd });
    await cli.until(/where hard {2}epoch 1\/2 .* left/);
    cli.process.kill("SIGTERM");
    const { code, stderr } = await cli.ended;
    expect(code).toBe(143);
    const [run = ""] = readdirSync(join(cwd, "runs"));
    expect(stderr).toContain(`interrupted; what was trained lies in runs/${run}`);
    expect(readdirSync(join(cwd, "runs", run)).toSorted()).toEqual([
      "checkpoints",
      "metrics.jsonl",
      "plan.json",
      "run.json",
      "spec",
    ]);
  });
});
