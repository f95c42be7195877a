/** Files written all or not at all, and errors of the file system told with their path. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolder, UserError, writeFileAtomically } from "swwae/training";
import { fullDevice, temporaryFolder } from "../support/temporaryFolder.js";

describe("writeFileAtomically", () => {
  it("writes a file and leaves no other", async () => {
    const folder = temporaryFolder();
    await writeFileAtomically(join(folder, "a.txt"), "hello");
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("hello");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("replaces a file", async () => {
    const path = join(temporaryFolder(), "a.txt");
    writeFileSync(path, "a longer text than the new one");
    await writeFileAtomically(path, Uint8Array.from([104, 105]));
    expect(readFileSync(path, "utf8")).toBe("hi");
  });

  it("never shows a half-written file to a reader", async () => {
    const path = join(temporaryFolder(), "a.txt");
    const large = "x".repeat(4_000_000);
    await writeFileAtomically(path, "old");
    const writing = writeFileAtomically(path, large);
    const progress = { done: false };
    void writing.then(() => (progress.done = true));
    while (!progress.done) {
      expect([3, large.length]).toContain(readFileSync(path).length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(readFileSync(path).length).toBe(large.length);
  });

  it("names the path where a folder is missing", async () => {
    const path = join(temporaryFolder(), "missing", "a.txt");
    await expect(writeFileAtomically(path, "x")).rejects.toThrow(
      `cannot write ${path}: there is no such file or folder (ENOENT)`,
    );
  });

  it("removes the temporary file where the rename fails, and keeps what was there", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "a");
    mkdirSync(path);
    await expect(writeFileAtomically(path, "x")).rejects.toBeInstanceOf(UserError);
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("tells a full disk, and does not replace a device by a file", async () => {
    const path = fullDevice();
    await expect(writeFileAtomically(path, "x")).rejects.toThrow(
      `cannot write ${path}: no space is left on the device (ENOSPC)`,
    );
    expect(statSync(path).isCharacterDevice()).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(["full"]);
  });

  it("names the path below a regular file", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(writeFileAtomically(join(file, "a"), "x")).rejects.toThrow(
      "a part of the path is a file, not a folder",
    );
  });
});

describe("createFolder", () => {
  it("creates all that is missing and minds no folder that is there", async () => {
    const path = join(temporaryFolder(), "a", "b");
    await createFolder(path);
    await createFolder(path);
    expect(readdirSync(path)).toEqual([]);
  });

  it("names the path below a regular file", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(createFolder(join(file, "runs"))).rejects.toThrow(
      `cannot create the folder ${join(file, "runs")}: `,
    );
  });
});
