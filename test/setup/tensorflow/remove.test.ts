/** What is taken away, and what is left. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { removableFolders, removeTensorflow } from "../../../src/setup/tensorflow/remove.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

function cacheWith(...names: readonly string[]): string {
  const cache = join(temporaryFolder(), "swwae");
  for (const name of names) {
    mkdirSync(join(cache, "tensorflow", name), { recursive: true });
    writeFileSync(join(cache, "tensorflow", name, "file"), "1234");
  }
  return cache;
}

describe("removing TensorFlow", () => {
  it("takes every version, finished or not, and the folders that are empty then", async () => {
    const cache = cacheWith("2.21.0", "2.15.1.partial", "2.15.1.removed", "2.20.0.partial.removed");
    const removed = await removeTensorflow(cache, null);
    expect(removed.bytes).toBe(16);
    expect(removed.folders).toHaveLength(4);
    expect(existsSync(cache)).toBe(false);
  });

  it("takes one version alone where it is named", async () => {
    const cache = cacheWith("2.21.0", "2.15.1", "2.15.1.partial");
    await removeTensorflow(cache, "2.15.1");
    expect(readdirSync(join(cache, "tensorflow"))).toEqual(["2.21.0"]);
  });

  it("leaves what it did not put there", async () => {
    const cache = cacheWith("2.21.0", "notes");
    mkdirSync(join(cache, "other"));
    await removeTensorflow(cache, null);
    expect(readdirSync(cache)).toEqual(["other", "tensorflow"]);
    expect(readdirSync(join(cache, "tensorflow"))).toEqual(["notes"]);
  });

  it("is nothing in an empty cache", async () => {
    expect(await removeTensorflow(join(temporaryFolder(), "none"), null)).toEqual({ folders: [], bytes: 0 });
  });

  it("touches nothing while a setup is at work", async () => {
    const cache = cacheWith("2.15.1", "2.21.0.partial");
    writeFileSync(join(cache, "tensorflow/2.21.0.partial/lock"), `${process.pid}\n`);
    await expect(removeTensorflow(cache, null)).rejects.toThrow(`(process ${process.pid}) is at work in`);
    expect(removableFolders(cache, null)).toHaveLength(2);
  });
});
