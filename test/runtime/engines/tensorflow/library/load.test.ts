/** Loading the native TensorFlow: the real one where it is set up, and what is said where it is not. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  backendOf,
  installedByNpm,
  loadTensorflow,
  locateTensorflow,
} from "../../../../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../../../../support/temporaryFolder.js";

const location = locateTensorflow();
const reason = location === undefined ? " (skipped: no native TensorFlow; npx swwae setup tensorflow)" : "";

describe("a TensorFlow that cannot be loaded", () => {
  const installed = installedByNpm() === undefined ? "" : " (skipped: npm installed one here)";
  it.skipIf(installed !== "")(`is named with the command that installs it${installed}`, async () => {
    vi.stubEnv("SWWAE_CACHE", temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(loadTensorflow()).rejects.toThrow(
      "the native TensorFlow library is not installed; this installs it: npx swwae setup tensorflow",
    );
  });

  it("is an error that says what broke and how to build it again", async () => {
    const path = temporaryFolder();
    writeFileSync(join(path, "package.json"), JSON.stringify({ main: "index.js" }));
    writeFileSync(join(path, "index.js"), "throw new Error('libfoo.so.2: cannot open\\nstack');");
    await expect(loadTensorflow({ location: { kind: "private", path } })).rejects.toThrow(
      `TensorFlow cannot be loaded from ${path}: libfoo.so.2: cannot open; to build it again: npx swwae setup tensorflow --remove`,
    );
  });

  it("is an error too where plain JavaScript would answer in its place", async () => {
    const path = temporaryFolder();
    mkdirSync(join(path, "lib"), { recursive: true });
    writeFileSync(
      join(path, "index.js"),
      `const tensor = { dataSync: () => [6] };
       module.exports = { ready: async () => {}, tidy: (f) => f(), matMul: () => tensor, getBackend: () => "cpu" };`,
    );
    await expect(loadTensorflow({ location: { kind: "npm", path } })).rejects.toThrow(
      'the backend "cpu" answers instead of "tensorflow"; to build another beside it: npx swwae setup tensorflow',
    );
  });
});

describe.skipIf(location === undefined)(`the native TensorFlow${reason}`, () => {
  it("is loaded once, computes, and keeps the number of threads it was loaded with", async () => {
    const tf = await loadTensorflow({ threads: 1 });
    expect(await loadTensorflow()).toBe(tf);
    expect(tf.getBackend()).toBe("tensorflow");
    expect(process.env["TF_NUM_INTRAOP_THREADS"]).toBe("1");
    await expect(loadTensorflow({ threads: 2 })).rejects.toThrow(
      "TensorFlow was loaded into this process for 1 thread, and can no longer be given 2",
    );
  });

  it("gives 64-bit outputs without a warning for each, and other warnings as they are", async () => {
    const tf = await loadTensorflow();
    const backend = backendOf(tf);
    const { binding } = backend;
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const image = tf.tensor4d([0, 2, 2, 2], [1, 2, 2, 1]);
    const [pooled, place] = backend.executeMultipleOutputs(
      "MaxPoolWithArgmax",
      [
        { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        { name: "Targmax", type: binding.TF_ATTR_TYPE, value: binding.TF_INT64 },
        { name: "ksize", type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
        { name: "strides", type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
        { name: "padding", type: binding.TF_ATTR_STRING, value: "VALID" },
        { name: "include_batch_in_index", type: binding.TF_ATTR_BOOL, value: true },
      ],
      [image],
      2,
    );
    expect(warn).not.toHaveBeenCalled();
    console.warn("another");
    expect(warn).toHaveBeenCalledExactlyOnceWith("another");
    warn.mockRestore();
    expect(Array.from(pooled?.dataSync() ?? [])).toEqual([2]);
    expect(Array.from(place?.dataSync() ?? [], Number)).toEqual([1]); // the first of the three twos
    tf.dispose([image, pooled, place].filter((tensor) => tensor !== undefined));
  });
});
