/** `swwae bench`: figures of every batch size, and where a step's time goes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

function bench(...args: readonly string[]) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "tiny.swwae"), tinySpec);
  return runCli(["bench", "tiny.swwae#Tiny", "--steps", "2", "--threads", "1", ...args], { cwd });
}

describe("swwae bench", () => {
  it("times steps, evaluations and reconstructions at each batch size", async () => {
    const { code, stdout, stderr } = await bench("--engine", "onnx", "--batch", "1,8", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { model, engine, figures } = JSON.parse(stdout) as Record<string, unknown> & {
      figures: { batch: number; imagesPerSecond: Record<string, number> }[];
    };
    expect({ model, engine }).toEqual({ model: "Tiny", engine: "onnx" });
    expect(figures.map(({ batch }) => batch)).toEqual([1, 8]);
    for (const { imagesPerSecond } of figures)
      for (const what of ["training", "evaluation", "reconstruction"])
        expect(imagesPerSecond[what]).toBeGreaterThan(0);
  });

  it("tells where a step's time goes, as shares of what its nodes take", async () => {
    const { code, stdout } = await bench("--profile", "--json");
    expect(code).toBe(0);
    const { entries, milliseconds, limits } = JSON.parse(stdout) as {
      entries: { op: string; purpose: string; milliseconds: number; flops: number }[];
      milliseconds: number;
      limits: Record<string, number>;
    };
    const sum = entries.reduce((total, entry) => total + entry.milliseconds, 0);
    expect(sum).toBeGreaterThan(0.02 * milliseconds);
    expect(sum).toBeLessThan(1.1 * milliseconds);
    expect(limits["flopsPerSecond"]).toBeGreaterThan(1e9);
    const convolution = entries.find(({ op, purpose }) => op === "conv2d" && purpose.startsWith("encoder."));
    expect(convolution?.flops).toBeGreaterThan(0);
  });

  it("prints both as tables", async () => {
    const figures = await bench("--engine", "onnx");
    expect(figures.stdout).toMatch(
      /^Tiny, semi-supervised, on onnx, which started in \d+ ms\nbatch +training +evaluation/,
    );
    const profile = await bench("--profile");
    expect(profile.stdout).toMatch(
      /^Tiny, semi-supervised, batches of 64, on onnx: [\d.]+ ms a step\nthe machine's limits: /,
    );
  });

  it("refuses batch sizes that are none", async () => {
    const { code, stderr } = await bench("--batch", "1,0");
    expect(code).toBe(2);
    expect(stderr).toContain("Whole numbers from 1 on, with commas between them, are needed.");
  });
});
