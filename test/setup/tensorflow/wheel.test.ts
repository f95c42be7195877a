/** Downloads by the pip of this machine, from an index of its own with a small wheel on it. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SetupReporter } from "../../../src/setup/reporter.js";
import type { Release } from "../../../src/setup/tensorflow/releases.js";
import { downloadWheel, expectWheel } from "../../../src/setup/tensorflow/wheel.js";
import { type PackageIndex, startPackageIndex } from "../../support/packageIndex.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { zipArchive } from "../../support/zipArchive.js";

const file = "tensorflow_cpu-9.9.9-cp311-cp311-manylinux_2_17_x86_64.whl";
const content = zipArchive({
  "tensorflow/library": "bytes ".repeat(50_000),
  "tensorflow_cpu-9.9.9.dist-info/METADATA":
    "Metadata-Version: 2.1\nName: tensorflow-cpu\nVersion: 9.9.9\nRequires-Dist: nothing-that-there-is\n",
  "tensorflow_cpu-9.9.9.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_17_x86_64\n",
  "tensorflow_cpu-9.9.9.dist-info/RECORD": "",
});
const release: Release = {
  version: "9.9.9",
  wheel: {
    file,
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: content.length,
    platform: "manylinux_2_17_x86_64",
  },
  libraryBytes: 0,
  glibc: "2.17",
};

const hasPip = spawnSync("python3", ["-m", "pip", "--version"]).status === 0;
const reason = hasPip ? "" : " (skipped: this machine has no python3 with pip)";

/** Collects what is said, and how far the downloads came. */
function listener(): SetupReporter & { said: string[]; received: number[] } {
  const said: string[] = [];
  const received: number[] = [];
  return {
    said,
    received,
    say: (line) => void said.push(line),
    download: () => ({ update: (bytes) => void received.push(bytes), stop: () => undefined }),
  };
}

function download(index: PackageIndex, folder: string, reporter = listener(), what = release) {
  return downloadWheel(what, folder, { python: "python3", environment: index.environment }, reporter);
}

describe.skipIf(!hasPip)(`the download of the wheel${reason}`, () => {
  it("brings the file and leaves nothing else behind", async () => {
    const index = await startPackageIndex("tensorflow-cpu", file, content);
    const folder = join(temporaryFolder(), "wheels");
    const reporter = listener();
    const path = await download(index, folder, reporter);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual([file]);
    expect(reporter.received.at(-1)).toBe(content.length);
  });

  it("is not made again where the file is there, but is where the file is damaged", async () => {
    const index = await startPackageIndex("tensorflow-cpu", file, content);
    const folder = join(temporaryFolder(), "wheels");
    await download(index, folder);
    await download(index, folder);
    expect(index.downloads()).toBe(1);
    writeFileSync(join(folder, file), "damaged");
    const reporter = listener();
    const path = await download(index, folder, reporter);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(reporter.said).toEqual([`${file} is damaged, and is downloaded again`]);
  });

  it("refuses another file under the same name", async () => {
    const index = await startPackageIndex("tensorflow-cpu", file, content);
    const folder = join(temporaryFolder(), "wheels");
    const pinned = { ...release, wheel: { ...release.wheel, sha256: "0".repeat(64) } };
    await expect(download(index, folder, listener(), pinned)).rejects.toThrow(
      `what came as ${file} is something else (SHA-256 ${release.wheel.sha256}, and ${"0".repeat(64)} is expected)`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that breaks off leaves nothing that could be taken for the file, and can be made again", async () => {
    const index = await startPackageIndex("tensorflow-cpu", file, content);
    const folder = join(temporaryFolder(), "wheels");
    index.breakOff(Number.POSITIVE_INFINITY);
    await expect(download(index, folder)).rejects.toThrow(file);
    expect(readdirSync(folder)).toEqual([]);
    index.breakOff(0);
    const path = await download(index, folder);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("from an index without the package is an error that says what it may be", async () => {
    const index = await startPackageIndex("another-package", file, content);
    const folder = join(temporaryFolder(), "wheels");
    await expect(download(index, folder)).rejects.toThrow(
      "pip finds no tensorflow-cpu 9.9.9: its package index cannot be reached, or does not have it",
    );
  });

  it("of a release that the index does not have is an error that says so", async () => {
    const index = await startPackageIndex("tensorflow-cpu", file, content);
    const folder = join(temporaryFolder(), "wheels");
    const other = { ...release, version: "9.9.8" };
    await expect(download(index, folder, listener(), other)).rejects.toThrow(
      "No matching distribution found for tensorflow-cpu==9.9.8",
    );
  });
});

describe("a wheel that the user brings along", () => {
  it("is taken by its content, whatever its name", async () => {
    const path = join(temporaryFolder(), "any.whl");
    writeFileSync(path, content);
    await expectWheel(release, path);
    writeFileSync(path, "another");
    await expect(expectWheel(release, path)).rejects.toThrow(
      `${path} is not the wheel of TensorFlow 9.9.9: its SHA-256 is `,
    );
  });

  it("must be there", async () => {
    const path = join(temporaryFolder(), file);
    await expect(expectWheel(release, path)).rejects.toThrow(`cannot read ${path}: there is no such file`);
  });
});
