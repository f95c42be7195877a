/** Loading the native TensorFlow: the real one where it is set up, and what is said where it is not. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  installedByNpm,
  loadBinding,
  locateTensorflow,
} from "../../../../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../../../../support/temporaryFolder.js";

describe("a TensorFlow that cannot be loaded", () => {
  const installed = installedByNpm() === undefined ? "" : " (skipped: npm installed one here)";
  it.skipIf(installed !== "")(`is named with the command that installs it${installed}`, () => {
    vi.stubEnv("SWWAE_CACHE", temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(() => loadBinding()).toThrow(
      "the native TensorFlow library is not installed; this installs it: npx swwae setup tensorflow",
    );
  });

  it.each([
    ["private", "to build it again: npx swwae setup tensorflow --remove"],
    ["npm", "to build another beside it: npx swwae setup tensorflow"],
  ] as const)("is an error that says what broke, and what to do about a %s one", (kind, remedy) => {
    const path = temporaryFolder();
    mkdirSync(join(path, "lib/napi-v8"), { recursive: true });
    writeFileSync(join(path, "lib/napi-v8/tfjs_binding.node"), "no library");
    expect(() => loadBinding(1, { kind, path })).toThrow(`TensorFlow cannot be loaded from ${path}: `);
    expect(() => loadBinding(1, { kind, path })).toThrow(remedy);
  });
});

const reason =
  locateTensorflow() === undefined ? " (skipped: no native TensorFlow; npx swwae setup tensorflow)" : "";

describe.skipIf(reason !== "")(`the native TensorFlow${reason}`, () => {
  it("is loaded with its settings in the environment", () => {
    vi.stubEnv("TF_ENABLE_ONEDNN_OPTS", undefined);
    vi.stubEnv("TF_NUM_INTRAOP_THREADS", undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const binding = loadBinding(1);
    expect(process.env).toMatchObject({ TF_ENABLE_ONEDNN_OPTS: "1", TF_NUM_INTRAOP_THREADS: "1" });
    expect(binding.TF_Version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(loadBinding(1)).toBe(binding);
  });

  it("leaves other TensorFlow.js in the process alone", async () => {
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend("cpu");
    loadBinding(1);
    expect(tf.getBackend()).toBe("cpu");
  });
});
