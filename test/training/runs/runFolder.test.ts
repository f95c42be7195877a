/** Run folders: their names, their record, and records that are damaged. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRunFolder, readRunRecord, type RunRecord, UserError, writeRunRecord } from "swwae/training";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const record: RunRecord = {
  format: 2,
  spec: { path: "a.swwae", text: "model A {}" },
  model: "A",
  seed: 7,
  mode: "supervised",
  engine: "onnx",
  data: "mnist",
  options: { batch: 64 },
  versions: { swwae: "0.1.0" },
  machineOptions: { threads: null, lowering: null, dataFolder: null, precision: null },
  machine: { cores: "2" },
  started: "2026-01-05T09:03:07.000Z",
  status: "finished",
  steps: 12,
  stepsBefore: 0,
  plannedSteps: 30,
  checkpointEvery: null,
  checkpoint: "best",
  result: { errorRate: 0.5 },
};

describe("createRunFolder", () => {
  it("names the folder after the model and the time", async () => {
    const runs = join(temporaryFolder(), "runs");
    const { path } = await createRunFolder(runs, "Mnist", new Date(2026, 0, 5, 9, 3, 7));
    expect(path).toBe(join(runs, "Mnist-20260105-090307"));
    expect(readdirSync(path)).toEqual(["checkpoints"]);
  });

  it("gives two runs of the same second two folders", async () => {
    const runs = temporaryFolder();
    const time = new Date(2026, 0, 5, 9, 3, 7);
    for (let count = 0; count < 3; count++) await createRunFolder(runs, "A", time);
    expect(readdirSync(runs).toSorted()).toEqual([
      "A-20260105-090307",
      "A-20260105-090307-2",
      "A-20260105-090307-3",
    ]);
  });

  it("names the path where it cannot be", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(createRunFolder(file, "A", new Date())).rejects.toThrow(
      `cannot create the folder ${file}: `,
    );
  });
});

describe("run.json", () => {
  it("comes back as it was written", async () => {
    const folder = await createRunFolder(temporaryFolder(), "A", new Date());
    await writeRunRecord(folder, record);
    expect(await readRunRecord(folder.path)).toEqual({ folder, record });
  });

  it("is missed in a folder that is no run", async () => {
    const folder = temporaryFolder();
    await expect(readRunRecord(folder)).rejects.toThrow(`${folder} is no run folder: it has no run.json`);
    await expect(readRunRecord(folder)).rejects.toBeInstanceOf(UserError);
  });

  const damages: readonly [string, string, string][] = [
    ["cut", JSON.stringify(record).slice(0, 50), "run.json is damaged: "],
    ["no object", "[]", "it is no JSON object"],
    ["of another format", JSON.stringify({ ...record, format: 3 }), "expected format 2, found 3"],
    [
      "of the format before",
      JSON.stringify({ ...record, format: 1 }),
      "is of an older version of swwae (format 1), which this one does not read",
    ],
    [
      "without checkpoint",
      JSON.stringify({ ...record, checkpoint: "first" }),
      '"checkpoint" is neither last nor best',
    ],
    ["without spec", JSON.stringify({ ...record, spec: undefined }), "it has no spec with path and text"],
    ["without model", JSON.stringify({ ...record, model: 3 }), 'it has no text "model"'],
    ["without seed", JSON.stringify({ ...record, seed: "x" }), '"seed" is no whole number'],
    ["without steps", JSON.stringify({ ...record, steps: -1 }), '"steps" is no whole number'],
    ["without options", JSON.stringify({ ...record, options: null }), 'it has no "options"'],
  ];
  it.each(damages)("is refused where it is %s", async (_, text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "run.json"), text);
    await expect(readRunRecord(folder)).rejects.toThrow(message);
    await expect(readRunRecord(folder)).rejects.toBeInstanceOf(UserError);
  });
});
