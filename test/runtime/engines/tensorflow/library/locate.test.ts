/** Where the native TensorFlow is looked for, in caches made of empty files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  bindingFile,
  cacheFolder,
  locateTensorflow,
  privatePrefix,
  privateVersions,
} from "../../../../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../../../../support/temporaryFolder.js";

describe("the cache folder", () => {
  it("is swwae's own variable, or XDG's, or the home folder's", () => {
    expect(cacheFolder({ SWWAE_CACHE: "/a/b", XDG_CACHE_HOME: "/c" })).toBe("/a/b");
    expect(cacheFolder({ XDG_CACHE_HOME: "/c" })).toBe("/c/swwae");
    expect(cacheFolder({})).toBe(join(homedir(), ".cache/swwae"));
  });

  it("does not follow an empty or relative variable", () => {
    const fallback = join(homedir(), ".cache/swwae");
    expect(cacheFolder({ SWWAE_CACHE: "", XDG_CACHE_HOME: "" })).toBe(fallback);
    expect(cacheFolder({ XDG_CACHE_HOME: "cache" })).toBe(fallback);
  });
});

describe("a private TensorFlow", () => {
  it("is found by its binding, the newest version first", () => {
    const cache = temporaryFolder();
    for (const version of ["2.9.1", "2.21.0", "2.15.1"]) pretendBuilt(version, cache);
    expect(privateVersions(cache)).toEqual(["2.21.0", "2.15.1", "2.9.1"]);
    expect(locateTensorflow(cache)).toEqual({
      kind: "private",
      path: join(cache, "tensorflow/2.21.0"),
    });
  });

  it("does not count without its binding, nor under the name of unfinished work", () => {
    const cache = temporaryFolder();
    mkdirSync(join(privatePrefix("2.21.0", cache), "lib/napi-v8"), { recursive: true });
    pretendBuilt("2.20.0.partial", cache);
    expect(privateVersions(cache)).toEqual([]);
    expect(locateTensorflow(cache)?.kind).not.toBe("private");
  });
});

describe("the binding of a package", () => {
  it("is the one for the newest version of Node-API, and none without a file", () => {
    const folder = temporaryFolder();
    expect(bindingFile(folder)).toBeUndefined();
    for (const version of ["napi-v10", "napi-v9", "napi-v11", "other"]) {
      mkdirSync(join(folder, "lib", version), { recursive: true });
      if (version !== "napi-v11") writeFileSync(join(folder, "lib", version, "tfjs_binding.node"), "");
    }
    expect(bindingFile(folder)).toBe(join(folder, "lib/napi-v10/tfjs_binding.node"));
  });
});

function pretendBuilt(version: string, cache: string): void {
  const built = join(privatePrefix(version, cache), "lib/napi-v8");
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, "tfjs_binding.node"), "");
}
