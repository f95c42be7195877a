/** `swwae setup`: what it refuses, what it says before it does anything, and, where it is asked for, the whole of it. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  installedByNpm,
  locateTensorflow,
  privatePrefix,
} from "../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { runCli } from "./runCli.js";

const npmsOwn = installedByNpm() === undefined ? "" : " (skipped: npm installed a TensorFlow here)";

/** Runs `swwae setup` with a cache of its own. */
function setup(cache: string, commandLine: string, env: NodeJS.ProcessEnv = {}) {
  const commandArguments = commandLine.split(" ").filter((word) => word !== "");
  return runCli(["setup", ...commandArguments], {
    cwd: temporaryFolder(),
    env: { SWWAE_CACHE: cache, ...env },
  });
}

describe("swwae setup", () => {
  it.each([
    ["", "missing required argument 'library'"],
    ["pytorch", "Allowed choices are tensorflow"],
    ["tensorflow more", "too many arguments"],
    ["tensorflow --tensorflow-version 1.0.0", "Expected 2.21.0 or 2.15.1"],
    ["tensorflow --remove --wheel some.whl", "cannot be used with option '--wheel <file>'"],
    ["tensorflow --dry-run --dry-run", "was given twice"],
    ["tensorflow --force", "unknown option '--force'"],
  ])("is a usage error with arguments like '%s'", async (commandLine, message) => {
    const { code, stderr } = await setup(temporaryFolder(), commandLine);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("swwae setup tensorflow", () => {
  it.skipIf(npmsOwn !== "")(`only says what it would do with --dry-run${npmsOwn}`, async () => {
    const cache = join(temporaryFolder(), "cache");
    const { code, stdout, stderr } = await setup(cache, "tensorflow --dry-run --json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      status: "planned",
      kind: "private",
      tensorflow: "2.21.0",
      path: privatePrefix("2.21.0", cache),
      bytes: null,
    });
    expect(stderr).toContain(`put into  ${privatePrefix("2.21.0", cache)}`);
    expect(existsSync(cache)).toBe(false);
  });

  it("says all that a machine lacks, and downloads nothing", async () => {
    const programs = temporaryFolder();
    symlinkSync(process.execPath, join(programs, "node"));
    const cache = join(temporaryFolder(), "cache");
    const { code, stderr } = await setup(cache, "tensorflow --tensorflow-version 2.15.1", {
      PATH: programs,
      CXX: "",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("error: TensorFlow 2.15.1 cannot be built on this machine:\n");
    for (const lacking of ["no C++ compiler", "no Python 3", "no npm"]) expect(stderr).toContain(lacking);
    expect(stderr).not.toContain("    at ");
    expect(existsSync(cache)).toBe(false);
  });

  it("refuses a wheel that is another file", async () => {
    const wheel = join(temporaryFolder(), "some.whl");
    writeFileSync(wheel, "another");
    const { code, stderr } = await setup(
      temporaryFolder(),
      `tensorflow --tensorflow-version 2.21.0 --wheel ${wheel}`,
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`error: ${wheel} is not the wheel of TensorFlow 2.21.0`);
  });

  it("does not take a TensorFlow for good that does not load, and says how to begin anew", async () => {
    const cache = temporaryFolder();
    const built = join(privatePrefix("2.21.0", cache), "lib/napi-v8");
    mkdirSync(built, { recursive: true });
    writeFileSync(join(built, "tfjs_binding.node"), "");
    const { code, stderr } = await setup(cache, "tensorflow");
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: the TensorFlow in .* does not work: .*tfjs_binding\.node: file too short/);
    expect(stderr).toContain("swwae setup tensorflow --remove");
    const removed = await setup(cache, "tensorflow --remove");
    expect(removed.stdout).toContain(`removed  ${privatePrefix("2.21.0", cache)}\n`);
    expect(existsSync(cache)).toBe(false);
  });

  it("has nothing to remove in an empty cache", async () => {
    const cache = join(temporaryFolder(), "cache");
    const { code, stdout } = await setup(cache, "tensorflow --remove");
    expect(stdout).toBe(`nothing to remove: no TensorFlow was set up in ${cache}\n`);
    expect(code).toBe(0);
  });
});

/** It downloads 207 MB and takes half a minute: for whoever asks, and for the continuous integration. */
const isAsked = process.env["SWWAE_TEST_SETUP"] === "1";
const asking = isAsked ? "" : " (skipped: downloads 207 MB; SWWAE_TEST_SETUP=1 asks for it)";

describe.skipIf(!isAsked)(`swwae setup tensorflow, from an empty cache${asking}`, () => {
  it("builds it, goes on where it broke off, and takes it away again", { timeout: 600_000 }, async () => {
    const cache = join(temporaryFolder(), "cache");
    const prefix = privatePrefix("2.15.1", cache);
    const version = "tensorflow --tensorflow-version 2.15.1";

    const broken = await setup(cache, version, { CXX: "false" });
    expect(broken.stderr).toContain("there is no C++ compiler");
    const compiler = join(temporaryFolder(), "compiler");
    writeFileSync(compiler, '#!/bin/sh\n[ "$1" = --version ] || { echo "error: no luck" >&2; exit 1; }\n', {
      mode: 0o755,
    });
    const failed = await setup(cache, version, { CXX: compiler });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain(
      `compiling the binding with ${compiler} failed (exit code 1):\n  error: no luck`,
    );
    expect(existsSync(prefix)).toBe(false);
    expect(readdirSync(`${prefix}.partial`).sort()).toEqual(["library", "prefix", "sources"]);

    const installed = await setup(cache, `${version} --json`, { PIP_INDEX_URL: "http://127.0.0.1:9/simple" });
    expect(installed.stderr).toContain("kept      the library, from an earlier attempt");
    expect(installed.code).toBe(0);
    expect(JSON.parse(installed.stdout)).toMatchObject({
      status: "installed",
      tensorflow: "2.15.1",
      path: prefix,
    });
    expect(readdirSync(join(cache, "tensorflow"))).toEqual(["2.15.1"]);
    expect(locateTensorflow(cache)).toEqual({ kind: "private", path: prefix });

    const again = await setup(cache, version);
    expect(again.stdout).toContain("TensorFlow 2.15.1 is there already and works");
    const removed = await setup(cache, "tensorflow --remove");
    expect(removed.stdout).toContain("are free again");
    expect(existsSync(cache)).toBe(false);
  });
});
