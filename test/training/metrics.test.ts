/** Metrics files: whole lines, at once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { MetricsWriter } from "swwae/training";
import { fullDevice, temporaryFolder } from "../support/temporaryFolder.js";

it("appends one JSON object a line, readable before the file is closed", () => {
  const path = join(temporaryFolder(), "metrics.jsonl");
  const metrics = new MetricsWriter(path);
  metrics.write({ step: 1, terms: { NLL: 0.5 } });
  metrics.write({ step: 2 });
  const lines = readFileSync(path, "utf8").split("\n");
  metrics.close();
  expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toEqual([
    { step: 1, terms: { NLL: 0.5 } },
    { step: 2 },
  ]);
  expect(lines[2]).toBe("");
});

it("tells a full disk", () => {
  const path = fullDevice();
  const metrics = new MetricsWriter(path);
  expect(() => metrics.write({ step: 1 })).toThrow(
    `cannot write ${path}: no space is left on the device (ENOSPC)`,
  );
  metrics.close();
});

it("names a path that cannot be opened", () => {
  const path = join(temporaryFolder(), "missing", "metrics.jsonl");
  expect(() => new MetricsWriter(path)).toThrow(`cannot write ${path}: there is no such file or folder`);
});
