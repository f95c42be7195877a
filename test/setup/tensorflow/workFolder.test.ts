/** Pieces that are complete or not there, and one worker at a time. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { completePiece, lockFolder, lockHolder } from "../../../src/setup/tensorflow/workFolder.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

describe("a piece", () => {
  it("has its name when it is complete", async () => {
    const piece = join(temporaryFolder(), "piece");
    await completePiece(piece, async (folder) => {
      expect(existsSync(piece)).toBe(false);
      writeFileSync(join(folder, "file"), "");
    });
    expect(readdirSync(piece)).toEqual(["file"]);
  });

  it("does not have it when it broke off, and begins with nothing the next time", async () => {
    const piece = join(temporaryFolder(), "piece");
    const broken = completePiece(piece, async (folder) => {
      writeFileSync(join(folder, "half"), "");
      throw new Error("broke off");
    });
    await expect(broken).rejects.toThrow("broke off");
    expect(existsSync(piece)).toBe(false);
    expect(existsSync(`${piece}.unfinished`)).toBe(false);
    mkdirSync(`${piece}.unfinished`);
    writeFileSync(join(`${piece}.unfinished`, "killed"), "");
    await completePiece(piece, async (folder) => writeFileSync(join(folder, "whole"), ""));
    expect(readdirSync(piece)).toEqual(["whole"]);
  });
});

describe("the lock", () => {
  it("keeps a second worker out until the first is done", async () => {
    const folder = join(temporaryFolder(), "work");
    const unlock = await lockFolder(folder);
    expect(lockHolder(folder)).toBe(process.pid);
    await expect(lockFolder(folder)).rejects.toThrow(
      `another swwae setup (process ${process.pid}) is at work in ${folder}`,
    );
    await unlock();
    expect(lockHolder(folder)).toBeUndefined();
    await (
      await lockFolder(folder)
    )();
  });

  it("of a process that is gone, or of none, counts for nothing", async () => {
    const folder = join(temporaryFolder(), "work");
    mkdirSync(folder);
    const { pid } = spawnSync("true");
    for (const content of [String(pid), "", "rubbish"]) {
      writeFileSync(join(folder, "lock"), content);
      expect(lockHolder(folder)).toBeUndefined();
      await (
        await lockFolder(folder)
      )();
    }
  });
});
