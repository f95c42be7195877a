/** A study of the paper in its quick version, on few images: from the spec to the page, with the trend that the paper shows. */
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseResults } from "../../src/studies/index.js";
import { runCli } from "../cli/runCli.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

const specs = join(import.meta.dirname, "../../specs/paper");

it(
  "shows in minutes that upsampling loses more than unpooling, the more the larger the pooling",
  { timeout: 600_000 },
  async () => {
    const cwd = temporaryFolder();
    const spec = join(specs, "necessity-of-where.swwae");
    const options = ["--limit", "640", "--validation", "50", "--threads", "1", "--engine", "onnx"];
    const run = await runCli(["experiment", spec, "--quick", "--results", "kept", ...options], { cwd });
    expect(run.code, run.stderr).toBe(0);
    const { cells } = parseResults(readFileSync(join(cwd, "kept/results.json"), "utf8"), "kept");
    const errorOf = (size: string, where: string): number =>
      cells.find(({ choice }) => choice["X"] === size && choice["w"] === where)?.test.reconstructionError ??
      NaN;
    const ratios = ["2", "8"].map((size) => errorOf(size, "none") / errorOf(size, "hard"));
    expect(ratios[1]).toBeGreaterThan(2);
    expect(ratios[1]).toBeGreaterThan(ratios[0]!);
    expect(readFileSync(join(cwd, "kept/README.md"), "utf8")).toContain("A quick run:");
  },
);
