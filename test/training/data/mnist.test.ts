/** MNIST as installed, and folders in which one of its files is missing or damaged. */
import { copyFileSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadMnist, mnistFiles, mnistPackageFolder, UserError } from "swwae/training";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** A folder with links to the installed files. */
function linkedFolder(): string {
  const folder = temporaryFolder();
  for (const { name } of Object.values(mnistFiles))
    symlinkSync(join(mnistPackageFolder(), name), join(folder, name));
  return folder;
}

describe("loadMnist", () => {
  it("reads the installed files", async () => {
    const { shape, classes, training, test } = await loadMnist();
    expect(shape).toEqual([28, 28, 1]);
    expect(classes).toBe(10);
    expect(training.images.length).toBe(60_000 * 784);
    expect(training.labels.length).toBe(60_000);
    expect(test.images.length).toBe(10_000 * 784);
    expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect([...training.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  it("names a missing file", async () => {
    const folder = linkedFolder();
    unlinkSync(join(folder, "t10k-labels-idx1-ubyte"));
    await expect(loadMnist(folder)).rejects.toThrow(/file .*t10k-labels-idx1-ubyte is missing/);
    await expect(loadMnist(folder)).rejects.toBeInstanceOf(UserError);
  });

  it("names a folder in place of a file", async () => {
    await expect(loadMnist(join(linkedFolder(), "t10k-labels-idx1-ubyte"))).rejects.toThrow(/ENOTDIR/);
  });

  it("notices one changed label by the checksum", async () => {
    const folder = linkedFolder();
    const path = join(folder, mnistFiles.testLabels.name);
    const bytes = readFileSync(path);
    bytes[1000] = (bytes[1000]! + 1) % 10;
    unlinkSync(path);
    writeFileSync(path, bytes);
    await expect(loadMnist(folder)).rejects.toThrow(
      /t10k-labels-idx1-ubyte is corrupt: expected SHA-256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2, found [0-9a-f]{64}/,
    );
  });

  it("says where a file was cut short", async () => {
    const folder = linkedFolder();
    const path = join(folder, mnistFiles.testLabels.name);
    const bytes = readFileSync(path).subarray(0, 5000);
    unlinkSync(path);
    writeFileSync(path, bytes);
    await expect(loadMnist(folder)).rejects.toThrow(/at byte 5000, expected 10000 bytes .* found 4992/);
  });

  it("notices that two files were mixed up", async () => {
    const folder = linkedFolder();
    const path = join(folder, mnistFiles.testLabels.name);
    unlinkSync(path);
    copyFileSync(join(mnistPackageFolder(), mnistFiles.trainingLabels.name), path);
    await expect(loadMnist(folder)).rejects.toThrow(
      /at byte 4, expected size 10000 of dimension 0, found 60000/,
    );
  });
});
