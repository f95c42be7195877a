/** What a run writes down of the libraries that computed it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { versionsOf } from "../../../src/cli/session/versions.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

it("names swwae, Node and the engine's library", () => {
  expect(versionsOf("onnx")).toEqual({
    swwae: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    node: process.versions.node,
    "onnxruntime-node": expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

it("names the version of a TensorFlow that was built for swwae, and not that of its binding's package", () => {
  const cache = temporaryFolder();
  const built = join(cache, "tensorflow/2.15.1/lib/napi-v8");
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, "tfjs_binding.node"), "");
  vi.stubEnv("SWWAE_CACHE", cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(versionsOf("tensorflow")).toMatchObject({ tensorflow: "2.15.1" });
  expect(versionsOf("tensorflow")).not.toHaveProperty("@tensorflow/tfjs-node");
});
