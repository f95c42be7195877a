/** What is taken out of a wheel. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../../../src/setup/runProgram.js";
import { unpackLibrary } from "../../../src/setup/tensorflow/unpack.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { zipArchive } from "../../support/zipArchive.js";

const wheelFiles = {
  "tensorflow/__init__.py": "import os",
  "tensorflow/libtensorflow_cc.so.2": "the library ".repeat(1000),
  "tensorflow/libtensorflow_framework.so.2": "the framework",
  "tensorflow/include/tensorflow/c/c_api.h": "/* C */",
  "tensorflow/include/tensorflow/c/notes.txt": "no header",
  "tensorflow/include/xla/tsl/c/tsl_status.h": "/* status */",
  "tensorflow/include/external/other.h": "/* not C's */",
};

function wheelOf(files: Readonly<Record<string, string>>): string {
  const path = join(temporaryFolder(), "some.whl");
  writeFileSync(path, zipArchive(files));
  return path;
}

describe("a wheel", () => {
  it("gives its library and the headers of its C interface, and nothing else", async () => {
    const folder = temporaryFolder();
    await unpackLibrary(wheelOf(wheelFiles), folder);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
    expect(files).toEqual([
      "include/tensorflow/c/c_api.h",
      "include/xla/tsl/c/tsl_status.h",
      "lib/libtensorflow_cc.so.2",
      "lib/libtensorflow_framework.so.2",
    ]);
    expect(readFileSync(join(folder, "lib/libtensorflow_cc.so.2"), "utf8")).toBe(
      wheelFiles["tensorflow/libtensorflow_cc.so.2"],
    );
  });

  it("is an error without the library", async () => {
    const { "tensorflow/libtensorflow_cc.so.2": _library, ...others } = wheelFiles;
    const path = wheelOf(others);
    await expect(unpackLibrary(path, temporaryFolder())).rejects.toThrow(
      `${path} does not contain libtensorflow_cc.so.2`,
    );
  });

  it("is an error where it is no archive, or a broken one", async () => {
    const path = join(temporaryFolder(), "some.whl");
    writeFileSync(path, "no archive at all, though it is long enough to be one");
    await expect(unpackLibrary(path, temporaryFolder())).rejects.toThrow(
      `cannot read ${path}: it is not a zip`,
    );
    writeFileSync(path, zipArchive(wheelFiles).subarray(0, 300));
    await expect(unpackLibrary(path, temporaryFolder())).rejects.toThrow(
      `cannot read ${path}: it is not a zip`,
    );
    await expect(unpackLibrary("/no/such.whl", temporaryFolder())).rejects.toThrow(
      "cannot read /no/such.whl: there is no such file or folder",
    );
  });

  it("stops where it is told to", async () => {
    const unpacking = unpackLibrary(wheelOf(wheelFiles), temporaryFolder(), AbortSignal.abort());
    await expect(unpacking).rejects.toThrow(Interrupted);
  });
});
